package import Glibc

/// Starts a system thread for blocking work, for which Swift's thread pool has too few threads.
///
/// All signals are blocked on it. This matters most for SIGPIPE, which may be raised for a TLS
/// connection that the server has closed, and which would end the program. The caller must join or
/// detach the thread.
///
/// - Returns: The thread; `nil` if the system cannot start one, in which case `body` does not run.
package func startSystemThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    let context = Unmanaged.passRetained(ThreadBody(body))
    var thread = pthread_t()
    let status = pthread_create(
        &thread,
        nil,
        { context in
            guard let context else { return nil }
            var every = sigset_t()
            sigfillset(&every)
            pthread_sigmask(SIG_BLOCK, &every, nil)
            Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
            return nil
        },
        context.toOpaque()
    )
    guard status == 0 else {
        context.release()
        return nil
    }
    return thread
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}
