internal import CCurl
internal import Fetch
internal import Glibc
internal import Infra
internal import Synchronization

/// The one thread that libcurl's multi handle lives on.
///
/// Everything else reaches it through an inbox and a wake-up; so there is one place where
/// connections are kept, requests end, and time runs out. The thread holds a reference to the
/// loop while it runs.
final class TransferLoop: Sendable {
    private enum Phase {
        case idle
        case running
        case closed
    }

    private struct State {
        var phase = Phase.idle
        var lastID: UInt64 = 0
        var submissions: [Submission] = []
        var cancellations: [UInt64] = []
        var thread: pthread_t?
    }

    private struct Sleeper: @unchecked Sendable {
        let multi: UnsafeMutableRawPointer
    }

    private let settings: CurlTransportSettings
    private let state = Mutex(State())
    /// The multi handle while it may be woken.
    ///
    /// `curl_multi_wakeup` is its one function that other threads may call. It has a lock of its
    /// own, because the first thing that the woken thread does is to ask for the state's.
    private let sleeper = Mutex<Sleeper?>(nil)

    init(settings: CurlTransportSettings) {
        self.settings = settings
    }

    func nextID() -> UInt64 {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    /// Hands a request to the thread, which is started for the first one.
    func submit(_ submission: Submission) {
        let refusal: TransportError? = state.withLock { state in
            switch state.phase {
            case .closed:
                return .network(code: nil, detail: "the transport is closed")
            case .idle:
                guard let thread = startSystemThread({ [self] in run() }) else {
                    return .network(code: nil, detail: "cannot start a thread")
                }
                state.thread = thread
                state.phase = .running
            case .running:
                break
            }
            state.submissions.append(submission)
            return nil
        }
        if let refusal {
            submission.continuation.resume(returning: .failure(refusal))
        } else {
            wake()
        }
    }

    /// Cancels a request that was handed over; one that has ended or never came is no mistake.
    func cancel(_ id: UInt64) {
        state.withLock { state in
            guard state.phase == .running else { return }
            state.cancellations.append(id)
        }
        wake()
    }

    /// Cancels what is under way and waits for the thread to end.
    func close() {
        let thread = state.withLock { state in
            state.phase = .closed
            defer { state.thread = nil }
            return state.thread
        }
        wake()
        if let thread { pthread_join(thread, nil) }
    }

    /// After the inbox was filled: a thread that is not asleep yet will find the call when it is
    /// about to be.
    private func wake() {
        // Before the thread has a multi handle it is awake, and will look at the inbox.
        sleeper.withLock { sleeper in
            if let sleeper { curl_multi_wakeup(sleeper.multi) }
        }
    }
}

extension TransferLoop {
    /// The thread's whole life.
    private func run() {
        guard globalInitialization == CURLE_OK, let multi = MultiHandle() else {
            stop(.network(code: Int(CURLE_FAILED_INIT.rawValue), detail: "libcurl cannot start"))
            return
        }
        sleeper.withLock { $0 = Sleeper(multi: multi.pointer) }
        var transfers = Transfers()
        while takeInbox(into: &transfers, multi) {
            var status = multi.perform()
            while let (easy, code) = multi.nextFinished() {
                transfers.finish(easy, on: multi) { $0.outcome(of: code) }
            }
            if status == CURLM_OK { status = multi.poll() }
            guard status == CURLM_OK else {
                let failure = TransportError.network(code: nil, detail: describe(status))
                transfers.finishAll(on: multi, with: failure)
                stop(failure)
                return
            }
        }
        transfers.finishAll(on: multi, with: .cancelled)
        stop(.cancelled)
    }

    /// Starts and cancels what was asked for since the last time; false if it is time to end.
    private func takeInbox(into transfers: inout Transfers, _ multi: borrowing MultiHandle) -> Bool
    {
        let (isRunning, submissions, cancellations) = state.withLock { state in
            guard state.phase == .running else { return (false, [Submission](), [UInt64]()) }
            defer {
                state.submissions = []
                state.cancellations = []
            }
            return (true, state.submissions, state.cancellations)
        }
        for submission in submissions {
            if let transfer = Transfer(submission, settings: settings) {
                transfers.start(transfer, on: multi)
            }
        }
        for id in cancellations {
            transfers.cancel(id, on: multi)
        }
        return isRunning
    }

    /// Takes no more requests and fails those that were not taken yet.
    private func stop(_ failure: TransportError) {
        let left = state.withLock { state in
            state.phase = .closed
            defer { state.submissions = [] }
            return state.submissions
        }
        // From here on nobody wakes a multi handle that is about to go.
        sleeper.withLock { $0 = nil }
        for submission in left {
            submission.continuation.resume(returning: .failure(failure))
        }
    }
}

/// The requests under way, by their easy handles.
private struct Transfers {
    private var byHandle: [UnsafeMutableRawPointer: Transfer] = [:]

    mutating func start(_ transfer: Transfer, on multi: borrowing MultiHandle) {
        let status = multi.add(transfer.easy)
        guard status == CURLM_OK else {
            transfer.finish(.failure(.network(code: nil, detail: describe(status))))
            return
        }
        byHandle[transfer.easy.pointer] = transfer
    }

    mutating func finish(
        _ easy: UnsafeMutableRawPointer,
        on multi: borrowing MultiHandle,
        with outcome: (Transfer) -> Transfer.Outcome
    ) {
        guard let transfer = byHandle.removeValue(forKey: easy) else { return }
        multi.remove(transfer.easy)
        transfer.finish(outcome(transfer))
    }

    mutating func cancel(_ id: UInt64, on multi: borrowing MultiHandle) {
        guard let easy = byHandle.first(where: { $0.value.id == id })?.key else { return }
        finish(easy, on: multi) { _ in .failure(.cancelled) }
    }

    mutating func finishAll(on multi: borrowing MultiHandle, with failure: TransportError) {
        for easy in byHandle.keys {
            finish(easy, on: multi) { _ in .failure(failure) }
        }
    }
}

/// Once for the process, by whichever thread comes first.
private let globalInitialization = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
