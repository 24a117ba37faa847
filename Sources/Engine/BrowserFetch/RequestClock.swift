internal import Synchronization

/// The start of a time limit: the moment of the first request made under it.
///
/// A whole command has one clock for its redirects, preflights and browsers, as curl's `--max-time`
/// limits a whole command; so does each step of a scenario.
package final class RequestClock: Sendable {
    /// `nil` if each request has a time limit of its own.
    @TaskLocal package static var current: RequestClock?

    private let began = Mutex<ContinuousClock.Instant?>(nil)

    package init() {}

    /// When the first request began, which is now if there was none yet.
    package var start: ContinuousClock.Instant {
        began.withLock { began in
            let start = began ?? ContinuousClock.now
            began = start
            return start
        }
    }
}
