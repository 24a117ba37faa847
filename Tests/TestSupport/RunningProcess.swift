package import Foundation
internal import Processes
import Synchronization

internal import struct Processes.Pipe

/// A child process with a pipe to each of its three standard streams.
///
/// Foundation's `Process` would pass this thread's signal mask to the child, which could then not
/// be terminated, and also the other children's pipes, whose readers would then never see the end
/// of the stream.
package final class RunningProcess: Sendable {
    package let id: pid_t
    /// This process's ends of the pipes.
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
        let (id, input, output, errors) = try Launch.oneAtATime { () throws(LaunchFailure) in
            let (input, output, errors) = try (Pipe(), Pipe(), Pipe())
            let streams = [input.readEnd, output.writeEnd, errors.writeEnd]
            defer { for end in streams { close(end) } }
            let id = try Launch(
                [command] + arguments,
                environment: environment,
                streams: streams.map { .descriptor($0) }
            ).start()
            return (id, input.writeEnd, output.readEnd, errors.readEnd)
        }
        self.id = id
        standardInput = FileHandle(fileDescriptor: input, closeOnDealloc: true)
        standardOutput = FileHandle(fileDescriptor: output, closeOnDealloc: true)
        standardError = FileHandle(fileDescriptor: errors, closeOnDealloc: true)
    }

    /// Kills the process.
    ///
    /// This does nothing after ``exitCode()`` has returned: the process ID may have been reused.
    package func kill() {
        send(SIGKILL)
    }

    /// Sends a signal to the process, unless it has ended.
    package func send(_ signal: Int32) {
        state.withLock { state in
            guard case .running = state else { return }
            _ = Foundation.kill(id, signal)
        }
    }

    /// Waits for the process to end and returns its exit code: as in a shell, 128 plus the signal's
    /// number if a signal ended it.
    package func exitCode() async -> Int32 {
        await onThreadOfItsOwn { [self] in
            // Wait without reaping, so that the lock is not held while waiting.
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

/// The failure of a process that was started for a test.
package struct ProcessFailure: Error, CustomStringConvertible {
    package var command: String
    package var what: String

    package init(command: String, what: String) {
        self.command = command
        self.what = what
    }

    package var description: String { "\(command): \(what)" }
}

/// Runs blocking work without occupying one of the threads that tasks run on.
package func onThreadOfItsOwn<Result: Sendable>(
    _ work: @escaping @Sendable () -> Result
) async -> Result {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: work()) }
    }
}
