internal import BrowserInfra
internal import Glibc
internal import Processes
internal import Synchronization

/// A server that a scenario starts: a shell command, leader of a process group of its own, so that
/// all that it starts can be stopped with it. What leaves the group, for a session of its own, is found
/// by its parent or by what stands in its environment.
final class ServerProcess: Sendable {
    let command: String
    private let id: pid_t
    /// Kept open as long as crumb lives: a server may take its end for crumb's.
    private let standardInput: Int32
    private let output: OutputTail
    private let isReaped = Mutex(false)
    private let mark: String

    /// `directory`: where it runs; `nil` is where crumb does.
    init(command: String, in directory: String?) throws(LaunchFailure) {
        // Under one lock: no other server gets the ends of a pipe that are not marked close-on-exec
        // yet, and an interruption knows of a process as soon as it is there.
        let mark = ServerMark.next()
        let started = try ServerGroups.starting { () throws(LaunchFailure) in
            try Self.start(command, in: directory, mark: mark)
        }
        self.command = command
        self.mark = mark
        id = started.id
        standardInput = started.input
        output = OutputTail(reading: started.output)
    }

    private static func start(
        _ command: String,
        in directory: String?,
        mark: String
    ) throws(LaunchFailure) -> ServerGroups.Started {
        let input = try Pipe()
        do throws(LaunchFailure) {
            let output = try Pipe()
            do throws(LaunchFailure) {
                // The folder is the shell's $0, so that nothing in its name is a command.
                let change = directory == nil ? "" : #"cd -- "$0" || exit"# + "\n"
                let id = try Launch(
                    ["sh", "-c", DescriptorLimit.shellPrefix + change + command]
                        + [directory].compactMap(\.self),
                    environment: ServerMark.environment(with: mark),
                    streams: [input.readEnd, output.writeEnd, output.writeEnd].map {
                        .descriptor($0)
                    },
                    group: .own
                ).start()
                close(input.readEnd)
                close(output.writeEnd)
                return ServerGroups.Started(id: id, input: input.writeEnd, output: output.readEnd)
            } catch {
                output.close()
                throw error
            }
        } catch {
            input.close()
            throw error
        }
    }

    /// The end of what it has written on standard output and error.
    var outputText: String { output.text }

    /// How it ended, if it has: "status 1", "signal 11".
    var ending: String? {
        var information = siginfo_t()
        // Without reaping, so that its number stays its own until it is stopped.
        let isKnown = waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT) == 0
        guard isKnown, information.si_signo == SIGCHLD else { return nil }
        let status = information._sifields._sigchld.si_status
        return information.si_code == Int32(CLD_EXITED) ? "status \(status)" : "signal \(status)"
    }

    /// Asks the whole group to end, and ends it after `patience`.
    func stop(patience: Duration = .seconds(2)) async {
        guard !isReaped.withLock({ $0 }) else { return }
        let clock = ContinuousClock()
        var deadline = clock.now + patience
        var hasLeaderEnded = false
        let strays = EscapedProcesses(of: id, mark: mark)
        kill(-id, SIGTERM)
        strays.end(with: SIGTERM)
        close(standardInput)
        while clock.now < deadline, !Task.isCancelled {
            if reapIfEnded() {
                // What a shell leaves behind is init's to reap, and some inits take their time.
                if !hasLeaderEnded { deadline = min(deadline, clock.now + .milliseconds(300)) }
                hasLeaderEnded = true
                if kill(-id, 0) != 0, strays.haveEnded { break }
            }
            await pause(for: .milliseconds(5))
        }
        kill(-id, SIGKILL)
        // Those that began in the meantime, too.
        strays.end(with: SIGKILL)
        EscapedProcesses(of: id, mark: mark).end(with: SIGKILL)
        isReaped.withLock { isReaped in
            if !isReaped { waitpid(id, nil, 0) }
            isReaped = true
        }
        ServerGroups.discard(id)
    }

    private func reapIfEnded() -> Bool {
        isReaped.withLock { isReaped in
            if !isReaped { isReaped = waitpid(id, nil, WNOHANG) == id }
            return isReaped
        }
    }
}
