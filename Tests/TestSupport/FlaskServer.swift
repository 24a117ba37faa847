import Foundation

/// The real Flask application from `fixtures/flask`, on a free port of 127.0.0.1.
package struct FlaskServer: Sendable {
    private let process: ServerProcess

    /// The server's URL without a path, such as `http://127.0.0.1:41234`.
    package var baseURL: String { process.baseURL }
    package var port: UInt16 { process.port }
    /// What Flask has logged so far.
    package var errorOutput: String { process.errorOutput }

    package init(tls: TestCertificates? = nil) async throws {
        var arguments = [fixtureURL("flask/serve.py").path(percentEncoded: false)]
        if let tls {
            arguments += ["--cert", tls.serverCertificate, "--key", tls.serverKey]
        }
        process = try await ServerProcess(Self.python, arguments)
    }

    package func stop() async throws {
        try await process.stop()
    }

    /// The server shared by all tests that leave no state in it; it ends with the test process.
    package static func shared() async throws -> FlaskServer {
        try await sharedStart.value
    }

    private static let sharedStart = Task { try await FlaskServer() }

    /// The Python of the virtual environment into which `.ci/test` installs Flask, or else the
    /// system's.
    package static var python: String {
        let own = packageURL.appending(path: ".venv/bin/python3").path(percentEncoded: false)
        return FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
    }
}

/// Runs `body` with a Flask server of its own, and stops the server even if `body` throws.
package func withFlaskServer<Result: Sendable>(
    tls: TestCertificates? = nil,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (FlaskServer) async throws -> Result
) async throws -> Result {
    let server = try await FlaskServer(tls: tls)
    do {
        let result = try await body(server)
        try await server.stop()
        return result
    } catch {
        try? await server.stop()
        throw error
    }
}
