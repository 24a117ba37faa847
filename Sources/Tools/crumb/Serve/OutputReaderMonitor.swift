internal import BrowserInfra
internal import Glibc

/// Notices that nobody reads standard output any more, also while nothing is written.
struct OutputReaderMonitor {
    private let ended: @Sendable () -> Void

    /// `ended`: called on another thread, once.
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
