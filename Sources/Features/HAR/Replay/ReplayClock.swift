internal import BrowserInfra
internal import Synchronization

/// The moment that the replay has come to.
final class ReplayClock: Sendable {
    private let moment = Mutex(Moment.epoch)

    var now: Moment { moment.withLock { $0 } }

    /// Time does not run back: an answer that was there before its request waits for nothing.
    func advance(to moment: Moment) {
        self.moment.withLock { $0 = max($0, moment) }
    }
}

/// What happens when; of one moment, what goes first, and else in the order in which it was added.
struct EventQueue<Event> {
    private var events: [(moment: Moment, order: Int, request: Int, event: Event)] = []
    private var count = 0

    mutating func add(
        _ event: Event,
        at moment: Moment,
        for request: Int = 0,
        goesFirst: Bool = false
    ) {
        let order = goesFirst ? count - .max : count
        let new = (moment: moment, order: order, request: request, event: event)
        count += 1
        // From the end, which is the next.
        var low = 0
        var high = events.count
        while low < high {
            let middle = (low + high) / 2
            let isLater = (events[middle].moment, events[middle].order) > (moment, new.order)
            if isLater { low = middle + 1 } else { high = middle }
        }
        events.insert(new, at: low)
    }

    mutating func next() -> (Moment, Int, Event)? {
        events.popLast().map { ($0.moment, $0.request, $0.event) }
    }
}
