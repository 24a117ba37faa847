import Foundation
import TestSupport
import Testing

/// `crumb websocket` against Python's `websockets`.
@Suite struct WebSocketCommandTests {
    private let home: TemporaryDirectory
    private static let page = "http://localhost:5500"

    init() throws {
        home = try TemporaryDirectory()
    }

    private func server(_ certificates: TestCertificates? = nil) async throws -> ServerProcess {
        try await chatServer(certificates)
    }

    private func connect(
        _ path: String,
        of server: ServerProcess,
        from page: String = Self.page,
        _ options: [String] = [],
        input: String = ""
    ) async throws -> CommandResult {
        let words = ["websocket", server.baseURL + path, "--from", page] + options
        return try await runCrumb(words, home: home, stdin: Data(input.utf8))
    }

    @Test func messagesAreSentAndReceived() async throws {
        let server = try await server()
        let options = ["--send", "hello", "--send", "wörld\nline", "--receive", "2"]
        let result = try await connect("/echo", of: server, options)
        #expect(result.output == "hello\nwörld\\nline\n")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        try await server.stop()
    }

    @Test func severalBrowsersTakeTurns() async throws {
        let server = try await server()
        let browsers = ["--browser", "chrome,firefox", "--send", "hello"]
        let result = try await connect("/echo", of: server, browsers + ["--receive", "1"])
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        #expect(result.output.contains("shows the response  yes, 101"), "\(result.output)")
        let endless = try await connect("/echo", of: server, browsers)
        #expect(endless.exitCode == 64)
        #expect(endless.errorOutput.contains("--receive is required"))
        let typed = try await connect(
            "/echo",
            of: server,
            browsers + ["--receive", "1", "--stdin"]
        )
        #expect(typed.exitCode == 64)
        #expect(typed.errorOutput.contains("--stdin only works with one browser"))
        try await server.stop()
    }

