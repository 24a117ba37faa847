internal import BrowserFetch
internal import BrowserInfra
internal import Glibc
internal import Synchronization

/// A fetch of a page's that is under way: how much of its body the page will take, and whether it still
/// wants it.
final class PageFetch: Sendable {
    private struct State {
        /// Bytes that may be sent before the page has read more.
        var credit: Int
        var isAborted = false
        var isTimedOut = false
        var body: BodyStream?
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>

    init(credit: Int) {
        state = Mutex(State(credit: credit))
    }

    var isAborted: Bool { state.withLock(\.isAborted) }

    /// What the page did to it; `nil` where it still wants it.
    var abortion: FetchFailure? {
        state.withLock { $0.isAborted ? $0.isTimedOut ? .timedOut : .aborted(nil) : nil }
    }

    func begin(_ body: BodyStream) {
        let isAborted = state.withLock { state in
            state.body = body
            return state.isAborted
        }
        if isAborted { body.cancel() }
    }

    /// `isTimeout`: because the time of its signal was up.
    func abort(isTimeout: Bool) {
        let (body, waiter) = state.withLock { state in
            state.isAborted = true
            state.isTimedOut = isTimeout
            defer { state.waiter = nil }
            return (state.body, state.waiter)
        }
        body?.cancel()
        waiter?.resume()
    }

    /// The page has read so many bytes more.
    func allow(_ count: Int) {
        let waiter = state.withLock { state in
            state.credit += count
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// So many bytes are about to be sent; waits until the page has room for them.
    func spend(_ count: Int, isolation: isolated (any Actor)? = #isolation) async {
        state.withLock { $0.credit -= count }
        while state.withLock({ $0.credit <= 0 && !$0.isAborted }) {
            await withCheckedContinuation { continuation in
                let canGoOn = state.withLock { state in
                    if state.credit > 0 || state.isAborted { return true }
                    state.waiter = continuation
                    return false
                }
                if canGoOn { continuation.resume() }
            }
        }
    }
}
