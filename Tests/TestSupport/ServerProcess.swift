import Foundation
import Synchronization

/// A server in a process of its own that prints `listening on URL` when it is ready, and ends when
/// its standard input is closed, so that it also ends when the tests are killed.
package final class ServerProcess: Sendable {
    /// The server's URL without a path, such as `http://127.0.0.1:41234`.
    package let baseURL: String
    package let port: UInt16

    private let command: String
    private let process: RunningProcess
    private let log = Mutex(Data())

    /// What the server has written to standard error so far, for failure messages.
    package var errorOutput: String {
        log.withLock { String(decoding: $0, as: UTF8.self) }
    }

    /// Starts the server and returns when it listens. If it does not listen within `patience`, it
    /// is killed and the call throws.
    package init(
        _ command: String,
        _ arguments: [String],
        patience: Duration = .patient(seconds: 60)
    ) async throws {
        let process = try RunningProcess(command, arguments)
        let guardian = Task {
            try await Task.sleep(for: patience)
            process.kill()
        }
        let line = await onThreadOfItsOwn { firstLine(of: process.standardOutput) }
        guardian.cancel()
        let prefix = "listening on "
        guard line.hasPrefix(prefix),
            let port = line.split(separator: ":").last.flatMap({ UInt16($0) })
        else {
            process.kill()
            let errors = await onThreadOfItsOwn { try? process.standardError.readToEnd() }
            _ = await process.exitCode()
            throw ProcessFailure(
                command: command,
                what: "did not listen: \(line)\n"
                    + String(decoding: errors ?? Data(), as: UTF8.self)
            )
        }
        self.command = command
        self.process = process
        self.port = port
        baseURL = String(line.dropFirst(prefix.count))
        Thread.detachNewThread { [self] in
            while case let data = process.standardError.availableData, !data.isEmpty {
                log.withLock { $0.append(data) }
            }
        }
    }

    /// Closes the server's standard input and waits for the process to end. If it has not ended
    /// after `patience`, it is killed and the call throws.
    @discardableResult
    package func stop(patience: Duration = .patient(seconds: 10)) async throws -> Int32 {
        try? process.standardInput.close()
        return try await end(patience: patience)
    }

    /// Sends SIGTERM to the server and waits, as ``stop(patience:)`` does.
    @discardableResult
    package func terminate(patience: Duration = .patient(seconds: 10)) async throws -> Int32 {
        process.send(SIGTERM)
        return try await end(patience: patience)
    }

    private func end(patience: Duration) async throws -> Int32 {
        let guardian = Task { [process] in
            try await Task.sleep(for: patience)
            process.kill()
        }
        let exitCode = await process.exitCode()
        guardian.cancel()
        if case .success = await guardian.result {
            throw ProcessFailure(
                command: command,
                what: "killed: it did not end on its own\n\(errorOutput)"
            )
        }
        return exitCode
    }
}

/// Reads the first line, without its line feed, or everything up to the end of the file if there is
/// no line feed.
private func firstLine(of file: FileHandle) -> String {
    var line = Data()
    while let byte = try? file.read(upToCount: 1), !byte.isEmpty, byte.first != UInt8(ascii: "\n") {
        line += byte
    }
    return String(decoding: line, as: UTF8.self)
}
