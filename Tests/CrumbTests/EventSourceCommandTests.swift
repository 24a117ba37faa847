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

    @Test func messagesOfAnOpenStreamArePrintedWhenTheyCome() async throws {
        let server = try await connectionServer()
        // It stays open for an hour.
        let result = try await crumb(
            "eventsource",
            server.baseURL + "/stream?hold=1",
            "--from",
            Self.page,
            "--events",
            "2"
        )
        #expect(result.output == "message 1\nmessage 2\n")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        try await server.stop()
    }

    @Test func itConnectsAgainWithTheLastID() async throws {
        let server = try await connectionServer()
        let result = try await crumb(
            "eventsource",
            server.baseURL + "/stream",
            "--from",
            Self.page,
            "--events",
            "5"
        )
        #expect(result.output == (1...5).map { "message \($0)\n" }.joined())
        #expect(try await received(by: server).map(\.lastEventID) == [nil, "2", "4"])
        try await server.stop()
    }

    @Test func status204EndsItForGood() async throws {
        let server = try await connectionServer()
        let result = try await crumb(
            "eventsource",
            server.baseURL + "/stream?end=4",
            "--from",
            Self.page
        )
        #expect(result.output == (1...4).map { "message \($0)\n" }.joined())
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        #expect(try await received(by: server).count == 3)
        try await server.stop()
    }

    @Test(arguments: [
        ("/stream?type=text/plain", "EventStream"), ("/received", "MissingAllowOriginHeader"),
        ("/nothing", "MissingAllowOriginHeader"),
    ])
    func whatIsNoStreamIsRefused(_ path: String, _ code: String) async throws {
        let server = try await connectionServer()
        let result = try await crumb(
            "eventsource",
            server.baseURL + path,
            "--from",
            Self.page,
            "-v"
        )
        #expect(result.exitCode == 3)
        #expect(result.errorOutput.contains("[\(code)]"), "\(result.errorOutput)")
        #expect(result.output == "")
        try await server.stop()
    }

    @Test func cookiesNeedWithCredentialsAcrossOrigins() async throws {
        let server = try await connectionServer()
        let url = server.baseURL + "/stream"
        let page = "http://127.0.0.1:5500"
        for options in [[], ["--with-credentials"], ["--with-credentials"]] {
            let words = ["eventsource", url, "--from", page, "--events", "1"] + options
            let result = try await runCrumb(words, home: home)
            #expect(result.exitCode == 0)
        }
        #expect(try await received(by: server).map(\.cookie) == [nil, nil, "stream=1"])
        try await server.stop()
    }

    /// What it has told is kept, however it ends.
    @Test func aCookieIsStoredWhileTheStreamIsOpen() async throws {
        let server = try await connectionServer()
        let result = try await crumb(
            "eventsource",
            server.baseURL + "/stream?hold=1",
            "--from",
            server.baseURL,
            "-m",
            "1"
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let jar = try await crumb("cookies", "list")
        #expect(jar.output.contains("stream"))
        try await server.stop()
    }

    @Test func timeThatIsUpBeforeAllHaveComeIsAFailure() async throws {
        let server = try await connectionServer()
        let result = try await crumb(
            "eventsource",
            server.baseURL + "/stream?hold=1",
            "--from",
            Self.page,
            "-m",
            "1",
            "--events",
            "3"
        )
        #expect(result.output == "message 1\nmessage 2\n")
        #expect(result.exitCode == 4)
        try await server.stop()
    }

    @Test func aMessageIsALineWhateverIsInIt() async throws {
        let server = try await connectionServer()
        let result = try await crumb(
            "eventsource",
            server.baseURL + "/named",
            "--from",
            Self.page,
            "--events",
            "2"
        )
        #expect(result.output == "[tick] one\\ntwo\n\u{1B}[31mred\n")
        try await server.stop()
    }

    @Test func theReportHasEveryConnection() async throws {
        let server = try await connectionServer()
        let result = try await crumb(
            "eventsource",
            server.baseURL + "/stream",
            "--from",
            Self.page,
            "--events",
            "3",
            "--json"
        )
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

    @Test func aServerThatIsNotThereEndsItInFirefoxAndIsTriedAgainInChrome() async throws {
        let server = try await connectionServer()
        try await server.stop()
        let url = server.baseURL + "/stream"
        let firefox = try await crumb(
            "eventsource",
            url,
            "--from",
            Self.page,
            "--browser",
            "firefox"
        )
        #expect(firefox.exitCode == 4)
        let chrome = try await crumb("eventsource", url, "--from", Self.page, "-m", "4")
        #expect(chrome.exitCode == 4)
        #expect(chrome.errorOutput.contains("is connected to again"))
    }

    @Test func aScenarioWaitsForMessages() async throws {
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
