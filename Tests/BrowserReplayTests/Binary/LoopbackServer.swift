import Foundation
import TestSupport

/// The programmable server of `Tests/record/caseserver.py`, which speaks HTTP and TLS.
struct LoopbackServer: Sendable {
    private let process: ServerProcess
    let certificates: TestCertificates

    private init() async throws {
        certificates = try await TestCertificates()
        let program = packageURL.appending(path: "Tests/record/caseserver.py")
        process = try await ServerProcess(
            "python3",
            [
                program.path(percentEncoded: false),
                "--cert", certificates.serverCertificate, "--key", certificates.serverKey,
            ]
        )
    }

    /// Starts a server for `body`, and stops it afterwards in any case.
    static func run<Result: Sendable>(
        _ body: @Sendable (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        let server = try await LoopbackServer()
        do {
            let result = try await body(server)
            try await server.process.stop()
            return result
        } catch {
            _ = try? await server.process.stop()
            throw error
        }
    }

    /// Opens a server for one case, with its own ports, rules and log.
    func open() async throws -> CasePorts {
        try await post("cases")
    }

    /// Adds rules to the case's server, overriding those with the same key.
    func program(_ rules: [String: ServedAnswers], of ports: CasePorts) async throws {
        let body = String(decoding: try JSONEncoder().encode(rules), as: UTF8.self)
        let _: Nothing = try await post("cases/\(ports.id)/rules", body: body)
    }

    /// Returns the requests that have arrived since the last call.
    func takeRequests(of ports: CasePorts) async throws -> [ServedRequest] {
        try await post("cases/\(ports.id)/requests")
    }

    func close(_ ports: CasePorts) async throws {
        let _: Nothing = try await post("cases/\(ports.id)/end")
    }

    private struct Nothing: Decodable {}

    private func post<Answer: Decodable>(_ path: String, body: String = "") async throws -> Answer {
        let answer = try await rawExchange(
            port: process.port,
            "POST /\(path) HTTP/1.1\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        let json = answer.split(separator: "\r\n\r\n", maxSplits: 1).last ?? ""
        return try JSONDecoder().decode(Answer.self, from: Data(json.utf8))
    }
}

/// The ports on which the server of one case listens.
struct CasePorts: Decodable, Sendable {
    var id: Int
    var plain: UInt16
    var tls: UInt16
    /// The port that accepts both plain HTTP and TLS.
    var both: UInt16

    /// The options that map the ports of the recorded URLs to this server's, and all hosts to this
    /// machine.
    var arguments: [String] {
        let ports = [
            (80, plain), (443, tls), (18080, plain), (18081, plain), (18443, tls), (18444, tls),
            (18082, both), (18083, both),
        ]
        return ports.flatMap { recorded, own in
            ["--connect-to", ":\(recorded):127.0.0.1:\(own)"]
        }
    }
}

struct ServedRequest: Decodable, Sendable {
    var method: String
    var url: String
    var headers: [[String]]
    /// The body, with one character for each byte.
    var body: String
}
