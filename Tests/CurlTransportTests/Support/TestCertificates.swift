import Foundation

/// A certificate authority for the tests, with certificates for loopback and for a client.
struct TestCertificates {
    let authority: String
    let serverCertificate: String
    let serverKey: String
    let clientCertificate: String
    let clientKey: String

    init() throws {
        let directory = try temporaryDirectory()
        func path(_ name: String) -> String { directory.appending(path: name).path }
        authority = path("ca.pem")
        serverCertificate = path("server.pem")
        serverKey = path("server.key")
        clientCertificate = path("client.pem")
        clientKey = path("client.key")
        let names = "subjectAltName=DNS:localhost,DNS:api.localhost,IP:127.0.0.1"
        let script = """
            set -e
            cd '\(directory.path)'
            key='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'
            openssl req -x509 $key -keyout ca.key -out ca.pem -days 2 -subj '/CN=crumb test CA'
            echo '\(names)' > names
            for who in server client; do
                openssl req $key -keyout $who.key -out $who.csr -subj "/CN=$who"
                openssl x509 -req -in $who.csr -CA ca.pem -CAkey ca.key -CAcreateserial \
                    -days 2 -extfile names -out $who.pem
            done
            """
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }

    /// The certificates, made once for the process.
    static let shared = Result { try TestCertificates() }
}

/// A server in another process, which prints a line that ends with its port.
final class ServerProcess {
    let port: Int
    private let process = Process()
    private let input = Pipe()

    struct NoPort: Error {
        let output: String
    }

    /// Starts the program, which is looked up in `PATH`.
    init(_ command: [String]) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        // Some servers exit when their input ends, so it stays open as long as this object lives.
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var text = ""
        var port: Int?
        while port == nil {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { break }
            text += String(decoding: data, as: UTF8.self)
            port =
                text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1).lazy
                .compactMap { $0.split(separator: ":").last.flatMap { Int($0) } }.first
        }
        guard let port else {
            kill(process.processIdentifier, SIGKILL)
            throw NoPort(output: text)
        }
        self.port = port
    }

    func stop() {
        // Not `terminate`: the child inherits the signal mask of the thread that started it, and
        // the threads that run Swift's tasks block SIGTERM.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

/// Starts a server that responds to every GET with a page about the connection.
func openSSLServer(_ more: String...) throws -> ServerProcess {
    let certificates = try TestCertificates.shared.get()
    return try ServerProcess(
        [
            "openssl", "s_server", "-accept", "127.0.0.1:0", "-www",
            "-cert", certificates.serverCertificate, "-key", certificates.serverKey,
        ] + more
    )
}

/// Starts a server that responds to every request with the request's own head, at `/407` as a proxy
/// would, and closes the connection in the middle of the headers at `/cut`.
func echoServer() throws -> ServerProcess {
    let certificates = try TestCertificates.shared.get()
    let script = """
        import socket, ssl
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain("\(certificates.serverCertificate)", "\(certificates.serverKey)")
        listener = socket.create_server(("127.0.0.1", 0))
        print("port:%d" % listener.getsockname()[1], flush=True)
        while True:
            with context.wrap_socket(listener.accept()[0], server_side=True) as client:
                head = b""
                while b"\\r\\n\\r\\n" not in head:
                    head += client.recv(65536)
                status = b"200 OK"
                if head.split()[1] == b"/407":
                    status = b"407 No\\r\\nProxy-Authenticate: Basic realm=x"
                if head.split()[1] == b"/cut":
                    client.sendall(b"HTTP/1.1 200 OK\\r\\nX-A: 1\\r\\n")
                    client.unwrap()
                    continue
                length = b"Content-Length: %d" % len(head)
                lines = [b"HTTP/1.1 " + status, length, b"Connection: close", b"", head]
                client.sendall(b"\\r\\n".join(lines))
        """
    return try ServerProcess(["python3", "-c", script])
}
