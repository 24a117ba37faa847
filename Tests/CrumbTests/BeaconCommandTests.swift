import Foundation
import TestSupport
import Testing

/// `crumb beacon`, and `fetch --keepalive`, against a real server.
@Suite struct BeaconCommandTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    private func crumb(_ arguments: [String]) async throws -> CommandResult {
        try await runCrumb(arguments, home: home)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var path: String
        var data: [String]
        var printed: String
        var exitCode: Int32
        /// The method and content type of each request that the server received.
        var received: [String]

        var testDescription: String { ([path] + data).joined(separator: " ") }
    }

    static let cases = [
        Case(path: "/hit", data: [], printed: "true\n", exitCode: 0, received: ["POST -"]),
        Case(
            path: "/hit",
            data: ["-d", "a=1"],
            printed: "true\n",
            exitCode: 0,
            received: ["POST application/x-www-form-urlencoded;charset=UTF-8"]
        ),
        Case(
            path: "/hit",
            data: ["--body", "a"],
            printed: "true\n",
            exitCode: 0,
            received: ["POST text/plain;charset=UTF-8"]
        ),
        // JSON needs a preflight, and the page does not learn that it failed.
        Case(
            path: "/hit",
            data: ["--json-body", "{}"],
            printed: "true\n",
            exitCode: 3,
            received: ["OPTIONS -"]
        ),
        Case(
            path: "/allowed",
            data: ["--json-body", "{}"],
            printed: "true\n",
            exitCode: 0,
            received: ["OPTIONS -", "POST application/json"]
        ),
        Case(
            path: "/hit",
            data: ["--body", "a", "--blob-type", "Text/Plain"],
            printed: "true\n",
            exitCode: 0,
            received: ["POST text/plain"]
        ),
        Case(
            path: "/hit",
            data: ["--body", String(repeating: "x", count: 65537)],
            printed: "false\n",
            exitCode: 3,
            received: []
        ),
        Case(
            path: "/hit",
            data: ["--body", String(repeating: "x", count: 65536)],
            printed: "true\n",
            exitCode: 0,
            received: ["POST text/plain;charset=UTF-8"]
        ),
    ]

    @Test(arguments: cases)
    func printsTheReturnValueAndExitsWithTheOutcome(_ test: Case) async throws {
        let server = try await connectionServer()
        let result = try await crumb(
            ["beacon", server.baseURL + test.path, "--from", "http://localhost:5500"] + test.data
        )
        #expect(result.output == test.printed)
        #expect(result.exitCode == test.exitCode, "\(result.errorOutput)")
        let received = try await received(by: server)
        #expect(received.map { "\($0.method) \($0.type ?? "-")" } == test.received)
        try await server.stop()
    }

    @Test func cookiesAreStoredAndSentWithoutCORS() async throws {
        let server = try await connectionServer()
        let words = ["beacon", server.baseURL + "/hit", "--from", "http://127.0.0.1:5500"]
        _ = try await crumb(words)
        let second = try await crumb(words + ["--json"])
        let report = try #require(
            try JSONSerialization.jsonObject(with: second.stdout) as? [String: Any]
        )
        #expect(report["initiator"] as? String == "beacon")
        let outcome = try #require(report["outcome"] as? [String: Any])
        #expect((outcome["beacon"] as? [String: Bool]) == ["returned": true])
        #expect(try await received(by: server).map(\.cookie) == [nil, "hit=1"])
        try await server.stop()
    }

    @Test func onlyTheExitCodeReportsAnUnreachableServer() async throws {
        let server = try RefusingPort()
        let result = try await crumb([
            "beacon", server.baseURL + "/hit", "--from", "http://localhost:5500",
        ])
        withExtendedLifetime(server) {}
        #expect(result.output == "true\n")
        #expect(result.exitCode == 4)
    }

    @Test func suggestedPageFixForAFailedPreflightWorks() async throws {
        let server = try await connectionServer()
        let words = ["beacon", server.baseURL + "/hit", "--from", "http://localhost:5500", "-v"]
        let refused = try await crumb(words + ["--json-body", "{}"])
        #expect(refused.errorOutput.contains("JSON.stringify(data))"), "\(refused.errorOutput)")
        let mended = try await crumb(words + ["--body", "{}"])
        #expect(mended.exitCode == 0)
        try await server.stop()
    }

    @Test func keepaliveOnlyLimitsTheBody() async throws {
        let server = try await connectionServer()
        let words = [
            "fetch", server.baseURL + "/allowed", "--from", "http://localhost:5500", "--keepalive",
        ]
        let short = try await crumb(words + ["--body", "a", "-X", "POST"])
        #expect(short.exitCode == 0)
        #expect(short.output == "seen\n")
        let long = try await crumb(
            words + ["--body", String(repeating: "x", count: 65537), "-X", "POST", "-v"]
        )
        #expect(long.exitCode == 3)
        #expect(long.errorOutput.contains("[KeepaliveQuota]"))
        try await server.stop()
    }

    @Test(arguments: [
        ("sha256-R6jepm2wSm8qGLbifvU6VvISLAcz5n85CPFIX+HUVH8=", 0), ("sha256-AAAA", 3),
    ])
    func fetchChecksTheIntegrityOfTheBody(_ digest: String, _ exitCode: Int32) async throws {
        let server = try await connectionServer()
        let result = try await crumb([
            "fetch", server.baseURL + "/allowed", "--from", "http://localhost:5500",
            "--integrity", digest,
        ])
        #expect(result.exitCode == exitCode)
        #expect(result.output == (exitCode == 0 ? "seen\n" : ""))
        try await server.stop()
    }

    /// A body that cannot be read cannot be checked, so `crossorigin` is needed.
    @Test(arguments: [
        ("script", "R6jepm2wSm8qGLbifvU6VvISLAcz5n85CPFIX+HUVH8=", true, 0),
        ("style", "R6jepm2wSm8qGLbifvU6VvISLAcz5n85CPFIX+HUVH8=", false, 3),
        ("script", "AAAA", true, 3), ("image", "AAAA", true, 64),
    ])
    func elementsCheckTheIntegrityOfTheBody(
        _ element: String,
        _ digest: String,
        _ isCORS: Bool,
        _ exitCode: Int32
    ) async throws {
        let server = try await connectionServer()
        let options = isCORS ? ["--crossorigin", "anonymous"] : []
        let result = try await crumb(
            [
                "load", server.baseURL + "/allowed", "--as", element, "--from",
                "http://localhost:5500", "--integrity", "sha256-" + digest, "-v",
            ] + options
        )
        #expect(result.exitCode == exitCode, "\(result.errorOutput)")
        if exitCode == 3 { #expect(result.errorOutput.contains("[Integrity]")) }
        try await server.stop()
    }

    @Test func scenariosCanExpectTheReturnValue() async throws {
        let server = try await connectionServer()
        let file = home.url.appending(path: "beacon.yaml")
        try Data(
            """
            page: http://localhost:5500/
            steps:
              - beacon: \(server.baseURL)/hit
                json: { a: 1 }
                expect: { returned: true, outcome: blocked, preflight: true }
              - beacon: \(server.baseURL)/hit
                body: { a: 1 }
                expect: { returned: true, outcome: opaque, preflight: false }
              - fetch: \(server.baseURL)/allowed
                method: POST
                body: "1"
                keepalive: true
            """.utf8
        ).write(to: file)
        let result = try await crumb(["run", file.path(percentEncoded: false)])
        #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        try await server.stop()
    }
}

/// Starts `fixtures/connections/serve.py`, over HTTPS if certificates are given.
func connectionServer(_ certificates: TestCertificates? = nil) async throws -> ServerProcess {
    let script = fixtureURL("connections/serve.py").path(percentEncoded: false)
    let files = certificates.map { [$0.serverCertificate, $0.serverKey] } ?? []
    return try await ServerProcess("python3", [script] + files)
}

struct ReceivedRequest: Decodable, Sendable {
    var method: String
    var path: String
    var type: String?
    var cookie: String?
    var origin: String?
    var lastEventID: String?
    var body: String
}

/// The requests that a ``connectionServer(_:)`` has received so far.
func received(by server: ServerProcess) async throws -> [ReceivedRequest] {
    let answer = try await rawExchange(
        port: server.port,
        "GET /received HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    )
    let body = try #require(answer.split(separator: "\r\n\r\n", maxSplits: 1).last)
    return try JSONDecoder().decode([ReceivedRequest].self, from: Data(body.utf8))
}
