import Foundation
import TestSupport
import Testing

/// `crumb eventsource` against a real server.
@Suite struct EventSourceCommandTests {
    private let home: TemporaryDirectory
    private static let page = "http://localhost:5500"

    init() throws {
        home = try TemporaryDirectory()
    }

    private func crumb(_ arguments: String...) async throws -> CommandResult {
        try await runCrumb(arguments, home: home)
    }

    /// Runs `crumb eventsource` on a path of the server, by default from a page of another site.
    private func listen(
        to path: String,
        of server: ServerProcess,
        from page: String = Self.page,
        _ options: [String] = []
    ) async throws -> CommandResult {
        let words = ["eventsource", server.baseURL + path, "--from", page] + options
        return try await runCrumb(words, home: home)
    }

    @Test func messagesArePrintedWhileTheStreamIsOpen() async throws {
        let server = try await connectionServer()
        // The stream stays open for an hour.
        let result = try await listen(to: "/stream?hold=1", of: server, ["--events", "2"])
        #expect(result.output == "message 1\nmessage 2\n")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        try await server.stop()
    }

    @Test func reconnectsWithTheLastEventID() async throws {
        let server = try await connectionServer()
        let result = try await listen(to: "/stream", of: server, ["--events", "5"])
        #expect(result.output == (1...5).map { "message \($0)\n" }.joined())
        #expect(try await received(by: server).map(\.lastEventID) == [nil, "2", "4"])
        try await server.stop()
    }

    @Test func status204StopsReconnecting() async throws {
        let server = try await connectionServer()
        let result = try await listen(to: "/stream?end=4", of: server)
        #expect(result.output == (1...4).map { "message \($0)\n" }.joined())
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        #expect(try await received(by: server).count == 3)
        try await server.stop()
    }

    @Test(arguments: [
        ("/stream?type=text/plain", "EventStream"), ("/received", "MissingAllowOriginHeader"),
        ("/nothing", "MissingAllowOriginHeader"),
    ])
    func responseThatIsNotAnEventStreamIsBlocked(_ path: String, _ code: String) async throws {
        let server = try await connectionServer()
        let result = try await listen(to: path, of: server, ["-v"])
        #expect(result.exitCode == 3)
        #expect(result.errorOutput.contains("[\(code)]"), "\(result.errorOutput)")
        #expect(result.output == "")
        try await server.stop()
    }

    @Test func crossOriginCookiesNeedWithCredentials() async throws {
        let server = try await connectionServer()
        for options in [[], ["--with-credentials"], ["--with-credentials"]] {
            let result = try await listen(
                to: "/stream",
                of: server,
                from: "http://127.0.0.1:5500",
                ["--events", "1"] + options
            )
            #expect(result.exitCode == 0)
        }
        #expect(try await received(by: server).map(\.cookie) == [nil, nil, "stream=1"])
        try await server.stop()
    }

    @Test func severalBrowsersTakeTurns() async throws {
        let server = try await connectionServer()
        let browsers = ["--browser", "chrome,firefox"]
        let result = try await listen(to: "/stream", of: server, browsers + ["--events", "1"])
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        #expect(result.output.contains("The same in chrome and firefox"), "\(result.output)")
        #expect(try await received(by: server).count == 2)
        let endless = try await listen(to: "/stream", of: server, browsers)
        #expect(endless.exitCode == 64)
        #expect(endless.errorOutput.contains("--events is required"))
        try await server.stop()
    }

