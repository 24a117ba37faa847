internal import Glibc
internal import Infra
internal import Scenario
internal import Synchronization

/// What happens at Ctrl-C.
enum Interruption {
    private static let pipeEnd = Atomic<Int32>(-1)

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
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        guard startThread(reading: ends[0]) else { return }
        pipeEnd.store(ends[1], ordering: .releasing)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
            signal(number) { number in
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(Interruption.pipeEnd.load(ordering: .acquiring), &byte, 1)
            }
        }
    }

    private static func startThread(reading descriptor: Int32) -> Bool {
        let thread = startSystemThread {
            var number: UInt8 = 0
            while read(descriptor, &number, 1) != 1 {}
            ServerGroups.stopAll {
                if isatty(STDERR_FILENO) == 1 {
                    _ = write(STDERR_FILENO, "\r\u{1B}[K", 4)
                }
                _exit(128 + Int32(number))
            }
        }
        guard let thread else { return false }
        pthread_detach(thread)
        return true
    }
}
