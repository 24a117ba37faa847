internal import Synchronization

/// What a maximum time counts from: the first request of all that is done under one.
///
/// A command is done under one, with its redirects, preflights and browsers, as curl's `--max-time` is
/// the command's; and so is each step of a scenario.
package final class RequestClock: Sendable {
    /// `nil` where each request has a time of its own.
    @TaskLocal package static var current: RequestClock?

    private let began = Mutex<ContinuousClock.Instant?>(nil)

    package init() {}

    /// When the first request began; now, if this is the first.
    package var start: ContinuousClock.Instant {
        began.withLock { began in
            let start = began ?? ContinuousClock.now
            began = start
            return start
        }
    }
}
