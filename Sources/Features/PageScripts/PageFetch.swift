internal import BrowserFetch
internal import BrowserInfra
internal import Glibc
internal import Synchronization

/// An ongoing fetch of a page: how much of the body the page is ready to receive, and whether it
/// has aborted the fetch.
final class PageFetch: Sendable {
    private struct State {
        /// The number of bytes that may be sent before the page reads more.
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

    /// How the page aborted the fetch; `nil` if it has not.
    var abortError: FetchFailure? {
        state.withLock { $0.isAborted ? $0.isTimedOut ? .timedOut : .aborted(nil) : nil }
    }

    func begin(_ body: BodyStream) {
        let isAborted = state.withLock { state in
            state.body = body
            return state.isAborted
        }
        if isAborted { body.cancel() }
    }

    /// `isTimeout`: whether the fetch was aborted by a timeout signal.
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

    /// Adds credit after the page has read this many bytes.
    func allow(_ count: Int) {
        let waiter = state.withLock { state in
            state.credit += count
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Takes credit for bytes that are about to be sent; waits until the page has room for them.
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
