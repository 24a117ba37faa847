import Foundation
import TestSupport
import Testing

/// Every kind of navigation with `crumb visit`, and frames with `crumb load`, against a real
/// server.
@Suite struct VisitCommandTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    private func crumb(_ arguments: [String]) async throws -> CommandResult {
        try await runCrumb(arguments, home: home)
    }

    /// Replaces `{api}` with the server's URL, and `{other}` with that of its other name, which is
    /// another site.
    private func filled(_ text: String) async throws -> String {
        let api = try await FlaskServer.shared().baseURL
        let other = api.replacing("127.0.0.1", with: "localhost")
        return text.replacing("{api}", with: api).replacing("{other}", with: other)
    }

    private func visit(_ line: String) async throws -> JSONReport {
        let words = try await filled(line).split(separator: " ").map(String.init)
        let result = try await crumb(["visit"] + words + ["--json"])
        #expect(result.exitCode == 0, "\(line): \(result.errorOutput)")
        return try JSONReport(result.stdout)
    }

    private func shownPage(_ browser: String = "chrome") async throws -> String? {
        let result = try await crumb(["page", "--json", "--browser", browser])
        let object = try JSONSerialization.jsonObject(with: result.stdout) as? [String: Any]
        return object?["page"] as? String
    }

    @Test(arguments: [
        ("link", "cross-site", "?1"), ("script", "cross-site", "?1"),
        ("replace", "cross-site", "?1"), ("location", "cross-site", "?1"),
        ("meta", "cross-site", nil), ("window-open", "cross-site", "?1"),
        ("form", "cross-site", "?1"), ("typed", "none", "?1"),
    ])
    func eachNavigationHasItsMetadata(_ via: String, _ site: String, _ user: String?) async throws {
        _ = try await visit("{other}/echo")
        let report = try await visit("{api}/echo --via \(via)")
        #expect(report.requestHeader("Sec-Fetch-Site") == site)
        #expect(report.requestHeader("Sec-Fetch-User") == user)
        #expect(report.requestHeader("Sec-Fetch-Dest") == "document")
        #expect(try await shownPage() == filled("{api}/echo"))
    }

    @Test func navigationWithoutUserActivationHasNoSecFetchUser() async throws {
        _ = try await visit("{other}/echo")
        let report = try await visit("{api}/echo --via link --no-user-activation")
        #expect(report.requestHeader("Sec-Fetch-User") == nil)
    }

    @Test func noreferrerOmitsTheReferrer() async throws {
        _ = try await visit("{other}/echo")
        let report = try await visit("{api}/echo --via link --rel noreferrer")
        #expect(report.requestHeader("Referer") == nil)
        #expect(report.requestHeader("Sec-Fetch-Site") == "cross-site")
    }

    /// The reload button repeats the navigation that loaded the page; browsers differ in the
    /// initiator of `location.reload()`.
    @Test(arguments: [
        ("chrome", "browser-reload", "cross-site"), ("chrome", "reload", "same-origin"),
        ("firefox", "browser-reload", "cross-site"), ("firefox", "reload", "cross-site"),
    ])
    func reloadHasTheInitiatorOfEachBrowser(
        _ browser: String,
        _ via: String,
        _ site: String
    ) async throws {
        _ = try await visit("{other}/echo --browser \(browser)")
        _ = try await visit("{api}/echo --via link --browser \(browser)")
        let report = try await visit("--via \(via) --browser \(browser)")
        #expect(report.requestHeader("Sec-Fetch-Site") == site)
        #expect(try await shownPage(browser) == filled("{api}/echo"))
    }

    @Test func reloadResubmitsAForm() async throws {
        _ = try await visit("{api}/echo --via form -d a=1 --from {api}/form")
        let report = try await visit("--via browser-reload")
        #expect(report.requestMethod == "POST")
        #expect(report.body?.contains("a=1") == true)
    }

    @Test func historyIsKeptBetweenCommands() async throws {
        for path in ["one", "two", "three"] { _ = try await visit("{api}/echo?\(path)") }
        for (via, path) in [("back", "two"), ("back", "one"), ("forward", "two")] {
            let result = try await crumb(["visit", "--via", via])
            #expect(result.exitCode == 0)
            #expect(result.errorOutput.contains("was restored as it was left"))
            #expect(try await shownPage() == filled("{api}/echo?\(path)"))
        }
        // A visit from there replaces the forward history.
        _ = try await visit("{api}/echo?four")
        let result = try await crumb(["visit", "--via", "forward"])
        #expect(result.exitCode == 64)
        _ = try await crumb(["close"])
        #expect(try await crumb(["visit", "--via", "back"]).exitCode == 64)
        #expect(try await crumb(["visit", "--via", "reload"]).exitCode == 64)
    }

    @Test func navigatingAFrameLeavesTheTabAlone() async throws {
        _ = try await visit("{api}/echo")
        let frame = "--from {other}/frame --in-frame-of {api}/echo"
        let report = try await visit("{api}/echo?inner --via link --target _self \(frame)")
        #expect(report.requestHeader("Sec-Fetch-Dest") == "iframe")
        #expect(try await shownPage() == filled("{api}/echo"))
        let top = try await visit("{other}/echo?top --via link --target _top \(frame)")
        #expect(top.requestHeader("Sec-Fetch-Dest") == "document")
        #expect(try await shownPage() == filled("{other}/echo?top"))
    }

    @Test(arguments: [
        ("_blank", "", "SandboxedPopup"), ("_blank", "allow-popups", nil),
        ("_top", "allow-popups", "SandboxedTopNavigation"),
        ("_top", "allow-top-navigation", nil), ("_self", "", nil),
    ])
    func sandboxIsEnforced(_ target: String, _ sandbox: String, _ code: String?) async throws {
        let page = ["--from", "{other}/frame", "--in-frame-of", "{api}/echo", "--sandbox", sandbox]
        var words = ["visit", "{api}/echo", "--via", "link", "--target", target, "--json"] + page
        for index in words.indices { words[index] = try await filled(words[index]) }
        let result = try await crumb(words)
        #expect(result.exitCode == (code == nil ? 0 : 3))
        #expect(try JSONReport(result.stdout).errorCode == code)
    }

    @Test(arguments: [false, true])
    func jarOfACredentiallessFrameIsDiscarded(_ isCredentialless: Bool) async throws {
        let cookie = "Set-Cookie:n%3D1%3B%20SameSite%3DNone%3B%20Secure"
        let words = try await [
            "load", filled("{api}/respond?header=\(cookie)"), "--as", "iframe", "--from",
            filled("{other}/"), "--json",
        ]
        let result = try await crumb(words + (isCredentialless ? ["--credentialless"] : []))
        #expect(try JSONReport(result.stdout).storedNames == ["n"])
        let jar = try await crumb(["cookies", "list", "--json"])
        #expect(jar.output.contains(#""name""#) == !isCredentialless, "\(jar.output)")
    }

    static let mistakes = [
        ("", "visit needs a URL"),
        ("/x --via reload", "--via reload applies to the tab's own page: omit the URL"),
        ("--via back --from http://a.test/", "omit --from"),
        ("--via browser-reload -d a=1", "omit the body"),
        ("--via browser-reload --user-activation", "the browser's reload is an action of the user"),
        ("/x --target _top", "a typed URL does not accept --target"),
        ("/x --via meta --target _top", "a <meta> refresh does not accept --target"),
        ("/x --via link --target _tpo", "--target _tpo is not a target: did you mean _top?"),
        ("/x --via script --target _blank", "location does not open a tab: --via window-open does"),
        ("/x --via script --rel noopener", "a script does not accept --rel"),
        ("/x --via link --rel noreferer", "--rel noreferer does nothing: did you mean noreferrer?"),
        ("/x --no-user-activation", "a typed URL is an action of the user"),
        ("/x --via script -X POST", "POST needs --via form: a script sends GET"),
        ("/x --via link --sandbox allow-popup", "--sandbox has no keyword allow-popup"),
        ("/x --via link --sandbox allow-forms --sandboxed", "use one of them"),
    ]

    @Test(arguments: mistakes)
    func conflictingOptionsAreReportedOnOneLine(_ line: String, _ message: String) async throws {
        let words = line.split(separator: " ").map(String.init)
        let from =
            line.contains("--from") || words.first?.hasPrefix("/") != true
            ? [] : ["--from", "http://a.test/"]
        let result = try await crumb(["visit"] + words + from)
        #expect(result.exitCode == 64, "\(line)")
        #expect(result.errorOutput.contains(message), "\(result.errorOutput)")
        #expect(result.errorOutput.split(separator: "\n").count == 1, "\(result.errorOutput)")
    }
}