    @Test func conversationIsRecordedAndReplayed() async throws {
        let server = try await server()
        let file = home.path(of: "chat.yaml")
        let options = ["--send", "hello", "--receive", "1", "--record", file, "-q"]
        let result = try await connect("/echo", of: server, options)
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains("- websocket: \(server.baseURL)/echo"), "\(text)")
        let run = try await runCrumb(["run", file], home: home)
        #expect(run.exitCode == 0, "\(run.output)\(run.errorOutput)")
        try await server.stop()
    }

    @Test func standardInputIsSentLineByLine() async throws {
        let server = try await server()
        let result = try await connect("/echo", of: server, ["--stdin"], input: "one\ntwo")
        #expect(result.output == "one\ntwo\n")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        try await server.stop()
    }

    @Test func largeMessagesArriveWhole() async throws {
        let server = try await server()
        let result = try await connect("/large?size=200000", of: server, ["--receive", "2"])
        #expect(result.output == String(repeating: "x", count: 200_000) + "\n(200000 bytes)\n")
        try await server.stop()
    }

    /// 127.0.0.1 and localhost are different sites, so only the SameSite=None cookie is stored and
    /// sent.
    @Test func cookiesOfTheHandshakeFollowTheRules() async throws {
        let server = try await server()
        for cookie in ["null", #""none=1""#] {
            let result = try await connect("/who", of: server, ["--receive", "1"])
            #expect(result.output.contains(#""Origin": "http://localhost:5500""#))
            #expect(result.output.contains(#""Cookie": \#(cookie)"#), "\(result.output)")
            #expect(result.output.contains(#""Sec-WebSocket-Extensions": null"#))
        }
        let same = "http://127.0.0.1:5500"
        _ = try await connect("/who", of: server, from: same, ["--receive", "1"])
        let result = try await connect("/who", of: server, from: same, ["--receive", "1"])
        #expect(result.output.contains(#""Cookie": "none=1; seen=1""#), "\(result.output)")
        try await server.stop()
    }

    @Test func fixNamesTheURLOfTheSocket() async throws {
        let server = try await server()
        let result = try await connect("/who", of: server, ["--receive", "0", "-v"])
        let moved = server.baseURL.replacing("127.0.0.1", with: "localhost") + "/who"
        #expect(result.errorOutput.contains(moved), "\(result.errorOutput)")
        #expect(!result.errorOutput.contains("call http://localhost"), "\(result.errorOutput)")
        let same = try await connect(
            "/who",
            of: server,
            from: "http://127.0.0.1",
            ["--receive", "0", "-v"]
        )
        #expect(same.errorOutput.contains("a WebSocket has no CORS"), "\(same.errorOutput)")
        try await server.stop()
    }

    @Test func reportHasWhatThePageReads() async throws {
        let server = try await server()
        let options = ["--json", "--protocol", "chat"]
        let result = try await connect("/bye", of: server, options)
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        )
        let outcome = try #require(json["outcome"] as? [String: Any])
        let socket = try #require(outcome["webSocket"] as? [String: Any])
        #expect(socket["protocol"] as? String == "chat")
        #expect(socket["closeCode"] as? Int == 4001)
        #expect(socket["closeReason"] as? String == "bye")
        #expect(socket["wasClean"] as? Bool == true)
        #expect(socket["error"] is NSNull)
        #expect(json["initiator"] as? String == "websocket")
        try await server.stop()
    }

    @Test(arguments: [
        ("/refused", [], "[WebSocketUnexpectedStatus]", "cors_allowed_origins"),
        (
            "/silent", ["--protocol", "chat"], "[WebSocketSubprotocol]",
            "Sec-WebSocket-Protocol: chat"
        ),
    ])
    func failedHandshakeIsExplained(
        _ path: String,
        _ options: [String],
        _ code: String,
        _ fix: String
    ) async throws {
        let server = try await server()
        let result = try await connect(path, of: server, options + ["-v"])
        #expect(result.exitCode == 4)
        #expect(result.errorOutput.contains(code), "\(result.errorOutput)")
        #expect(result.errorOutput.contains(fix), "\(result.errorOutput)")
        #expect(result.errorOutput.contains("a failed handshake sets no cookies"))
        try await server.stop()
    }

    @Test(arguments: [
        ("ws://example.test/", "https://example.com", "[MixedContent]"),
        ("ws://127.0.0.1:6000/", "http://localhost", "[BadPort]"),
        ("ftp://127.0.0.1/", "http://localhost", "[InvalidURL]"),
        ("ws://127.0.0.1/#a", "http://localhost", "[InvalidURL]"),
    ])
    func blockedConnectionIsNotOpened(_ url: String, _ page: String, _ code: String) async throws {
        let result = try await runCrumb(["websocket", url, "--from", page, "-v"], home: home)
        #expect(result.exitCode == 3, "\(result.errorOutput)")
        #expect(result.errorOutput.contains(code), "\(result.errorOutput)")
    }

    @Test func tlsServerIsReachedThroughWSS() async throws {
        let certificates = try await TestCertificates()
        let server = try await server(certificates)
        let trusted = ["--receive", "1", "--send", "x", "--cacert", certificates.authority]
        #expect(try await connect("/echo", of: server, trusted).output == "x\n")
        let result = try await connect("/echo", of: server, ["--receive", "0"])
        #expect(result.exitCode == 4)
        #expect(result.errorOutput.contains("TLSError"), "\(result.errorOutput)")
        try await server.stop()
    }

    @Test func missingMessagesSetTheExitCode() async throws {
        let server = try await server()
        #expect(try await connect("/bye", of: server, ["--receive", "1"]).exitCode == 4)
        #expect(try await connect("/echo", of: server, ["-m", "0.5"]).exitCode == 0)
        #expect(
            try await connect("/echo", of: server, ["-m", "0.5", "--receive", "1"]).exitCode == 4
        )
        try await server.stop()
    }

    @Test func scenariosCheckWhatThePageReads() async throws {
        let server = try await server()
        let directory = try TemporaryDirectory()
        let file = directory.url.appending(path: "chat.yaml")
        let text = """
            page: http://localhost:5500/
            steps:
              - websocket: "\(server.baseURL)/who"
                protocols: [chat]
                receive: 1
                expect:
                  { outcome: visible, status: 101, protocol: chat, close-code: 1005, contains: localhost }
                capture: { origin: /Origin }
              - websocket: "\(server.baseURL)/echo"
                send: ["{{origin}}", two]
                receive: 2
                expect: { text: "http://localhost:5500\\ntwo\\n", sent: { none: "1" } }
              - websocket: "\(server.baseURL)/bye"
                receive: 1
                expect: { close-code: 4001 }
              - websocket: "\(server.baseURL)/refused"
                expect: { outcome: failed, reason: WebSocketUnexpectedStatus, rejected: {} }
              - websocket: "\(server.baseURL)/echo"
                expect: { close-code: 4001 }
            """
        try text.write(to: file, atomically: true, encoding: .utf8)
        let result = try await runCrumb(["run", file.path], home: home)
        #expect(result.exitCode == 1)
        // Only the last step fails.
        #expect(result.output.contains("failed in step 5 of 5"), "\(result.output)")
        #expect(result.output.contains("the close code"), "\(result.output)")
        try await server.stop()
    }
}

/// Starts `fixtures/connections/chat.py`, a chat over WebSockets.
func chatServer(_ certificates: TestCertificates? = nil) async throws -> ServerProcess {
    let python = packageURL.appending(path: ".venv-frameworks/bin/python3")
        .path(percentEncoded: false)
    try #require(
        FileManager.default.isExecutableFile(atPath: python),
        "run .ci/test, which installs websockets into .venv-frameworks"
    )
    let script = fixtureURL("connections/chat.py").path(percentEncoded: false)
    let files = certificates.map { [$0.serverCertificate, $0.serverKey] } ?? []
    return try await ServerProcess(python, [script] + files)
}
