internal import BrowserInfra
internal import Synchronization

/// The clock of the demo, which skips the minute between two steps, and stops while someone reads.
final class DemoClock: Sendable {
    private struct Offset {
        /// In seconds.
        var ahead: Int64 = 0
        /// In microseconds.
        var waited: Int64 = 0
    }

    private let clock: VirtualClock
    private let offset = Mutex(Offset())

    init(_ clock: VirtualClock) {
        self.clock = clock
    }

    /// Moves the clock for a single step, as `--now` does for a command: the backend runs in real
    /// time, and its dates would otherwise be in the past.
    func set(secondsAhead seconds: Int64) {
        offset.withLock { $0.ahead = seconds }
    }

    /// Stops the clock during `wait`: the tutorial's cookie lives for a minute, and a reader may
    /// need that long for a step.
    func pausedDuring<Value>(_ wait: () -> Value) -> Value {
        let start = clock.now()
        let value = wait()
        let waited = clock.now().microseconds(since: start)
        offset.withLock { $0.waited += waited }
        return value
    }

    func now() -> Moment {
        let offset = offset.withLock(\.self)
        return clock.now().advanced(byMicroseconds: -offset.waited)
            .advanced(bySeconds: offset.ahead)
    }
}
