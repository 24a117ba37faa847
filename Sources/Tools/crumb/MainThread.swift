internal import CurlTransport
internal import Glibc
internal import Synchronization

/// Runs a command's tasks one after the other on the thread that the program began with.
///
/// A command mostly waits for the network, and so the thread lends itself to libcurl where it has
/// nothing else to do. With Swift's pool a command would start four threads more, each with its
/// stack and its part of the heap, and every response would wake one of them.
final class MainThread: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var guest: (any TransferGuest)?
    }

    /// The one, which is first asked for by the main thread.
    static let shared = MainThread()

    private let thread = pthread_self()
    private let state = Mutex(State())
    private let wakeUps = Semaphore()

    private init() {}

    /// To be called once, by the main thread, which ends with it.
    static func run(_ body: @escaping @Sendable () async -> ExitStatus) -> Never {
        let thread = shared
        Task(executorPreference: thread) {
            let status = await body()
            // Not exit(), which has OpenSSL and thirty more take themselves apart: whatever was
            // printed or stored is the kernel's already.
            _exit(status.rawValue)
        }
        thread.runForEver()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let guest = state.withLock { state in
            state.jobs.append(job)
            return state.guest
        }
        // It looks for jobs before it sleeps.
        guard !isCurrent else { return }
        if let guest { guest.wake() } else { wakeUps.post() }
    }

    private func runForEver() -> Never {
        while true {
            let (jobs, guest) = state.withLock { state in
                defer { state.jobs.removeAll(keepingCapacity: true) }
                return (state.jobs, state.guest)
            }
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
            if jobs.isEmpty { sleep(with: guest) }
        }
    }

    private func sleep(with guest: (any TransferGuest)?) {
        guard let guest else { return wakeUps.wait() }
        guard guest.advance() else { return state.withLock { $0.guest = nil } }
        // Its news are jobs.
        if state.withLock(\.jobs.isEmpty) { guest.wait() }
    }
}

extension MainThread: TransferHost {
    var isCurrent: Bool {
        pthread_equal(thread, pthread_self()) != 0
    }

    func lend(to guest: any TransferGuest) -> Bool {
        let isLent = state.withLock { state in
            guard state.guest == nil else { return false }
            state.guest = guest
            return true
        }
        if isLent, !isCurrent { wakeUps.post() }
        return isLent
    }

    func takeBack(from guest: any TransferGuest) {
        guard isCurrent else { return guest.wake() }
        _ = guest.advance()
        state.withLock { $0.guest = nil }
    }
}
