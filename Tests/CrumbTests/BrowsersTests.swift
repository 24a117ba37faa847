import Foundation
import TestSupport
import Testing

/// Firefox and Safari from the command line, alone, side by side, and as a table.
@Suite struct BrowsersTests {
    private let browsers = "chrome,firefox,safari"

    private func why(
        _ arguments: String...,
        home: TemporaryDirectory
    ) async throws -> CommandResult {
        let server = try await FlaskServer.shared()
        return try await runCrumb(
            ["why", "\(server.baseURL)/cookies", "--from", "http://localhost:5500"] + arguments,
            home: home
        )
    }

    /// Fetches from the API on 127.0.0.1, which is a third party to the page on localhost.
    private func fetch(
        _ path: String,
        _ arguments: String...,
        home: TemporaryDirectory
    ) async throws -> CommandResult {
        let server = try await FlaskServer.shared()
        return try await runCrumb(
            [
                "fetch", "\(server.baseURL)\(path)", "--from", "http://localhost:5500",
                "--credentials", "include",
            ] + arguments,
            home: home
        )
    }

    private func reports(_ result: CommandResult) throws -> [String: JSONReport] {
        let object = try JSONSerialization.jsonObject(with: result.stdout) as? [String: Any]
        let browsers = try #require(object?["browsers"] as? [String: Any])
        return try browsers.mapValues {
            try JSONReport(try JSONSerialization.data(withJSONObject: $0))
        }
    }

    private func setCookie(_ report: JSONReport?) throws -> [String: Any] {
        let verdicts = try #require(report?.exchanges.last?["setCookies"] as? [[String: Any]])
        return try #require(verdicts.first)
    }

    @Test func browsersTreatThirdPartyCookiesDifferently() async throws {
        let home = try TemporaryDirectory()
        let set = try await fetch("/none-secure", "--browser", browsers, "--json", home: home)
        #expect(set.exitCode == 0, "\(set.errorOutput)")
        let stored = try reports(set)
        #expect(try setCookie(stored["chrome"])["effect"] as? String == "created")
        let partitioned = try setCookie(stored["firefox"])["cookie"] as? [String: Any]
        let key = partitioned?["partitionKey"] as? [String: Any]
        #expect(key?["topLevelSite"] as? String == "http://localhost")
        #expect(
            try setCookie(stored["safari"])["blockedReasons"] as? [String] == ["UserPreferences"]
        )

