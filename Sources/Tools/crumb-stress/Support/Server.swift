internal import Glibc
internal import Processes

/// `fixtures/hostile/serve.py`, which runs until this object is destroyed.
final class Server: Sendable {
    let baseURL: String
    let port: String
    private let id: pid_t
    private let input: Int32

    init(_ place: Sandbox) throws(LaunchFailure) {
        let (theirs, lines) = (try Pipe(), try Pipe())
        defer { for end in [theirs.readEnd, lines.readEnd, lines.writeEnd] { close(end) } }
        id = try Launch(
            ["python3", "\(place.fixtures)/hostile/serve.py"],
            environment: Child.environment(home: place.directory),
            streams: [
                .descriptor(theirs.readEnd), .descriptor(lines.writeEnd),
                .file("/dev/null", flags: O_WRONLY),
            ]
        ).start()
        input = theirs.writeEnd
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.last != 0x0A {
            // When it has exited, no process holds the other end.
            var state = pollfd(fd: lines.readEnd, events: Int16(POLLIN), revents: 0)
            guard poll(&state, 1, 20_000) == 1, read(lines.readEnd, &byte, 1) == 1 else {
                kill(id, SIGKILL)
                throw LaunchFailure("the hostile server does not start", ETIMEDOUT)
            }
            line.append(byte)
        }
        let text = String(decoding: line.dropLast(), as: UTF8.self)
        baseURL = String(text.drop { $0 != "h" })
        port = text.split(separator: ":").last.map(String.init) ?? ""
    }

    deinit {
        // It exits when its standard input is closed.
        close(input)
        var status: Int32 = 0
        waitpid(id, &status, 0)
    }
}
