import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing
import WebOrigin

/// Cases that the recordings do not cover, and invariants that they rely on.
@Suite struct StorageAccessTests {
    private static let retrying = HTTPResponse(
        status: 200,
        headers: HeaderList([
            Header(
                name: "Activate-Storage-Access",
                value: "retry; allowed-origin=\"https://a.test\""
            )
        ])
    )

    private func blocking() -> BrowserPolicy {
        var policy = BrowserPolicy.chrome
        policy.cookies.thirdParty = .block
        return policy
    }

    private func frame(_ url: String = "https://b.test/", of top: String = "https://a.test/") throws
        -> Page
    {
        Page(url: try WebURL(parsing: url), inFramesOf: [try ScriptedBrowser.page(top)])
    }

    private func granted(_ browser: Browser, _ page: Page, _ state: PermissionState = .granted)
        async throws
    {
        let key = try #require(Permissions.Key(storageAccessOf: page))
        await browser.decide(Permissions.Entry(state), on: key)
    }

    @Test(arguments: [
        (PermissionState.granted, StorageAccessRefusal?.none), (.denied, .denied),
        (.prompt, .undecided),
    ])
    func theUsersDecisionApplies(_ state: PermissionState, _ refusal: StorageAccessRefusal?)
        async throws
    {
        let browser = ScriptedBrowser(blocking(), answers: [:]).browser
        let page = try frame()
        try await granted(browser, page, state)
        #expect(
            try await browser.refusalOfStorageAccess(to: page, hasUserActivation: true) == refusal
        )
    }

    @Test(arguments: [
        ("https://x.b.test:444/", "https://y.a.test/", true),
        ("http://b.test/", "https://a.test/", false), ("https://c.test/", "https://a.test/", false),
        ("https://b.test/", "https://c.test/", false),
    ])
    func aDecisionAppliesToOnePairOfSites(_ url: String, _ top: String, _ isGranted: Bool)
        async throws
    {
        let browser = ScriptedBrowser(blocking(), answers: [:]).browser
        try await granted(browser, try frame())
        let state = try await browser.queriedStorageAccess(of: frame(url, of: top))
        #expect(state == (isGranted ? .granted : .prompt))
    }

    @Test func aTopLevelPageHasAccessWithoutARequest() async throws {
        let browser = ScriptedBrowser(blocking(), answers: [:]).browser
        let page = try ScriptedBrowser.page("https://a.test/")
        #expect(try await browser.hasStorageAccess(page))
        #expect(
            try await browser.refusalOfStorageAccess(to: page, hasUserActivation: false) == nil
        )
    }

    @Test func accessBelongsToOneFrameAndEndsWithThePage() async throws {
        let browser = ScriptedBrowser(blocking(), answers: [:]).browser
        let page = try frame()
        try await browser.holdStorageAccess(for: page)
        #expect(try await browser.hasStorageAccess(page))
        #expect(try await !browser.hasStorageAccess(frame("https://x.b.test/")))
        #expect(
            try await !browser.hasStorageAccess(frame("https://b.test/", of: "https://c.test/"))
        )
        await browser.releaseStorageAccess()
        #expect(try await !browser.hasStorageAccess(page))
    }

    @Test(arguments: [
        ("https://a.test/", PermissionState.granted, 2), ("https://a.test/", .prompt, 1),
        ("https://c.test/", .granted, 1),
    ])
    func aRequestIsRetriedOnceForAnAllowedOrigin(
        _ top: String,
        _ state: PermissionState,
        _ count: Int
    ) async throws {
        let scripted = ScriptedBrowser(
            blocking(),
            answers: ["GET https://b.test/": Self.retrying]
        )
        let page = try ScriptedBrowser.page(top)
        try await granted(scripted.browser, try frame(of: top), state)
        let report = await scripted.browser.fetch(
            FetchRequest(url: "https://b.test/", mode: .noCORS, credentials: .include),
            from: page
        )
        #expect(scripted.transport.requests.count == count)
        #expect(report.exchanges.map(\.kind) == (count == 2 ? [.retry, .request] : [.request]))
    }
}