        let sent = try reports(
            try await fetch("/cookies", "--browser", browsers, "--json", home: home)
        )
        #expect(sent["chrome"]?.sent.keys.sorted() == ["none_secure"])
        #expect(sent["firefox"]?.sent.keys.sorted() == ["none_secure"])
        #expect(sent["safari"]?.sent.isEmpty == true)
    }

    @Test func comparisonFitsInEightyColumns() async throws {
        let home = try TemporaryDirectory()
        let result = try await fetch("/none-secure", "--browser", browsers, home: home)
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { $0.count <= 80 })
        let stores = try #require(lines.first { $0.hasPrefix("stores none_secure") })
        #expect(
            stores.split(separator: " ").map(String.init)
                == ["stores", "none_secure", "yes", "partitioned", "no"]
        )
        let shows = try #require(lines.first { $0.hasPrefix("shows the response") })
        #expect(shows.hasSuffix("yes, 200     yes, 200     yes, 200"))
    }

    @Test func comparisonEndsWithFixesAndDifferences() async throws {
        let home = try TemporaryDirectory()
        let set = try await fetch("/set-cookie", "--browser", browsers, home: home)
        let paragraphs = set.output.split(separator: "\n\n").map {
            $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(paragraphs.contains { $0.hasPrefix("fix For chrome and safari: Use one name") })
        #expect(
            paragraphs.contains {
                $0.hasPrefix(
                    "firefox user_token is stored, but is only available while the tab shows"
                )
            }
        )
        #expect(
            paragraphs.last
                == "summary Different in firefox than in chrome and safari: stores user_token."
        )

        let get = try await fetch("/get-cookie", "--browser", browsers, home: home)
        #expect(get.output.contains("user_token is not in this browser's jar"))
        #expect(get.output.contains("\nchrome      user_token"))
        #expect(get.output.contains("\nsafari      like chrome\n"))
    }

    @Test func resultsSharedByAllBrowsersAreShownOnce() async throws {
        let result = try await runCrumb(
            ["fetch", "http://127.0.0.1:5060/", "--from", "http://127.0.0.1:5500"]
                + ["--browser", browsers]
        )
        #expect(result.output.components(separatedBy: "[BadPort]").count == 2)
        #expect(result.output.hasSuffix("summary     The same in chrome, firefox and safari.\n"))
    }

    @Test func omittedCredentialsAreReported() async throws {
        let server = try await FlaskServer.shared()
        let result = try await runCrumb(
            ["fetch", "\(server.baseURL)/get-cookie", "--from", "http://127.0.0.1:5500"]
                + ["--browser", browsers]
        )
        #expect(result.output.contains("sends a cookie      omitted   omitted   omitted"))
        #expect(result.output.contains("fix         Use {credentials: \"include\"}"))
    }

    @Test func verdictsNameTheirBasisAndNativeReason() async throws {
        let home = try TemporaryDirectory()
        let all = try reports(
            try await fetch("/none-insecure", "--browser", browsers, "--json", home: home)
        )
        let firefox = try setCookie(all["firefox"])
        #expect(firefox["nativeReason"] as? String == "NoneRequiresSecure")
        #expect(firefox["basis"] as? String == "recorded")
        #expect(try setCookie(all["chrome"])["nativeReason"] == nil)
        let advice = all["safari"]?.root["advice"] as? [[String: Any]]
        #expect(advice?.first?["code"] as? String == "LocalhostIsNot127001")
        #expect(try setCookie(all["safari"])["basis"] as? String == "documented")
        #expect(all["safari"]?.root["basis"] as? String == "documented")
    }

    @Test func bodyFromStdinIsSentByEveryBrowser() async throws {
        let server = try await FlaskServer.shared()
        let result = try await runCrumb(
            [
                "fetch", "\(server.baseURL)/echo", "--from", "http://127.0.0.1:5500", "-d", "@-",
                "--browser", browsers, "--json",
            ],
            stdin: Data("from stdin".utf8)
        )
        let all = try reports(result)
        #expect(all.count == 3)
        for report in all.values {
            let outcome = report.root["outcome"] as? [String: Any]
            let response = outcome?["response"] as? [String: Any]
            let body = response?["body"] as? String
            #expect(body?.contains("from stdin") == true, "\(report.root)")
        }
    }

    @Test func eachBrowserKeepsItsOwnPage() async throws {
        let server = try await FlaskServer.shared()
        let home = try TemporaryDirectory()
        let visit = try await runCrumb(
            ["visit", "\(server.baseURL)/cookies", "--browser", browsers],
            home: home
        )
        #expect(visit.exitCode == 0, "\(visit.errorOutput)")
        for browser in browsers.split(separator: ",") {
            let result = try await runCrumb(
                ["fetch", "/cookies", "--browser", String(browser)],
                home: home
            )
            #expect(result.exitCode == 0, "\(result.errorOutput)")
        }
    }

    @Test func whySaysWhichBrowsersWouldSendTheCookieWithoutSendingIt() async throws {
        let home = try TemporaryDirectory()
        let empty = try await why("--browser", browsers, home: home)
        #expect(empty.exitCode == 0, "\(empty.errorOutput)")
        #expect(empty.output.contains("none stored  none stored  none stored"))

        _ = try await fetch("/none-secure", "--browser", browsers, home: home)
        let stored = try await why("--browser", browsers, home: home)
        let lines = stored.output.split(separator: "\n").map {
            $0.split(separator: " ").map(String.init)
        }
        #expect(lines.contains(["sends", "none_secure", "yes", "yes", "has", "none"]))
        #expect(lines.contains(["sends", "the", "request", "yes", "yes", "yes"]))
        #expect(!stored.output.contains("shows the response"))

        let all = try reports(try await why("--browser", browsers, "--json", home: home))
        #expect(all.keys.sorted() == ["chrome", "firefox", "safari"])
        #expect(all["chrome"]?.exchanges.count == 1)
    }

    @Test func onlyTheFirstOfSeveralBrowsersIsRecorded() async throws {
        let home = try TemporaryDirectory()
        let file = home.url.appending(path: "tried.yaml")
        let result = try await fetch(
            "/none-secure",
            "--browser",
            "firefox,chrome",
            "--record",
            file.path,
            home: home
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.components(separatedBy: "- fetch:").count == 2)
        #expect(text.contains("browser: firefox"))
    }

    @Test func failAndSilentWorkWithSeveralBrowsers() async throws {
        let home = try TemporaryDirectory()
        let failed = try await fetch(
            "/get-cookie",
            "--browser",
            browsers,
            "--fail",
            "--silent",
            home: home
        )
        #expect(failed.exitCode == 1)
        #expect(failed.output.isEmpty && failed.errorOutput.isEmpty)
        let told = try await fetch("/get-cookie", "--browser", browsers, home: home)
        #expect(told.exitCode == 0)
        #expect(told.output.contains("shows the response"))
    }

    @Test(arguments: [["-o", "body.txt"], ["-i"]])
    func optionsForASingleBodyAreRejectedBeforeSending(_ option: [String]) async throws {
        let home = try TemporaryDirectory()
        // Nothing listens on this port, so a request would exit with 4.
        let result = try await runCrumb(
            ["fetch", "http://127.0.0.1:9999/", "--from", "http://127.0.0.1:5500"]
                + ["--browser", browsers] + option,
            home: home
        )
        #expect(result.exitCode == 64)
        #expect(result.output.isEmpty)
        #expect(
            result.errorOutput.hasPrefix(
                "crumb: \(option[0]) is for the body from one browser"
            )
        )
        #expect(result.errorOutput.split(separator: "\n").count == 1)
    }

    @Test func otherCommandsAcceptOnlyOneBrowser() async throws {
        let result = try await runCrumb(["cookies", "list", "--browser", browsers])
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains("several names"))
        let unknown = try await runCrumb([
            "fetch", "http://127.0.0.1:9/", "--from", "http://localhost", "--browser", "chrome,x",
        ])
        #expect(unknown.exitCode == 64)
    }

    @Test func tableNamesTheSourceOfEveryEntry() async throws {
        let result = try await runCrumb(["browsers", "--all", "--json"])
        let table = try JSONSerialization.jsonObject(with: result.stdout) as? [String: Any]
        let axes = try #require(table?["axes"] as? [[String: Any]])
        #expect(axes.count > 60)
        for axis in axes {
            let entries = try #require(axis["browsers"] as? [String: [String: Any]])
            #expect(entries.keys.sorted() == ["chrome", "firefox", "safari", "spec"])
            #expect(entries.values.allSatisfy { ($0["source"] as? String)?.isEmpty == false })
        }
        let text = try await runCrumb(["browsers", "--all"])
        #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test(arguments: [[], ["firefox"]])
    func tenQuestionsAreShownAndTheRestIsCounted(_ name: [String]) async throws {
        let json = try await runCrumb(["browsers", "--json"] + name)
        let table = try JSONSerialization.jsonObject(with: json.stdout) as? [String: Any]
        let axes = try #require(table?["axes"] as? [[String: Any]])
        let quotes = axes.compactMap { $0["quote"] as? String }
        #expect(quotes.count == 10)
        let text = try await runCrumb(["browsers"] + name).output
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for quote in quotes { #expect(words.contains(quote)) }
        #expect(
            words.hasSuffix(" more: crumb \((["browsers"] + name).joined(separator: " ")) --all")
        )
    }
}
