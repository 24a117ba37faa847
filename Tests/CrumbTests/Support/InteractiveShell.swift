import Foundation
import Processes
import TestSupport

/// An interactive shell on a terminal of its own.
final class InteractiveShell {
    private let terminal: Pseudoterminal
    private let process: pid_t
    /// Everything that has been written to the terminal so far.
    private(set) var output = ""
    private var bytes: [UInt8] = []

    init(_ words: [String], environment: [String: String]) throws {
        let terminal = try Pseudoterminal(columns: 200)
        self.terminal = terminal
        process = try Launch.oneAtATime { () throws(LaunchFailure) in
            try Launch(
                words,
                environment: environment,
                streams: terminal.streams,
                group: .ownSession
            ).start()
        }
    }

    deinit {
        kill(process, SIGKILL)
        close(terminal.descriptor)
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }

    /// Types these keys, waits until the output after them contains `cue`, and returns that output.
    @discardableResult
    func type(_ keys: String, until cue: String) async throws -> String {
        let start = bytes.count
        _ = write(terminal.descriptor, keys, keys.utf8.count)
        let deadline = ContinuousClock.now + .patient(seconds: 20)
        while !String(decoding: bytes[start...], as: UTF8.self).contains(cue) {
            guard ContinuousClock.now < deadline, let more = await read() else {
                let shown = String(decoding: bytes[start...], as: UTF8.self).debugDescription
                throw TerminalFailure(what: "no \(cue) after \(keys.debugDescription): \(shown)")
            }
            bytes += more
        }
        output = String(decoding: bytes, as: UTF8.self)
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    /// Returns what is written within a tenth of a second, or `nil` at the end of the output.
    private func read() async -> [UInt8]? {
        let descriptor = terminal.descriptor
        return await onThreadOfItsOwn {
            var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&state, 1, 100) > 0 else { return [] }
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            return count > 0 ? Array(buffer[..<count]) : nil
        }
    }
}
