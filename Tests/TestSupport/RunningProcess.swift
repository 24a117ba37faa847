package import Foundation
import Synchronization

/// A child process with a pipe to each of its three standard streams.
///
/// Foundation's `Process` would lend the child this thread's signal mask, under which it could not
/// be terminated, and the other children's pipes, which would then never reach their end.
package final class RunningProcess: Sendable {
    package let id: pid_t
    /// The ends of the pipes that are ours.
    package let standardInput: FileHandle
    package let standardOutput: FileHandle
    package let standardError: FileHandle

    private enum State {
        case running
        case ended(exitCode: Int32)
    }

    private let state = Mutex(State.running)

    /// Starts `command`, looked up in `PATH` if it is not a path.
    package init(
        _ command: String,
        _ arguments: [String],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        // One start at a time: a child of another thread would get the ends of a pipe that are not
        // marked close-on-exec yet.
        let (id, input, output, errors) = try starting.withLock { _ in
            let (input, output, errors) = (try Pipe.new(), try Pipe.new(), try Pipe.new())
            let streams = [input.readEnd, output.writeEnd, errors.writeEnd]
            let id = try spawn([command] + arguments, environment: environment, streams: streams)
            return (id, input, output, errors)
        }
        self.id = id
        standardInput = input.writeEnd
        standardOutput = output.readEnd
        standardError = errors.readEnd
    }

    /// Ends it at once.
    ///
    /// Does nothing after ``exitCode()`` has returned: the number may then be another process's.
    package func kill() {
        send(SIGKILL)
    }

    /// Sends a signal to it, if it has not ended.
    package func send(_ signal: Int32) {
        state.withLock { state in
            guard case .running = state else { return }
            _ = Foundation.kill(id, signal)
        }
    }

    /// Waits for its end; 128 + the signal's number for one that a signal ended, as in a shell.
    package func exitCode() async -> Int32 {
        await onThreadOfItsOwn { [self] in
            // Waits without reaping, so that the lock is not held while waiting.
            var information = siginfo_t()
            while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
            return state.withLock { state in
                if case .ended(let exitCode) = state { return exitCode }
                var status: Int32 = 0
                waitpid(id, &status, 0)
                let signal = status & 0x7F
                let exitCode = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
                state = .ended(exitCode: exitCode)
                return exitCode
            }
        }
    }
}

/// What a process that was started for a test could not do.
package struct ProcessFailure: Error, CustomStringConvertible {
    package var command: String
    package var what: String

    package init(command: String, what: String) {
        self.command = command
        self.what = what
    }

    package var description: String { "\(command): \(what)" }
}

/// Does blocking work without taking one of the threads that tasks run on.
package func onThreadOfItsOwn<Result: Sendable>(
    _ work: @escaping @Sendable () -> Result
) async -> Result {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: work()) }
    }
}

private let starting = Mutex(())

private func spawn(
    _ words: [String],
    environment: [String: String],
    streams: [FileHandle]
) throws -> pid_t {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    for (number, stream) in streams.enumerated() {
        posix_spawn_file_actions_adddup2(&files, stream.fileDescriptor, Int32(number))
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    var brokenPipe = sigset_t()
    sigemptyset(&brokenPipe)
    sigaddset(&brokenPipe, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &brokenPipe)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let arguments = words.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer {
        for text in arguments + variables { free(text) }
    }
    var id: pid_t = 0
    let error = posix_spawnp(&id, words[0], &files, &attributes, arguments, variables)
    guard error == 0 else {
        throw ProcessFailure(command: words[0], what: String(cString: strerror(error)))
    }
    return id
}

private struct Pipe {
    let readEnd: FileHandle
    let writeEnd: FileHandle

    /// Both ends are closed in any process that is started: a child gets only what it is given.
    static func new() throws -> Pipe {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw ProcessFailure(command: "pipe", what: String(cString: strerror(errno)))
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return Pipe(
            readEnd: FileHandle(fileDescriptor: ends[0], closeOnDealloc: true),
            writeEnd: FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        )
    }
}
