import Foundation
import TestSupport
import Testing

/// The page and the credentials mode that a profile stores.
struct PageCommandTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    private func crumb(_ arguments: String...) async throws -> CommandResult {
        try await runCrumb(arguments, home: home)
    }

    private static let page = "http://127.0.0.1:5500/app.html"

    @Test func keptSettingsNeedNotBeRepeated() async throws {
        let flask = try await FlaskServer.shared()
        let kept = try await crumb("page", Self.page, "--credentials", "include")
        #expect(kept.exitCode == 0, "\(kept.errorOutput)")
        #expect(kept.output == "page         \(Self.page)\ncredentials  include\n")
        _ = try await crumb("fetch", "\(flask.baseURL)/set-cookie", "-q")
        for browser in ["chrome", "firefox"] {
            let sent = try await crumb(
                "fetch",
                "\(flask.baseURL)/get-cookie",
                "--browser",
                browser,
                "--json"
            )
            #expect(try page(of: sent) == Self.page)
            #expect(try credentials(of: sent) == "include")
        }
        let other = try await crumb(
            "fetch",
            "\(flask.baseURL)/get-cookie",
            "--credentials",
            "omit",
            "--json"
        )
        #expect(try credentials(of: other) == "omit")
    }

    private func page(of result: CommandResult) throws -> String? {
        let page = try JSONReport(result.stdout).root["page"] as? [String: Any]
        return page?["url"] as? String
    }

    private func credentials(of result: CommandResult) throws -> String? {
        let request = try JSONReport(result.stdout).root["request"] as? [String: Any]
        return request?["credentials"] as? String
    }

    @Test func keptPageSurvivesClosingTheBrowser() async throws {
        _ = try await crumb("page", Self.page)
        _ = try await crumb("visit", "http://localhost:8080/", "--no-request", "-q")
        #expect(
            try await crumb("page").output
                .contains("http://localhost:8080/ (from the last visit, until crumb close)")
        )
        _ = try await crumb("close")
        #expect(try await crumb("page").output.hasPrefix("page         \(Self.page)\n"))
        #expect(try await crumb("profiles").output.contains("\(Self.page) (kept)"))
        _ = try await crumb("page", "--clear")
        #expect(try await crumb("page").output.hasPrefix("page         none"))
    }

    @Test func newPageIsShownAtOnce() async throws {
        _ = try await crumb("visit", "http://localhost:8080/", "--no-request", "-q")
        let kept = try await crumb("page", Self.page)
        #expect(kept.output.hasPrefix("page         \(Self.page)\n"))
    }

    @Test(arguments: [
        ["page", "nonsense"], ["page", "--clear", "http://a.test/"],
        ["page", "--credentials", "yes"],
    ])
    func mistakesChangeNothing(_ words: [String]) async throws {
        _ = try await crumb("page", Self.page)
        let result = try await runCrumb(words, home: home)
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.split(separator: "\n").count == 1)
        #expect(try await crumb("page").output.hasPrefix("page         \(Self.page)\n"))
    }

    @Test func issuesAreCookiesThatWereWithheldOrRejected() async throws {
        let flask = try await FlaskServer.shared()
        let none = try await crumb("cookies", "list", "--issues")
        #expect(none.output.contains("no cookie that was withheld or rejected"))
        let own = ["--from", Self.page, "--credentials", "include", "-q"]
        let other = ["--from", "http://localhost:5500", "--credentials", "include", "-q"]
        for (path, page) in [("set-cookie", own), ("max-age", own), ("none-insecure", own)] {
            _ = try await runCrumb(["fetch", "\(flask.baseURL)/\(path)"] + page, home: home)
        }
        #expect(try await !crumb("cookies", "list", "--issues").output.contains("user_token"))
        _ = try await runCrumb(["fetch", "\(flask.baseURL)/get-cookie"] + other, home: home)
        let issues = try await crumb("cookies", "list", "--issues")
        #expect(issues.output.contains("user_token"), "\(issues.output)")
        #expect(issues.errorOutput.contains("[SameSiteNoneInsecure]"), "\(issues.errorOutput)")
    }

    @Test func listsAreFilteredByAWord() async throws {
        for name in ["token", "theme"] {
            _ = try await crumb("cookies", "set", "\(name)=1", "--url", "http://a.test/")
        }
        #expect(try await crumb("cookies", "ls", "token").output.contains("token"))
        #expect(try await !crumb("cookies", "list", "token").output.contains("theme"))
        #expect(try await crumb("cookies", "list", "a", "--filter", "b").exitCode == 64)
        #expect(try await crumb("cookies", "token").exitCode == 64)
        #expect(try await crumb("cookies", "rm", "token").output == "1 cookie deleted\n")
        // Firefox's jar is left alone, and a user on a terminal is told so.
        _ = try await crumb(
            "cookies",
            "set",
            "a=1",
            "--url",
            "http://a.test/",
            "--browser",
            "firefox"
        )
        let cleared = try await runOnTerminal(
            [builtExecutable("crumb"), "cookies", "clear", "--browser", "safari"],
            columns: 80,
            environment: crumbEnvironment(home: home)
        )
        #expect(cleared.output.contains("1 in chrome, 1 in firefox"), "\(cleared.output)")
        _ = try await crumb("cookies", "clear", "--browser", "firefox")
        let other = try await crumb("cookies", "--browser", "firefox")
        #expect(
            other.output.contains("Other browsers have cookies (1 in chrome)"),
            "\(other.output)"
        )
    }

    @Test(arguments: [
        (["--value", "2"], ["value": "2"]),
        (["--no-http-only"], ["httpOnly": "false"]),
        (["--same-site", "Strict"], ["sameSite": "Strict"]),
        (["--same-site", "none", "--secure"], ["sameSite": "None", "secure": "true"]),
        (["--session"], ["expires": ""]),
    ])
    func editChangesNothingElse(_ words: [String], _ changes: [String: String]) async throws {
        let line = "a=1; Path=/x; Max-Age=600; HttpOnly; SameSite=Lax; Priority=High"
        _ = try await crumb("cookies", "set", line, "--url", "http://shop.test/")
        let before = try await onlyCookie()
        let result = try await runCrumb(["cookies", "edit", "a"] + words, home: home)
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let after = try await onlyCookie()
        #expect(Set(before.keys) == Set(after.keys))
        for (member, value) in before where !["size", "sourceScheme"].contains(member) {
            #expect(after[member] == changes[member] ?? value, "\(member)")
        }
    }

    /// The hosts are IP addresses, a domain, and one in a partition of another site.
    @Test(arguments: [
        ("http://[::1]:5000/", "a=1; Max-Age=600", "http://[::1]:5000/"),
        ("http://127.0.0.1:5000/", "a=1; Max-Age=600", "http://127.0.0.1:5000/"),
        ("https://www.shop.test/", "a=1; Domain=shop.test; Max-Age=600", "https://www.shop.test/"),
        ("https://a.test/", "a=1; Secure; SameSite=None; Partitioned", "https://b.test/"),
    ])
    func cookieOfAnyHostCanBeEdited(_ url: String, _ line: String, _ page: String) async throws {
        _ = try await crumb("cookies", "set", line, "--url", url, "--from", page)
        let before = try await onlyCookie()
        let result = try await crumb("cookies", "edit", "a", "--value", "2")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let after = try await onlyCookie()
        #expect(after["value"] == "2")
        for member in ["domain", "hostOnly", "path", "partitionKey", "expires", "created"] {
            #expect(after[member] == before[member], "\(member)")
        }
    }

    /// A character that ends the value would truncate it or start an attribute.
    @Test(arguments: ["1; Domain=other.test", "1;", "a\nb"])
    func valueCannotAddAttributes(_ value: String) async throws {
        _ = try await crumb("cookies", "set", "a=1; HttpOnly", "--url", "http://shop.test/")
        let before = try await onlyCookie()
        let result = try await crumb("cookies", "edit", "a", "--value", value)
        #expect(result.exitCode == 64, "\(result.errorOutput)")
        #expect(try await onlyCookie() == before)
    }

    @Test func editThatABrowserWouldRejectChangesNothing() async throws {
        _ = try await crumb("cookies", "set", "a=1", "--url", "http://shop.test/")
        let before = try await onlyCookie()
        let result = try await crumb("cookies", "edit", "a", "--same-site", "none")
        #expect(result.exitCode == 3)
        #expect(result.errorOutput.contains("SameSiteNoneInsecure"))
        #expect(try await onlyCookie() == before)
        #expect(try await crumb("cookies", "edit", "a").exitCode == 64)
        #expect(try await crumb("cookies", "edit", "b", "--value", "2").exitCode == 64)
    }

    /// The members of the only cookie in the jar, as text.
    private func onlyCookie() async throws -> [String: String] {
        let result = try await crumb("cookies", "list", "--json")
        let cookies = try #require(
            try JSONSerialization.jsonObject(with: result.stdout) as? [[String: Any]]
        )
        let cookie = try #require(cookies.first)
        #expect(cookies.count == 1)
        return cookie.mapValues { value in
            if value is NSNull { return "" }
            if let flag = value as? Bool { return flag ? "true" : "false" }
            if let members = value as? [String: Any] {
                return members.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
            }
            return "\(value)"
        }
    }
}
