package import Glibc

/// Starts a thread of the system's own, for work that blocks: Swift's pool has too few for that.
///
/// Signals are for the other threads; it matters most for SIGPIPE, which a TLS connection that the
/// server has closed may raise, and which would end the program. Whoever gets the thread joins or
/// detaches it.
///
/// - Returns: `nil` where the system has no more threads; `body` does not run then.
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
