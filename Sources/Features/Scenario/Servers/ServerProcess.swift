internal import BrowserInfra
internal import Glibc
internal import Processes
internal import Synchronization

/// A scenario's server: a shell command that leads a process group of its own, so that everything
/// it starts can be stopped with it. Descendants that leave the group for a session of their own
/// are found by their parent or by their environment.
final class ServerProcess: Sendable {
    let command: String
    private let id: pid_t
    /// Stays open while crumb runs, because some servers exit when their standard input closes.
    private let standardInput: Int32
    private let output: OutputTail
    private let isReaped = Mutex(false)
    private let mark: String

    /// `directory`: the working directory; `nil` is crumb's own.
    init(command: String, in directory: String?) throws(LaunchFailure) {
        // A single lock ensures that no other server inherits pipe ends before they are
        // close-on-exec, and that an interrupt handler sees every process as soon as it exists.
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
                // Pass the folder as the shell's $0, so that nothing in its name runs as a command.
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

    /// The last part of its output on standard output and standard error.
    var outputText: String { output.text }

    /// How the process ended, if it did: "status 1", "signal 11".
    var ending: String? {
        var information = siginfo_t()
        // Do not reap, so that the process ID is not reused before the server is stopped.
        let isKnown = waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT) == 0
        guard isKnown, information.si_signo == SIGCHLD else { return nil }
        let status = information._sifields._sigchld.si_status
        return information.si_code == Int32(CLD_EXITED) ? "status \(status)" : "signal \(status)"
    }

    /// Asks the whole group to exit, and kills it after `patience`.
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
                // Processes that a shell leaves behind are reaped by init, which may be slow.
                if !hasLeaderEnded { deadline = min(deadline, clock.now + .milliseconds(300)) }
                hasLeaderEnded = true
                if kill(-id, 0) != 0, strays.haveEnded { break }
            }
            await pause(for: .milliseconds(5))
        }
        kill(-id, SIGKILL)
        // Include processes that started in the meantime.
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
