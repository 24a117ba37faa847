internal import Glibc
internal import Synchronization

/// Runs a command's tasks one after the other on the thread that the program began with.
///
/// A command mostly waits for the network, which has a thread of its own. With Swift's pool it would
/// start four threads more, each with its stack and its part of the heap, and every response would
/// wake one of them.
final class MainThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let wakeUps: Semaphore

    private init() {
        wakeUps = Semaphore()
    }

    /// To be called once, by the main thread, which ends with it.
    static func run(_ body: @escaping @Sendable () async -> ExitStatus) -> Never {
        let thread = MainThread()
        Task(executorPreference: thread) {
            let status = await body()
            Glibc.exit(status.rawValue)
        }
        thread.runForEver()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        wakeUps.post()
    }

    private func runForEver() -> Never {
        while true {
            wakeUps.wait()
            let waiting = jobs.withLock { jobs in
                defer { jobs.removeAll(keepingCapacity: true) }
                return jobs
            }
            for job in waiting { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
    }
}

/// https://man7.org/linux/man-pages/man7/sem_overview.7.html
private final class Semaphore: @unchecked Sendable {
    private let pointer = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() {
        sem_init(pointer, 0, 0)
    }

    deinit {
        sem_destroy(pointer)
        pointer.deallocate()
    }

    func post() { sem_post(pointer) }

    func wait() {
        // A signal's handler may have interrupted it.
        while sem_wait(pointer) != 0 {}
    }
}
