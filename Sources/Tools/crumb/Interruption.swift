internal import BrowserInfra
internal import Glibc
internal import Scenario
internal import Synchronization

/// The handling of Ctrl-C.
enum Interruption {
    /// The address of the semaphore that wakes the thread.
    private static let semaphore = Atomic<UInt>(0)
    private static let caught = Atomic<Int32>(0)

    /// Makes SIGINT end the command at once: everything that it had reported is on disk already,
    /// and the rest is as if it had never been requested.
    ///
    /// Not in `main()`, whose closures belong to the main actor: calling one traps if the main
    /// thread is not running a task of that actor when the signal arrives.
    static func endAtOnce() {
        // The state that the handler reads must exist before it runs.
        Progress.clearAtInterrupt()
        signal(SIGINT) { _ in
            Progress.clearAtInterrupt()
            _exit(ExitStatus.interrupted.rawValue)
        }
    }

    /// Makes SIGINT, SIGTERM, SIGHUP and SIGQUIT stop every server before crumb ends.
    ///
    /// A signal handler may do very little, so it wakes a thread that does the rest.
    static func stopServersFirst() {
        guard let wakeUp = startThread() else { return }
        semaphore.store(UInt(bitPattern: wakeUp), ordering: .releasing)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
            signal(number) { number in
                Interruption.caught.store(number, ordering: .releasing)
                // One of the few functions that a handler may call, and it does not need a
                // descriptor.
                let address = Interruption.semaphore.load(ordering: .acquiring)
                if let wakeUp = UnsafeMutablePointer<sem_t>(bitPattern: address) {
                    sem_post(wakeUp)
                }
            }
        }
    }

    /// Starts the thread. Returns the semaphore that wakes it, which is never freed.
    private static func startThread() -> UnsafeMutablePointer<sem_t>? {
        let wakeUp = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
        sem_init(wakeUp, 0, 0)
        let address = UInt(bitPattern: wakeUp)
        let thread = startSystemThread {
            let wakeUp = UnsafeMutablePointer<sem_t>(bitPattern: address)
            while let wakeUp, sem_wait(wakeUp) != 0 {}
            ServerGroups.stopAll {
                if isatty(STDERR_FILENO) == 1 { Output.clearLineInSignalHandler() }
                _exit(128 + caught.load(ordering: .acquiring))
            }
        }
        guard let thread else { return nil }
        pthread_detach(thread)
        return wakeUp
    }
}
