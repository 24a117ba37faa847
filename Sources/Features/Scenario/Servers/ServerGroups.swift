internal import Glibc
internal import Processes
internal import Synchronization

/// All process groups that scenarios have started and not yet stopped.
package enum ServerGroups {
    private static let running = Mutex<Set<pid_t>>([])

    /// Starts a process while holding the lock, so that ``stopAll(andThen:)`` misses none.
    static func starting<Failure: Error>(
        _ start: () throws(Failure) -> Started
    ) throws(Failure) -> Started {
        try running.withLock { groups throws(Failure) in
            let started = try start()
            groups.insert(started.id)
            return started
        }
    }

    /// A process group leader, and crumb's ends of its pipes.
    struct Started {
        var id: pid_t
        var input: Int32
        var output: Int32
    }

    static func discard(_ id: pid_t) {
        _ = running.withLock { $0.remove(id) }
    }

    /// Ends all groups, and runs `body` before another one can start.
    ///
    /// Called when the process must exit within a second, so the groups get less time than that,
    /// and even less once all leaders have exited: a remaining process may have exited too and only
    /// wait to be reaped by a slow init.
    package static func stopAll(andThen body: () -> Void) {
        running.withLock { groups in
            // Processes that left their group by starting a session.
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
