internal import BrowserFetch
internal import CCurl
internal import Synchronization

/// The requests under way and the one thread that libcurl's multi handle lives on.
///
/// Everything else reaches it through an inbox and a wake-up; so there is one place where
/// connections are kept, requests end, and time runs out. The thread holds a reference to the
/// loop while it is lent to it.
final class TransferLoop: EventLoopHandler {
    private enum Phase {
        case idle
        case running
        case closed
    }

    private struct Inbox {
        var submissions: [Submission] = []
        var cancellations: [UInt64] = []
        /// Those whose body somebody has read who had stopped.
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
    private let host: (any EventLoopThread)?
    private let state = Mutex(State())
    /// The multi handle while it may be woken.
    ///
    /// `curl_multi_wakeup` is its one function that other threads may call. It has a lock of its
    /// own, because the first thing that the woken thread does is to ask for the state's.
    private let sleeper = Mutex<Sleeper?>(nil)
    /// Only `advance()` and `wait(alsoFor:)` touch it, which only the one thread calls.
    private nonisolated(unsafe) var transfers: Transfers?

    /// `host`: a thread that may be lent; if there is none, or it is lent to somebody else, the
    /// loop starts its own.
    init(settings: CurlTransportSettings, host: (any EventLoopThread)?) {
        self.settings = settings
        self.host = host
    }

    func nextID() -> UInt64 {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    /// Hands a request to the thread, which is asked for with the first one.
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
        if let host, host.attach(to: self) { return host }
        let thread = DedicatedThread()
        return thread.attach(to: self) ? thread : nil
    }

    /// Cancels a request that was handed over; one that has ended or never came is no mistake.
    func cancel(_ id: UInt64) {
        state.withLock { state in
            guard state.phase == .running else { return }
            state.inbox.cancellations.append(id)
        }
        wake()
    }

    /// Has a request read on whose body was not read.
    func resume(_ id: UInt64) {
        state.withLock { state in
            guard state.phase == .running else { return }
            state.inbox.resumptions.append(id)
        }
        wake()
    }

    /// Cancels what is under way, and has the thread end if it is the loop's own.
    func close() {
        let thread = state.withLock { state in
            state.phase = .closed
            defer { state.thread = nil }
            return state.thread
        }
        thread?.detach(from: self)
    }

    /// After the inbox was filled: a thread that is not asleep yet will find the call when it is
    /// about to be.
    func wake() {
        sleeper.withLock { sleeper in
            // Before the thread has a multi handle it is awake, and will look at the inbox; and so
            // it will if it is the caller's.
            guard let sleeper, !sleeper.thread.isCurrent else { return }
            curl_multi_wakeup(sleeper.multi)
        }
    }
}

extension TransferLoop {
    func advance() -> Bool {
        do throws(TransportError) {
            // The handle before the inbox: whoever fills that afterwards has something to wake.
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

    /// The thread's first deed is to make a multi handle.
    private func running() throws(TransportError) -> Transfers {
        if let transfers { return transfers }
        guard let transfers = Transfers(connections: settings.maxConnections) else {
            throw .network(
                code: Int(CURLE_FAILED_INIT.rawValue),
                detail: noDescriptorIsLeft() ?? "libcurl cannot start"
            )
        }
        if let thread = state.withLock({ $0.thread }) {
            sleeper.withLock { $0 = Sleeper(multi: transfers.multi.pointer, thread: thread) }
        }
        self.transfers = transfers
        return transfers
    }

    /// What was asked for since the last time; `nil` if it is time to end.
    private func takeInbox() -> Inbox? {
        state.withLock { state in
            guard state.phase == .running else { return nil }
            defer { state.inbox = Inbox() }
            return state.inbox
        }
    }

    /// Takes no more requests, and fails those that are under way and those not taken yet.
    private func end(_ failure: TransportError) {
        let left = state.withLock { state in
            state.phase = .closed
            defer { state.inbox = Inbox() }
            return state.inbox.submissions
        }
        // From here on nobody wakes a multi handle that is about to go.
        sleeper.withLock { $0 = nil }
        transfers?.finishAll(with: failure)
        transfers = nil
        for submission in left {
            submission.continuation.resume(returning: .failure(failure))
        }
    }
}
