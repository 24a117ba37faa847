internal import Glibc
internal import Synchronization

/// A server that a scenario starts: a shell command, leader of a process group of its own, so that
/// all that it starts can be stopped with it.
final class ServerProcess: Sendable {
    let command: String
    private let id: pid_t
    /// Kept open as long as crumb lives: a server may take its end for crumb's.
    private let standardInput: Int32
    private let output: KeptOutput
    private let isReaped = Mutex(false)

    init(command: String) throws(ServerStartError) {
        // Under one lock: no other server gets the ends of a pipe that are not marked close-on-exec
        // yet, and an interruption knows of a process as soon as it is there.
        let started = try ServerGroups.starting { () throws(ServerStartError) in
            try Self.start(command)
        }
        self.command = command
        id = started.id
        standardInput = started.input
        output = KeptOutput(reading: started.output)
    }

    private static func start(_ command: String) throws(ServerStartError) -> ServerGroups.Started {
        let input = try Pipe()
        let output: Pipe
        let id: pid_t
        do throws(ServerStartError) {
            output = try Pipe()
        } catch {
            input.close()
            throw error
        }
        do throws(ServerStartError) {
            id = try spawn(command, input: input.readEnd, output: output.writeEnd)
        } catch {
            input.close()
            output.close()
            throw error
        }
        close(input.readEnd)
        close(output.writeEnd)
        return ServerGroups.Started(id: id, input: input.writeEnd, output: output.readEnd)
    }

    private static func spawn(
        _ command: String,
        input: Int32,
        output: Int32
    ) throws(ServerStartError) -> pid_t {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&files, output, STDERR_FILENO)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The thread that starts it may have blocked signals, and crumb ignores SIGPIPE.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var every = sigset_t()
        sigfillset(&every)
        posix_spawnattr_setsigdefault(&attributes, &every)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP)
        )

        let words: [String] = ["sh", "-c", command]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var id: pid_t = 0
        let error = posix_spawn(&id, "/bin/sh", &files, &attributes, &arguments, environ)
        guard error == 0 else { throw ServerStartError(error) }
        return id
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
        kill(-id, SIGTERM)
        close(standardInput)
        while clock.now < deadline, !Task.isCancelled {
            if reapIfEnded() {
                // What a shell leaves behind is init's to reap, and some inits take their time.
                if !hasLeaderEnded { deadline = min(deadline, clock.now + .milliseconds(300)) }
                hasLeaderEnded = true
                if kill(-id, 0) != 0 { break }
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
        kill(-id, SIGKILL)
        isReaped.withLock { isReaped in
            if !isReaped { waitpid(id, nil, 0) }
            isReaped = true
        }
        ServerGroups.forget(id)
    }

    private func reapIfEnded() -> Bool {
        isReaped.withLock { isReaped in
            if !isReaped { isReaped = waitpid(id, nil, WNOHANG) == id }
            return isReaped
        }
    }
}

private struct Pipe {
    let readEnd: Int32
    let writeEnd: Int32

    /// Both ends are closed in any process that is started.
    init() throws(ServerStartError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ServerStartError(errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    func close() {
        Glibc.close(readEnd)
        Glibc.close(writeEnd)
    }
}

/// The system could not start a process.
struct ServerStartError: Error, Hashable, Sendable {
    var detail: String

    init(_ error: Int32) {
        detail = String(cString: strerror(error))
    }
}
