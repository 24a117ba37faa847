import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing
import WebOrigin

@testable import Profile

/// State that a browser saves in a profile is available to the next one.
@Suite struct ProfileBrowserTests {
    private static let page = "https://a.test/app"
    private let home: TemporaryDirectory
    private let transport: ScriptedTransport

    init() throws {
        home = try TemporaryDirectory()
        transport = ScriptedTransport([
            "GET https://a.test/app": Self.answer(["Set-Cookie": "sid=1"]),
            "GET https://a.test/cached": Self.answer(["Cache-Control": "max-age=60"]),
            "OPTIONS https://b.test/": Self.answer([
                "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "PUT",
                "Access-Control-Max-Age": "60",
            ]),
            "PUT https://b.test/": Self.answer(["Access-Control-Allow-Origin": "*"]),
        ])
    }

    private static func answer(_ headers: KeyValuePairs<String, String>) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            headers: HeaderList(
                headers.map { Header(name: $0.key, value: ByteString(utf8: $0.value)) }
            )
        )
    }

    /// Creates a browser as a new command would.
    private func withBrowser<Result: Sendable>(
        _ policy: BrowserPolicy = .chrome,
        _ body: (Browser, Page) async throws -> Result
    ) async throws -> Result {
        let profile = try home.store()
        let browser = profile.browser(
            policy: policy,
            suffixes: .builtin,
            transport: transport,
            clock: { Moment(secondsSinceEpoch: 1_793_491_200) }
        )
        let page = Page(url: try WebURL(parsing: Self.page))
        let result = try await body(browser, page)
        try await profile.save(browser, client: page)
        return result
    }

    private func visit(_ policy: BrowserPolicy = .chrome) async throws {
        try await withBrowser(policy) { browser, _ in
            _ = await browser.navigate(NavigationRequest(url: Self.page, kind: .typed), from: nil)
        }
    }

    private func fetch(_ request: FetchRequest) async throws -> FetchReport {
        try await withBrowser { await $0.fetch(request, from: $1) }
    }

    @Test func cookiesArePersisted() async throws {
        try await visit()
        let cookies = try await withBrowser { browser, page in
            await browser.documentCookie(in: page).value
        }
        #expect(cookies == "sid=1")
        #expect(try home.store().jar(of: .firefox, suffixes: .builtin).allCookies(at: .epoch) == [])
    }

    @Test func aFreshResponseIsServedFromTheCache() async throws {
        #expect(try await fetch(FetchRequest(url: "/cached")).httpCache == .none)
        #expect(try await fetch(FetchRequest(url: "/cached")).httpCache == .hit)
    }

    @Test func aPreflightIsNotSentAgain() async throws {
        let request = FetchRequest(url: "https://b.test/", method: "PUT")
        #expect(try await fetch(request).preflightCache == .miss)
        #expect(try await fetch(request).preflightCache == .hit)
    }

    @Test func theCurrentPageAndTheSeenPagesAreSaved() async throws {
        let profile = try home.store()
        #expect(try profile.currentPage(of: .chrome) == nil)
        let page = Page(url: try WebURL(parsing: "https://a.test/app?q=1#top"))
        try await profile.save(
            profile.browser(
                policy: .chrome,
                suffixes: .builtin,
                transport: transport,
                clock: { .epoch }
            ),
            tab: Tab(page)
        )
        #expect(try profile.currentPage(of: .chrome)?.url == page.url)
        // Without the query, which would turn one page into many.
        #expect(try profile.seenPages(of: .chrome).map(\.url.href) == ["https://a.test/app"])
        #expect(try profile.seenPages(of: .firefox).isEmpty)
        try profile.closeSession()
        #expect(try profile.currentPage(of: .chrome) == nil)
    }

    /// Firefox reads `document.cookie` from a copy in the page's process, which outlives a command.
    @Test func processCopiesArePersistedAndLoseDeletedCookies() async throws {
        try await visit(.firefox)
        func script() async throws -> String? {
            try await withBrowser(.firefox) { await $0.documentCookie(in: $1).value }
        }
        #expect(try await script() == "sid=1")
        let profile = try home.store()
        var jar = try profile.jar(of: .firefox, suffixes: .builtin)
        try profile.delete(jar.allCookies(at: .epoch), from: &jar, of: .firefox)
        #expect(try await script() == "")
        try await visit(.firefox)
        #expect(try await script() == "sid=1")
        #expect(try home.store().clearCookies(of: .firefox, site: "a.test") == 1)
        #expect(try await script() == "")
    }

    @Test func aManuallyChangedJarIsSaved() throws {
        let profile = try home.store()
        var jar = try profile.jar(of: .chrome, suffixes: .builtin)
        jar.insert(.fixture())
        try profile.save(&jar, of: .chrome)
        #expect(try home.store().cookies() == [.fixture()])
    }
}
