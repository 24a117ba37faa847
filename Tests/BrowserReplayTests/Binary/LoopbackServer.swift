import Foundation
import TestSupport

/// The programmable server of `Tests/record/caseserver.py`, which speaks http and TLS.
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

    /// Gives `body` a server and stops it afterwards, whatever happens.
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

    /// A server for one case, on ports of its own, with rules and a log of its own.
    func open() async throws -> CasePorts {
        try await post("cases")
    }

    /// Adds to what the case's server answers, and overrides what it answered at the same keys.
    func program(_ rules: [String: ServedAnswers], of ports: CasePorts) async throws {
        let body = String(decoding: try JSONEncoder().encode(rules), as: UTF8.self)
        let _: Nothing = try await post("cases/\(ports.id)/rules", body: body)
    }

    /// What arrived since the last call.
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

/// Where the server of one case listens.
struct CasePorts: Decodable, Sendable {
    var id: Int
    var plain: UInt16
    var tls: UInt16

    /// The ports that the recorded URLs name are this server's; any host is this machine.
    var arguments: [String] {
        let ports = [
            (80, plain), (443, tls), (18080, plain), (18081, plain), (18443, tls), (18444, tls),
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
    /// One character a byte.
    var body: String
}
