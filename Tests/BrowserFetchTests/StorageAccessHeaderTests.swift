import BrowserCookies
import BrowserFetch
import BrowserHTTP
import Testing
import WebOrigin

/// `Sec-Fetch-Storage-Access`, as recorded.
@Suite struct StorageAccessHeaderTests {
    private func value(
        of credentials: CredentialsMode,
        from page: Page,
        to url: String,
        _ thirdParty: CookiePolicy.ThirdParty = .allow
    ) async throws -> String? {
        var policy = BrowserPolicy.chrome
        policy.cookies.thirdParty = thirdParty
        let scripted = ScriptedBrowser(policy, answers: ["GET \(url)": .allowingAll])
        _ = await scripted.browser.fetch(
            FetchRequest(url: url, credentials: credentials),
            from: page
        )
        return scripted.sent("Sec-Fetch-Storage-Access")[0]
    }

    @Test func itIsSentToThirdPartiesWithCredentials() async throws {
        let page = try ScriptedBrowser.page("https://a.test/")
        #expect(try await value(of: .include, from: page, to: "https://b.test/") == "active")
        #expect(try await value(of: .sameOrigin, from: page, to: "https://b.test/") == nil)
        #expect(try await value(of: .include, from: page, to: "https://x.a.test/") == nil)
    }

    @Test func anotherSchemeIsAThirdParty() async throws {
        let page = try ScriptedBrowser.page("http://a.test/")
        #expect(try await value(of: .include, from: page, to: "https://a.test/") == "active")
    }

    @Test func withThirdPartiesBlockedOnlyTheTopLevelSiteCanGetAccess() async throws {
        let top = try ScriptedBrowser.page("https://a.test/")
        let frame = Page(url: try WebURL(parsing: "https://b.test/"), inFramesOf: [top])
        #expect(try await value(of: .include, from: top, to: "https://b.test/", .block) == "none")
        #expect(
            try await value(of: .include, from: frame, to: "https://a.test/", .block) == "inactive"
        )
    }
}
