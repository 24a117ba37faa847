internal import Glibc
internal import Processes
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

    static func discard(_ id: pid_t) {
        _ = running.withLock { $0.remove(id) }
    }

    /// Ends every group, and does `body` before another one can be started.
    ///
    /// For the end of the process, which is to come within a second: they get less than that, and
    /// once all leaders have ended, what they left behind gets less still. It may have ended too and
    /// wait for an init that takes its time.
    package static func stopAll(andThen body: () -> Void) {
        running.withLock { groups in
            // Whatever session they have made for themselves.
            let strays = ProcessTree().descendants(of: getpid()).filter { !groups.contains($0) }
            for id in groups { kill(-id, SIGTERM) }
            for id in strays { kill(id, SIGTERM) }
            var leaders = groups
            var hundredths = 80
            while hundredths > 0 {
                leaders = leaders.filter { waitpid($0, nil, WNOHANG) == 0 }
                guard
                    groups.contains(where: { kill(-$0, 0) == 0 })
                        || strays.contains(where: {
                            waitpid($0, nil, WNOHANG)
                            return kill($0, 0) == 0
                        })
                else { break }
                if leaders.isEmpty { hundredths = min(hundredths, 30) }
                hundredths -= 1
                usleep(10_000)
            }
            for id in groups { kill(-id, SIGKILL) }
            for id in ProcessTree().descendants(of: getpid()) { kill(id, SIGKILL) }
            groups = []
            body()
        }
    }
}
