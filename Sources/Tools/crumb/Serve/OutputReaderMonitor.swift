internal import BrowserInfra
internal import Glibc

/// Detects that standard output no longer has a reader, even while nothing is written.
struct OutputReaderMonitor {
    private let ended: @Sendable () -> Void

    /// `ended`: called once, on another thread.
    init(ended: @escaping @Sendable () -> Void) {
        self.ended = ended
    }

    func begin() {
        let ended = ended
        let thread = startSystemThread {
            var state = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
            while poll(&state, 1, -1) < 0, errno == EINTR {}
            ended()
        }
        if let thread { pthread_detach(thread) }
    }
}
