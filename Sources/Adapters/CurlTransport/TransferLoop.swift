internal import BrowserFetch
internal import CCurl
internal import Synchronization

/// The requests in progress, and the one thread on which libcurl's multi handle is used.
///
/// Everything else communicates with it through an inbox and a wake-up, so that connections, the
/// ends of requests and timeouts are handled in one place. The thread holds a reference to the loop
/// while it runs it.
final class TransferLoop: EventLoopHandler {
    private enum Phase {
        case idle
        case running
        case closed
    }

    private struct Inbox {
        var submissions: [Submission] = []
        var cancellations: [UInt64] = []
        /// The requests whose reader had paused and has read more of the body.
        var resumptions: [UInt64] = []
    }

    private struct State {
        var phase = Phase.idle
        var lastID: UInt64 = 0
        var inbox = Inbox()
        /// The thread, from the first request on.
        var thread: (any EventLoopThread)?
    }

    private struct Sleeper: @unchecked Sendable {
        let multi: UnsafeMutableRawPointer
        let thread: any EventLoopThread
    }

    private let settings: CurlTransportSettings
    private let eventLoop: (any EventLoopThread)?
    private let state = Mutex(State())
    /// The multi handle while it may be woken.
    ///
    /// `curl_multi_wakeup` is its only function that other threads may call. It has its own lock,
    /// because the first thing that the woken thread does is to lock the state.
    private let sleeper = Mutex<Sleeper?>(nil)
    /// Only accessed by `advance()` and `wait(alsoFor:)`, which only the one thread calls.
    private nonisolated(unsafe) var transfers: Transfers?

    /// `eventLoop` is a thread that may be borrowed; if there is none, or it already has a handler, the
    /// loop starts its own.
    init(settings: CurlTransportSettings, eventLoop: (any EventLoopThread)?) {
        self.settings = settings
        self.eventLoop = eventLoop
    }

    func nextID() -> UInt64 {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    /// Passes a request to the thread, which is borrowed or started for the first one.
    func submit(_ submission: Submission) {
        let refusal: TransportError? = state.withLock { state in
            switch state.phase {
            case .closed:
                return .network(code: nil, detail: "the transport is closed")
            case .idle:
                guard let thread = borrowThread() else {
                    return .network(code: nil, detail: "cannot start a thread")
                }
                state.thread = thread
                state.phase = .running
            case .running:
                break
            }
            state.inbox.submissions.append(submission)
            return nil
        }
        if let refusal {
            submission.continuation.resume(returning: .failure(refusal))
        } else {
            wake()
        }
    }

    private func borrowThread() -> (any EventLoopThread)? {
        if let eventLoop, eventLoop.attach(self) { return eventLoop }
        let thread = DedicatedThread()
        return thread.attach(self) ? thread : nil
    }

    /// Cancels a submitted request; a request that has ended or was never submitted is not an
    /// error.
    func cancel(_ id: UInt64) {
        state.withLock { state in
            guard state.phase == .running else { return }
            state.inbox.cancellations.append(id)
        }
        wake()
    }

    /// Resumes a request that was paused because its body was not read.
    func resume(_ id: UInt64) {
        state.withLock { state in
            guard state.phase == .running else { return }
            state.inbox.resumptions.append(id)
        }
        wake()
    }

    /// Cancels the requests in progress, and ends the thread if it belongs to the loop.
    func close() {
        let thread = state.withLock { state in
            state.phase = .closed
            defer { state.thread = nil }
            return state.thread
        }
        thread?.detach(self)
    }

    /// Wakes the thread after the inbox was filled: a thread that is not asleep yet will notice it
    /// when it is about to sleep.
    func wake() {
        sleeper.withLock { sleeper in
            // Before the thread has a multi handle, it is awake and will check the inbox; so it
            // will if it is the caller's thread.
            guard let sleeper, !sleeper.thread.isCurrent else { return }
            curl_multi_wakeup(sleeper.multi)
        }
    }
}

extension TransferLoop {
    func advance() -> Bool {
        do throws(TransportError) {
            // The handle before the inbox: from then on, there is a handle to wake when the inbox
            // is filled.
            let transfers = try running()
            guard let inbox = takeInbox() else { throw .cancelled }
            try transfers.advance(
                inbox.submissions,
                inbox.cancellations,
                inbox.resumptions,
                settings
            )
            return true
        } catch {
            end(error)
            return false
        }
    }

    func wait(alsoFor descriptors: [Int32]) -> [Int32] {
        transfers?.wait(alsoFor: descriptors) ?? []
    }

    /// Returns the transfers; the first thing that the thread does is to create a multi handle.
    private func running() throws(TransportError) -> Transfers {
        if let transfers { return transfers }
        guard let transfers = Transfers(connections: settings.maxConnections) else {
            throw .network(
                code: Int(CURLE_FAILED_INIT.rawValue),
                detail: noDescriptorIsLeft() ?? "libcurl cannot be initialized"
            )
        }
        if let thread = state.withLock({ $0.thread }) {
            sleeper.withLock { $0 = Sleeper(multi: transfers.multi.pointer, thread: thread) }
        }
        self.transfers = transfers
        return transfers
    }

    /// Returns the requests since the last call; `nil` if it is time to end.
    private func takeInbox() -> Inbox? {
        state.withLock { state in
            guard state.phase == .running else { return nil }
            defer { state.inbox = Inbox() }
            return state.inbox
        }
    }

    /// Accepts no more requests, and fails those in progress and those still in the inbox.
    private func end(_ failure: TransportError) {
        let left = state.withLock { state in
            state.phase = .closed
            defer { state.inbox = Inbox() }
            return state.inbox.submissions
        }
        // From here on, nothing wakes a multi handle that is about to be freed.
        sleeper.withLock { $0 = nil }
        transfers?.finishAll(with: failure)
        transfers = nil
        for submission in left {
            submission.continuation.resume(returning: .failure(failure))
        }
    }
}
