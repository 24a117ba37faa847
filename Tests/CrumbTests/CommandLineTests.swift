import Foundation
import TestSupport
import Testing

/// Options that curl users expect, global options in any position, and what is written to which
/// stream.
@Suite struct CommandLineTests {
    private let page = ["--from", "http://127.0.0.1:5500"]

    struct Body: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var method: String
        var contentType: String?
        var body: String

        var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test(arguments: [
        Body(
            arguments: ["-da=1", "-d", "b=2"],
            method: "POST",
            contentType: "application/x-www-form-urlencoded",
            body: "a=1&b=2"
        ),
        Body(
            arguments: ["--data-urlencode", "q=a b&c", "-d", "x", "--data-raw", "@y"],
            method: "POST",
            contentType: "application/x-www-form-urlencoded",
            body: "q=a%20b%26c&x&@y"
        ),
        Body(
            arguments: ["-XPUT", "--body", "hé"],
            method: "PUT",
            contentType: "text/plain;charset=UTF-8",
            body: "hé"
        ),
        Body(
            arguments: ["--json-body", "[1]"],
            method: "POST",
            contentType: "application/json",
            body: "[1]"
        ),
        Body(
            arguments: ["-d", "-1", "-HContent-Type: text/plain"],
            method: "POST",
            contentType: "text/plain",
            body: "-1"
        ),
        Body(arguments: [], method: "GET", contentType: nil, body: ""),
    ])
    func bodyOptionsWorkAsInCurl(_ expected: Body) async throws {
        let server = try await FlaskServer.shared()
        let result = try await runCrumb(
            ["fetch", "\(server.baseURL)/echo"] + expected.arguments + page
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let echo = try #require(
            try JSONSerialization.jsonObject(with: result.stdout) as? [String: Any]
        )
        #expect(echo["method"] as? String == expected.method)
        #expect(echo["body"] as? String == expected.body)
        let headers = try #require(echo["headers"] as? [[String]])
        let type = headers.first { $0[0].lowercased() == "content-type" }?[1]
        #expect(type == expected.contentType)
    }

    struct Habit: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var says: String

