import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing

/// Browsers whose `document.cookie` reads a copy in the page's process: what that copy contains,
/// and when it is updated.
@Suite struct ContentProcessTests {
    private static let url = "https://shop.test/app/page.html"
    private static let insecure = "http://shop.test/app/page.html"

    private func browser(_ setCookies: [String: [String]] = [:]) -> ScriptedBrowser {
        ScriptedBrowser(
            .firefox,
            answers: Dictionary(
                uniqueKeysWithValues: setCookies.map { url, lines in
                    let fields = lines.map { Header(name: "Set-Cookie", value: .init(utf8: $0)) }
                    return ("GET \(url)", HTTPResponse(status: 200, headers: HeaderList(fields)))
                }
            )
        )
    }

    private func fetch(_ path: String, _ browser: Browser) async throws {
        let request = FetchRequest(url: "https://shop.test/app/\(path)", cache: .noStore)
        _ = await browser.fetch(request, from: try testPage(Self.url))
    }

    private func visit(_ browser: Browser) async throws {
        _ = await browser.navigate(NavigationRequest(url: Self.url, kind: .typed), from: nil)
    }

    private func script(
        _ browser: Browser,
        _ lines: ByteString...,
        at url: String = url
    ) async throws -> String? {
        await browser.documentCookie(setting: lines, in: try testPage(url)).value
    }

    @Test func aCookieChangedByScriptIsReadLastButSentInItsOldPosition() async throws {
        let scripted = browser(["https://shop.test/app/echo": []])
        let value = try await script(scripted.browser, "a=1", "b=2", "a=3")
        #expect(value == "b=2; a=3")
        try await fetch("echo", scripted.browser)
        #expect(scripted.sent("Cookie") == ["a=3; b=2"])
    }

    @Test func aScriptCookieThatTheJarRejectsIsReadableButNeverSent() async throws {
        let browser = browser(["https://shop.test/app/set": ["s=1; Secure; Path=/"]]).browser
        try await fetch("set", browser)
        let report = await browser.documentCookie(
            setting: ["s=2; Path=/app", "s=3; Path=/"],
            in: try testPage(Self.insecure)
        )
        // The second is rejected by the copy itself, which has a Secure cookie with the same path.
        #expect(report.value == "s=2")
        #expect(report.setCookies.map(\.effect) == [.rejected, .rejected])
        #expect(report.unstored.map(\.path) == ["/app"])
        #expect(await browser.cookies().map(\.value) == ["1"])
        // A page with another scheme runs in another process.
        #expect(try await script(browser) == "s=1")
    }

    @Test func anEvictedCookieStaysInTheCopyOnlyIfItsOwnResponseEvictedIt() async throws {
        let many = (100..<281).map { "c\($0)=1; Path=/app" }
        let browser = browser([
            "https://shop.test/app/many": many,
            "https://shop.test/app/more": (0..<31).map { "d\($0)=1; Path=/app" },
        ]).browser
        #expect(try await script(browser, "old=1") == "old=1")
        try await fetch("many", browser)
        let names = try await script(browser)?.split(separator: "; ") ?? []
        #expect(names.count == 181)
        #expect(names.first == "c100=1")
        #expect(await browser.cookies().count == 151)
        // The next response evicts 31 cookies, which the copy has received by then.
        try await fetch("more", browser)
        #expect(try await script(browser)?.split(separator: "; ").count == 181)
    }

    @Test func scriptCannotOverwriteAnHTTPOnlyCookieThatTheProcessReceived() async throws {
        let browser = browser(["https://shop.test/app/set": ["h=1; HttpOnly"]]).browser
        #expect(try await script(browser) == "")
        try await fetch("set", browser)
        let report = await browser.documentCookie(
            setting: ["h=2"],
            in: try testPage(Self.url)
        )
        #expect(report.value == "")
        #expect(report.setCookies.map(\.refusals.first?.code) == ["OverwriteHttpOnly"])
    }

    /// The document's own response arrives before its process exists; the process never receives
    /// its `HttpOnly` cookies.
    @Test func aServersDeletionRemovesTheCopyUnlessScriptExtendedItsLife() async throws {
        let browser = browser([
            Self.url: ["a=1; HttpOnly; Max-Age=60", "b=1; HttpOnly; Max-Age=60"],
            "https://shop.test/app/clear": ["a=; Max-Age=0", "b=; Max-Age=0"],
        ]).browser
        try await visit(browser)
        #expect(try await script(browser, "a=2; Max-Age=30", "b=2; Max-Age=90") == "a=2; b=2")
        #expect(await browser.cookies().map(\.value) == ["1", "1"])
        try await fetch("clear", browser)
        #expect(try await script(browser) == "b=2")
    }

    @Test func storingTheSameCookieAgainDoesNotUpdateProcesses() async throws {
        let browser = browser([
            Self.url: ["a=1; HttpOnly"],
            "https://shop.test/app/again": ["a=1; HttpOnly"],
            "https://shop.test/app/other": ["a=3; HttpOnly"],
        ]).browser
        try await visit(browser)
        #expect(try await script(browser, "a=2") == "a=2")
        try await fetch("again", browser)
        #expect(try await script(browser) == "a=2")
        try await fetch("other", browser)
        #expect(try await script(browser) == "")
    }

    @Test func aProcessReceivesWhatAnotherWrites() async throws {
        let browser = browser().browser
        #expect(try await script(browser, "a=1") == "a=1")
        #expect(try await script(browser, "b=1; Path=/app", at: Self.insecure) == "a=1; b=1")
        #expect(try await script(browser) == "a=1; b=1")
        #expect(try await script(browser, "a=; Max-Age=0") == "b=1")
        #expect(try await script(browser, at: Self.insecure) == "b=1")
    }

    @Test func theNinthSiteEndsTheFirstOnesProcess() async throws {
        let browser = browser().browser
        #expect(try await script(browser, "a=1", "b=2", "a=3") == "b=2; a=3")
        for number in 1...7 {
            let other = "https://other\(number).test/"
            #expect(try await script(browser, at: other) == "")
        }
        #expect(try await script(browser) == "b=2; a=3")
        #expect(try await script(browser, at: "https://other8.test/") == "")
        // The copy is rebuilt from the jar, where `a` kept its position.
        #expect(try await script(browser) == "a=3; b=2")
    }

    @Test(arguments: [BrowserPolicy.chrome, .safari, .standard])
    func otherBrowsersReadTheJar(_ policy: BrowserPolicy) async throws {
        let browser = ScriptedBrowser(policy, answers: [:]).browser
        let value = try await script(browser, "a=1", "b=2", "a=1")
        #expect(value == "a=1; b=2")
        #expect(await browser.processes == nil)
    }
}
