internal import BrowserInfra
internal import Glibc
internal import Scenario
internal import Synchronization

/// What happens at Ctrl-C.
enum Interruption {
    /// The address of what wakes the thread.
    private static let semaphore = Atomic<UInt>(0)
    private static let caught = Atomic<Int32>(0)

    /// From now on SIGINT ends the command at once: what it had reported is on disk already, and
    /// what it had not is as if it had never been asked for.
    ///
    /// Not in `main()`, whose closures belong to the main actor: where the main thread is not at a
    /// task of that actor when the signal comes, calling one would be trapped.
    static func endAtOnce() {
        // What the handler reads is to be there before it runs.
        Progress.clearAtInterrupt()
        signal(SIGINT) { _ in
            Progress.clearAtInterrupt()
            _exit(ExitStatus.interrupted.rawValue)
        }
    }

    /// From now on SIGINT, SIGTERM, SIGHUP and SIGQUIT stop every server before crumb ends.
    ///
    /// The handler may do next to nothing, so it wakes a thread that does the rest.
    static func stopServersFirst() {
        guard let wakeUp = startThread() else { return }
        semaphore.store(UInt(bitPattern: wakeUp), ordering: .releasing)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
            signal(number) { number in
                Interruption.caught.store(number, ordering: .releasing)
                // Of the few things that a handler may do, and it takes no descriptor.
                let address = Interruption.semaphore.load(ordering: .acquiring)
                if let wakeUp = UnsafeMutablePointer<sem_t>(bitPattern: address) {
                    sem_post(wakeUp)
                }
            }
        }
    }

    /// What wakes the thread; it is never freed.
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