        var testDescription: String { arguments.joined(separator: " ") }
    }

    /// One line says where the syntax comes from and what to write instead; nothing is sent.
    @Test(arguments: [
        Habit(
            arguments: ["fetch", "http://127.0.0.1:1/", "--json", "{\"a\":1}"],
            says: "--json-body '{\"a\":1}'"
        ),
        Habit(
            arguments: ["fetch", "http://127.0.0.1:1/", "--json=[1]"],
            says: "--json-body '[1]'"
        ),
        Habit(arguments: ["fetch", "http://127.0.0.1:1/", "-sS"], says: "omit -S"),
        Habit(arguments: ["fetch", "http://127.0.0.1:1/", "-fsSL"], says: "write --fail"),
        Habit(
            arguments: ["fetch", "http://127.0.0.1:1/", "--with-credentials"],
            says: "--credentials include"
        ),
        Habit(
            arguments: ["visit", "http://127.0.0.1:1/", "-e", "http://a.test"],
            says: "--referrer"
        ),
        Habit(
            arguments: ["fetch", "http://127.0.0.1:1/", "--auth", "a:b"],
            says: "-u NAME:PASSWORD"
        ),
        Habit(arguments: ["fetch", "http://127.0.0.1:1/", "--no-cors"], says: "--mode no-cors"),
        Habit(arguments: ["fetch", "http://127.0.0.1:1/", "--type", "POST"], says: "-X POST"),
        Habit(
            arguments: ["fetch", "http://127.0.0.1:1/", "a=b"],
            says: "--json-body '{\"a\": \"b\"}'"
        ),
        Habit(
            arguments: ["fetch", "http://127.0.0.1:1/", "n:=1"],
            says: "--json-body '{\"n\": 1}'"
        ),
        Habit(arguments: ["fetch", "http://127.0.0.1:1/", "q==b"], says: "?q=b"),
        Habit(arguments: ["fetch", "http://127.0.0.1:1/", "X-A:b"], says: "-H 'X-A: b'"),
        Habit(
            arguments: ["fetch", "POST", "http://127.0.0.1:1/", "a=b"],
            says: "crumb fetch -X POST http://127.0.0.1:1/"
        ),
        Habit(arguments: ["fetch", "fetch('http://a.test')"], says: "--as FILE"),
        Habit(
            arguments: ["POST", "http://127.0.0.1:1/"],
            says: "crumb fetch -X POST http://127.0.0.1:1/"
        ),
        Habit(
            arguments: ["get", "http://127.0.0.1:1/"],
            says: "write crumb fetch http://127.0.0.1:1/"
        ),
        Habit(
            arguments: ["curl", "-s", "http://127.0.0.1:1/"],
            says: "crumb fetch http://127.0.0.1:1/ sends"
        ),
        Habit(arguments: ["why", "localhost:1"], says: "http://localhost:1"),
    ])
    func syntaxOfOtherToolsIsExplainedOnOneLine(_ habit: Habit) async throws {
        let result = try await runCrumb(habit.arguments)
        #expect(result.exitCode == 64)
        #expect(result.output == "")
        #expect(result.errorOutput.split(separator: "\n").count == 1, "\(result.errorOutput)")
        #expect(result.errorOutput.contains(habit.says), "\(result.errorOutput)")
    }

    /// Options that look like those of another tool but are crumb's own.
    @Test(arguments: [
        ["--json", "--from", "http://127.0.0.1:5500"],
        ["--from", "http://127.0.0.1:5500", "--json"],
        ["-H", "X-A:b", "--from", "http://127.0.0.1:5500"],
        ["-d", "a=b", "--from=http://127.0.0.1:5500"], ["-s", "--from", "http://127.0.0.1:5500"],
    ])
    func ownOptionsAreNotTakenForThoseOfOtherTools(_ arguments: [String]) async throws {
        let url = try await FlaskServer.shared().baseURL
        let result = try await runCrumb(["fetch", "\(url)/echo"] + arguments)
        #expect(result.exitCode != 64, "\(result.errorOutput)")
    }

    @Test func omittedHeadersAreReportedInAPipe() async throws {
        let url = try await FlaskServer.shared().baseURL
        let result = try await runCrumb(["fetch", "\(url)/echo", "-H", "Cookie: a=1"] + page)
        #expect(result.errorOutput.contains("header Cookie dropped"), "\(result.errorOutput)")
    }

    @Test func getOptionMovesDataIntoTheQuery() async throws {
        let server = try await FlaskServer.shared()
        let home = try TemporaryDirectory()
        let report = try await JSONReport.fetch(
            "\(server.baseURL)/echo?a=1#f",
            "-G",
            "-d",
            "b=2",
            "--from",
            "http://127.0.0.1:5500",
            home: home
        )
        #expect(report.exchanges.first?["method"] as? String == "GET")
        let url = report.exchanges.first?["url"] as? String
        #expect(url?.hasSuffix("/echo?a=1&b=2#f") == true)
    }

    @Test func globalOptionsWorkBeforeAndAfterTheCommand() async throws {
        let before = try await runCrumb(["--json", "origin", "http://a.test", "http://b.test"])
        let after = try await runCrumb(["origin", "http://a.test", "http://b.test", "--json"])
        #expect(before.exitCode == 0)
        #expect(before.output == after.output)
        #expect(before.output.hasPrefix("{"))
        let socket = try await runCrumb([
            "origin", "https://shop.example", "wss://api.shop.example/socket",
        ])
        #expect(socket.exitCode == 0)
        #expect(socket.output.contains("A WebSocket has no CORS"))
        let list = try await runCrumb(["--profile", "work", "cookies", "list", "--json"])
        #expect(list.output == "[]\n")
        let negative = try await runCrumb(["cookies", "list", "--now", "-1d", "--json"])
        #expect(negative.output == "[]\n")
    }

    @Test func environmentVariablesSetOptions() async throws {
        let home = try TemporaryDirectory()
        let server = try await FlaskServer.shared()
        let set = try await runCrumb(
            ["fetch", "\(server.baseURL)/set-cookie", "--credentials", "include"] + page,
            home: home,
            environment: ["CRUMB_PROFILE": "work"]
        )
        #expect(set.exitCode == 0)
        #expect(try await storedCookies(home: home).isEmpty)
        #expect(try await storedCookies(home: home, "--profile", "work").count == 1)
    }

    /// `--now` moves the time in `CRUMB_NOW` instead of replacing it.
    @Test(arguments: [("+59m", 1), ("+61m", 0), ("2026-01-01T00:59:00Z", 1)])
    func nowOptionIsRelativeToTheClockOfTheEnvironment(_ now: String, _ count: Int) async throws {
        let home = try TemporaryDirectory()
        let moment = ["CRUMB_NOW": "2026-01-01T00:00:00Z"]
        let set = ["cookies", "set", "a=1; Max-Age=3600", "--url", "http://a.test"]
        #expect(try await runCrumb(set, home: home, environment: moment).exitCode == 0)
        let list = try await runCrumb(
            ["cookies", "list", "--json", "--now", now],
            home: home,
            environment: moment
        )
        #expect(list.output.matches(of: /"name"/).count == count, "\(list.output)")
    }

    @Test(arguments: ["fetch", "doctor"])
    func environmentChoosesTheFramework(command: String) async throws {
        let server = try await FlaskServer.shared()
        let url = "\(server.baseURL)/set-cookie"
        // An origin that is not on the server's list.
        let options =
            [command, url, "--from", "http://127.0.0.1:8080"]
            + (command == "fetch" ? ["-v", "--credentials", "include"] : [])
        let chosen = try await runCrumb(options, environment: ["CRUMB_FRAMEWORK": "express"])
        #expect((chosen.output + chosen.errorOutput).contains("app.use(cors("))
        let wrong = try await runCrumb(options, environment: ["CRUMB_FRAMEWORK": "cobol"])
        #expect(wrong.exitCode == 64)
        #expect(wrong.stdout.isEmpty)
        #expect(wrong.errorOutput.hasPrefix("crumb: invalid value \"cobol\" for CRUMB_FRAMEWORK"))
    }

    @Test func unauthorizedResponseSuggestsCredentials() async throws {
        let server = try await FlaskServer.shared()
        let home = try TemporaryDirectory()
        let url = "\(server.baseURL)/status/401"
        func advice(_ credentials: String) async throws -> [[String: Any]] {
            let report = try await JSONReport.fetch(
                url,
                "--from",
                "http://127.0.0.1:5500",
                "--credentials",
                credentials,
                home: home
            )
            return report.root["advice"] as? [[String: Any]] ?? []
        }
        let asked = try await advice("same-origin")
        #expect(asked.compactMap { $0["code"] as? String } == ["CredentialsNotIncluded"])
        let fixes = asked.first?["fix"] as? [String: String]
        #expect(fixes?["page"] == "fetch(\"\(url)\", {credentials: \"include\"})")
        #expect(fixes?["axios"] == "axios.get(\"\(url)\", {withCredentials: true})")
        #expect(try await advice("include").isEmpty)
    }

    @Test func bodyIsOnStdoutAndOneLineOnStderr() async throws {
        let server = try await FlaskServer.shared()
        let url = "\(server.baseURL)/get-cookie"
        let result = try await runCrumb(["fetch", url] + page)
        #expect(result.output == "{\"message\":\"No cookie found!\"}\n")
        #expect(
            result.errorOutput
                == "crumb: GET \(url) from http://127.0.0.1:5500: visible, 404\n"
        )
        let quiet = try await runCrumb(["fetch", url, "-q"] + page)
        #expect(quiet.stderr.isEmpty)
        #expect(quiet.stdout == result.stdout)
        let strict = try await runCrumb(["fetch", url, "--fail"] + page)
        #expect(strict.exitCode == 1)
    }

    @Test func opaqueResponseHasNoBody() async throws {
        let server = try await FlaskServer.shared()
        let result = try await runCrumb(
            ["fetch", "\(server.baseURL)/get-cookie", "--mode", "no-cors"] + page
        )
        #expect(result.exitCode == 0)
        #expect(result.stdout.isEmpty)
        #expect(result.errorOutput.contains("opaque"))
    }

    @Test func verboseVersionNamesTheLibraries() async throws {
        let short = try await runCrumb(["--version"])
        #expect(short.output.hasPrefix("crumb 0."))
        #expect(short.output.split(separator: "\n").count == 1)
        let long = try await runCrumb(["--version", "-v"])
        for part in [
            "libcurl/", "SQLite/3.", "libyaml/0.", "libpsl/0.", "PCRE2/10.", "ICU/",
            "public suffix list: 20",
        ] {
            #expect(long.output.contains(part), "\(long.output)")
        }
    }
}
