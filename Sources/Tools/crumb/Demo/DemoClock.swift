internal import BrowserInfra
internal import Synchronization

/// The demo's minute passes in no time, and none passes while somebody reads.
final class DemoClock: Sendable {
    private struct Offset {
        /// Seconds.
        var ahead: Int64 = 0
        /// Microseconds.
        var waited: Int64 = 0
    }

    private let clock: VirtualClock
    private let offset = Mutex(Offset())

    init(_ clock: VirtualClock) {
        self.clock = clock
    }

    /// For one step alone, as `--now` is for one command: the backend lives in real time, and its
    /// dates would otherwise lie in the past.
    func set(secondsAhead seconds: Int64) {
        offset.withLock { $0.ahead = seconds }
    }

    /// The tutorial's cookie lives for a minute, which a reader may need for a step.
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
