internal import Glibc
internal import Synchronization

/// Every process group that scenarios have started and not stopped yet.
package enum ServerGroups {
    private static let running = Mutex<Set<pid_t>>([])

    /// Starts a process under the lock, so that ``stopAll(andThen:)`` misses none.
    static func starting<Failure: Error>(
        _ start: () throws(Failure) -> Started
    ) throws(Failure) -> Started {
        try running.withLock { groups throws(Failure) in
            let started = try start()
            groups.insert(started.id)
            return started
        }
    }

    /// A leader of a group, and our ends of its pipes.
    struct Started {
        var id: pid_t
        var input: Int32
        var output: Int32
    }

    static func forget(_ id: pid_t) {
        _ = running.withLock { $0.remove(id) }
    }

    /// Ends every group, and does `body` before another one can be started.
    ///
    /// For the end of the process: a second is all that they get.
    package static func stopAll(andThen body: () -> Void) {
        running.withLock { groups in
            for id in groups { kill(-id, SIGTERM) }
            for _ in 0..<100 {
                var isAnyLeft = false
                for id in groups {
                    waitpid(id, nil, WNOHANG)
                    if kill(-id, 0) == 0 { isAnyLeft = true }
                }
                guard isAnyLeft else { break }
                usleep(10_000)
            }
            for id in groups { kill(-id, SIGKILL) }
            groups = []
            body()
        }
    }
}