    @Test func streamIsRecordedAndReplayed() async throws {
        let server = try await connectionServer()
        let file = home.path(of: "stream.yaml")
        let options = ["--events", "3", "--record", file, "-q"]
        let result = try await listen(to: "/stream", of: server, options)
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains("- eventsource: \(server.baseURL)/stream"), "\(text)")
        #expect(text.contains("events: 3"))
        let run = try await crumb("run", file)
        #expect(run.exitCode == 0, "\(run.output)\(run.errorOutput)")
        try await server.stop()
    }

    @Test func fetchIsAbortedAfterTheGivenTime() async throws {
        let server = try await connectionServer()
        let report = try await JSONReport.fetch(
            server.baseURL + "/stream?hold=1",
            "--from",
            server.baseURL,
            "--abort-after",
            "300ms",
            home: home,
            exitCode: 3
        )
        #expect(report.errorCode == "Aborted")
        for word in ["0", "0ms", "-1s", "soon", "1w"] {
            let result = try await crumb("fetch", server.baseURL, "--abort-after", word)
            #expect(result.exitCode == 64, "\(word)")
            #expect(result.errorOutput.contains("--abort-after is a time such as 200ms or 5s"))
        }
        try await server.stop()
    }

    /// The cookie is kept, however the stream ends.
    @Test func cookieIsStoredWhileTheStreamIsOpen() async throws {
        let server = try await connectionServer()
        let result = try await listen(
            to: "/stream?hold=1",
            of: server,
            from: server.baseURL,
            ["-m", "1"]
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let jar = try await crumb("cookies", "list")
        #expect(jar.output.contains("stream"))
        try await server.stop()
    }

    @Test func timeoutBeforeTheLastMessageIsAFailure() async throws {
        let server = try await connectionServer()
        let result = try await listen(
            to: "/stream?hold=1",
            of: server,
            ["-m", "1", "--events", "3"]
        )
        #expect(result.output == "message 1\nmessage 2\n")
        #expect(result.exitCode == 4)
        try await server.stop()
    }

    @Test func everyMessageIsOneLine() async throws {
        let server = try await connectionServer()
        let result = try await listen(to: "/named", of: server, ["--events", "2"])
        #expect(result.output == "[tick] one\\ntwo\n\u{1B}[31mred\n")
        try await server.stop()
    }

    @Test func reportHasEveryConnection() async throws {
        let server = try await connectionServer()
        let result = try await listen(to: "/stream", of: server, ["--events", "3", "--json"])
        let report = try #require(
            try JSONSerialization.jsonObject(with: result.stdout) as? [String: Any]
        )
        #expect(report["initiator"] as? String == "eventsource")
        #expect((report["exchanges"] as? [Any])?.count == 2)
        let outcome = try #require(report["outcome"] as? [String: Any])
        let source = try #require(outcome["eventSource"] as? [String: Any])
        #expect(source["messageCount"] as? Int == 3)
        #expect(source["connections"] as? Int == 2)
        let response = try #require(outcome["response"] as? [String: Any])
        #expect(response["body"] as? String == "message 1\nmessage 2\nmessage 3\n")
        try await server.stop()
    }

    @Test func chromeRetriesAnUnreachableServerAndFirefoxDoesNot() async throws {
        let nobody = try RefusingPort()
        let words = ["eventsource", nobody.baseURL + "/stream", "--from", Self.page]
        let firefox = try await runCrumb(words + ["--browser", "firefox"], home: home)
        #expect(firefox.exitCode == 4)
        let chrome = try await runCrumb(words + ["-m", "4"], home: home)
        #expect(chrome.exitCode == 4)
        #expect(chrome.errorOutput.contains("the stream ended; reconnecting"))
    }

    @Test func scenariosWaitForMessages() async throws {
        let server = try await connectionServer()
        let file = home.url.appending(path: "stream.yaml")
        try Data(
            """
            page: http://127.0.0.1:5500/
            steps:
              - eventsource: \(server.baseURL)/stream
                with-credentials: true
                events: 3
                expect: { outcome: visible, contains: message 3, stored: { stream: "1" } }
              - eventsource: \(server.baseURL)/stream?type=text/plain
                expect: { outcome: blocked, reason: EventStream }
            """.utf8
        ).write(to: file)
        let result = try await crumb("run", file.path(percentEncoded: false))
        #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        try await server.stop()
    }
}
