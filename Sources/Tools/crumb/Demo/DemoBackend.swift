internal import Glibc
internal import Processes

/// The small HTTP server for `crumb demo`: a program of its own, installed with crumb.
///
/// It exits when its standard input is closed, so it never outlives crumb, however crumb ends.
struct DemoBackend: ~Copyable {
    /// `http://127.0.0.1:PORT`.
    let baseURL: String
    private let process: pid_t
    private let standardInput: Int32

    init() throws(CommandFailure) {
        let program = try Installation.demoBackend()
        let input: Pipe
        let output: Pipe
        let process: pid_t
        do throws(LaunchFailure) {
            input = try Pipe()
            output = try Pipe()
            process = try Launch(
                [program],
                streams: [.descriptor(input.readEnd), .descriptor(output.writeEnd)]
            ).start()
        } catch {
            throw CommandFailure(.networkFailed, "cannot start \(program): \(error.detail)")
        }
        close(input.readEnd)
        close(output.writeEnd)
        defer { close(output.readEnd) }
        guard let baseURL = Self.readBaseURL(from: output.readEnd) else {
            close(input.writeEnd)
            waitpid(process, nil, 0)
            throw CommandFailure(
                .networkFailed,
                "\(program) did not report its port; rebuild it"
            )
        }
        self.baseURL = baseURL
        self.process = process
        standardInput = input.writeEnd
    }

    deinit {
        // End of file on its standard input tells it to stop.
        close(standardInput)
        waitpid(process, nil, 0)
    }

    /// Reads its first line, `listening on http://127.0.0.1:PORT`.
    private static func readBaseURL(from descriptor: Int32) -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < 200, read(descriptor, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
        let prefix = "listening on "
        let text = String(decoding: line, as: UTF8.self)
        return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
    }
}
