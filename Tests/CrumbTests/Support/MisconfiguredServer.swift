import Foundation
import TestSupport
import Testing

/// The Flask apps of `fixtures/flask/misconfigured.py`: one process, with a port for each app.
struct MisconfiguredServer {
    private let process: ServerProcess

    static func shared() async throws -> MisconfiguredServer {
        try await sharedStart.value
    }

    private static let sharedStart = Task { try await MisconfiguredServer() }

    init(tls: TestCertificates? = nil) async throws {
        var arguments = [fixtureURL("flask/misconfigured.py").path(percentEncoded: false)]
        if let tls { arguments += ["--cert", tls.serverCertificate, "--key", tls.serverKey] }
        process = try await ServerProcess(FlaskServer.python, arguments)
    }

    func stop() async throws {
        try await process.stop()
    }

    /// The port of an app that has this mistake, or that is corrected by the code in `fix`.
    func port(of mistake: String, page: String, fix: String? = nil) async throws -> UInt16 {
        var order = ["mistake": mistake, "page": page]
        order["fix"] = fix
        let body = try JSONEncoder().encode(order)
        let answer = try await rawExchange(
            port: process.port,
            """
            POST / HTTP/1.1\r
            Host: 127.0.0.1\r
            Connection: close\r
            Content-Length: \(body.count)\r
            \r
            \(String(decoding: body, as: UTF8.self))
            """
        )
        let start = try #require(answer.firstRange(of: "\r\n\r\n")).upperBound
        return try #require(UInt16(answer[start...]), "\(answer)")
    }
}
