import Foundation
import Processes
import Synchronization
import TestSupport

/// The exit code of a command on a terminal, and both of its streams as the terminal shows them.
struct TerminalResult: Sendable {
    var exitCode: Int32
    var output: String
}

/// Runs a command on a terminal of its own that is `columns` wide, with only the given environment.
///
/// `typing` lists, in order, the text that the output must contain and the keys that are then
/// typed.
func runOnTerminal(
    _ words: [String],
    columns: Int,
    environment: [String: String],
    typing: [(cue: String, keys: String)] = [],
    timeout: Duration = .patient(seconds: 60)
) async throws -> TerminalResult {
    let terminal = try Pseudoterminal(columns: columns)
    defer { close(terminal.descriptor) }
    let process = try Launch(
        words,
        environment: environment,
        streams: terminal.streams,
        group: .ownSession
    ).start()
    let guardian = Task {
        try await Task.sleep(for: timeout)
        kill(process, SIGKILL)
    }
    let output = await onThreadOfItsOwn { readAll(of: terminal.descriptor, typing: typing) }
    let exitCode = await onThreadOfItsOwn {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
    guardian.cancel()
    if case .success = await guardian.result {
        throw TerminalFailure(what: "killed: \(words)\n\(output)")
    }
    return TerminalResult(exitCode: exitCode, output: output)
}

/// Reads until the last process that has the terminal open has ended.
private func readAll(of terminal: Int32, typing: [(cue: String, keys: String)]) -> String {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    var pending = typing[...]
    while true {
        let count = read(terminal, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return String(decoding: output, as: UTF8.self) }
        output += buffer[..<count]
        if let next = pending.first, String(decoding: output, as: UTF8.self).contains(next.cue) {
            _ = write(terminal, next.keys, next.keys.utf8.count)
            pending.removeFirst()
        }
    }
}

struct TerminalFailure: Error {
    var what: String
}
