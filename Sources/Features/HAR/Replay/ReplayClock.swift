internal import BrowserInfra
internal import Synchronization

/// The current moment of the replay.
final class ReplayClock: Sendable {
    private let moment = Mutex(Moment.epoch)

    var now: Moment { moment.withLock { $0 } }

    /// Advances the clock, never backwards: a response from before its request does not wait.
    func advance(to moment: Moment) {
        self.moment.withLock { $0 = max($0, moment) }
    }
}

/// Events by time; at the same moment, those that go first, and otherwise in insertion order.
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
        // The array is reversed: its last element is the next event.
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
