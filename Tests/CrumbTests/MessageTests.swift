import Foundation
import TestSupport
import Testing

/// A mistake on the command line is reported on one line: what is missing, and what to write
/// instead.
@Suite struct MessageTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var words: [String]
        var says: String
        var exitCode: Int32 = 64

        init(_ words: String, _ says: String, exitCode: Int32 = 64) {
            self.words = words.split(separator: " ").map(String.init)
            self.says = says
            self.exitCode = exitCode
        }

        var testDescription: String { words.joined(separator: " ") }
    }

    static let cases = [
        Case("load http://a.test/", "load needs --as <kind>, for example: crumb load "),
        Case("origin http://a.test", "origin needs <other-url>, for example: crumb origin http://"),
        Case("cookies set", "cookies set needs <lines> ..., for example: crumb cookies set 'theme"),
        Case("open", "open needs <url>, for example: crumb open http://"),
        Case(
            "visit http://a.test/ --from http://b.test",
            "--from applies to the initiating page, and a typed URL has none: add --via link"
        ),
        Case(
            "visit http://a.test/ --sandbox allow-scripts",
            "--sandbox applies to the initiating page, and a typed URL has none"
        ),
        Case(
            "fetch /x --from notaurl",
            "there is no base URL to resolve it against; "
                + "write an absolute URL, such as http://localhost:5000/.\n"
        ),
        Case(
            "open 127.0.0.1:7300/",
            "\"127.0.0.1:7300/\" has no scheme; write http://127.0.0.1:7300/.\n"
        ),
        Case("open /no/such/x.html", "did you mean file:///no/such/x.html?\n"),
        Case("js -e while(1); --timeout 0.1", "allow more time with --timeout", exitCode: 124),
        Case("help topic nonsense", "there is no help topic \"nonsense\""),
    ]

    @Test(arguments: cases)
    func mistakesAreReportedOnOneLine(_ test: Case) async throws {
        let from = test.words.first == "js" ? ["--from", "http://a.test"] : []
        let result = try await runCrumb(test.words + from)
        #expect(result.errorOutput.contains(test.says), "\(result.errorOutput)")
        #expect(result.errorOutput.split(separator: "\n").count == 1, "\(result.errorOutput)")
        #expect(result.exitCode == test.exitCode)
    }

    @Test(arguments: ["topics", "topic"])
    func bothWordsListTheTopics(_ word: String) async throws {
        let result = try await runCrumb(["help", word])
        #expect(result.exitCode == 0)
        #expect(result.output.contains("\n  cors "))
    }

    @Test func missingCookieIsNull() async throws {
        let words = ["cookie-store", "get", "nope", "--from", "https://a.test"]
        #expect(try await runCrumb(words).output == "null\n")
    }

    @Test(arguments: ["5", "5s", "5000ms"])
    func timeWithoutAUnitIsInSeconds(_ time: String) async throws {
        let server = try await HeaderServer.shared()
        let url = server.url(["Access-Control-Allow-Origin: *"])
        let words = ["fetch", url, "--from", "http://a.test", "--abort-after", time]
        let permission = ["--permission", "loopback-network=granted", "-v"]
        let result = try await runCrumb(words + permission)
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        #expect(result.errorOutput.contains("signal /* abort() after 5000 ms */"))
    }

    @Test func helpOfPermissionsResetSaysThatItAffectsEveryPage() async throws {
        let help = try await runCrumb(["permissions", "reset", "--help"]).output
        #expect(help.contains("(default: every page)") || help.contains("every\n"), "\(help)")
    }

    @Test func webSocketReportsWhoClosedIt() async throws {
        let server = try await chatServer(nil)
        let words = ["websocket", server.baseURL + "/echo", "--from", "http://localhost:5500"]
        let result = try await runCrumb(words + ["--send", "a", "--receive", "1"])
        #expect(result.errorOutput.hasSuffix("crumb closed the WebSocket after 1 message.\n"))
        try await server.stop()
    }
}
