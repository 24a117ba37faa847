import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Testing

/// The `Referer` header, where browsers depart from the standard.
@Suite struct ReferrerTests {
    @Test(arguments: [(BrowserPolicy.standard, String?.some("https://a.test/")), (.chrome, nil)])
    func httpsToLoopbackHTTPMayBeADowngrade(_ policy: BrowserPolicy, _ referer: String?)
        async throws
    {
        let scripted = ScriptedBrowser(
            policy,
            answers: ["GET http://127.0.0.1:5000/": .allowingAll]
        )
        let page = try ScriptedBrowser.page("https://a.test/page")
        _ = await scripted.browser.fetch(
            FetchRequest(url: "http://127.0.0.1:5000/"),
            from: page
        )
        #expect(scripted.sent("Referer") == [referer])
    }

    @Test(arguments: [(BrowserPolicy.standard, String?.none), (.chrome, "http://localhost:1024/")])
    func loopbackToPlainHTTPMayBeADowngrade(_ policy: BrowserPolicy, _ referer: String?)
        async throws
    {
        let scripted = ScriptedBrowser(policy, answers: ["GET http://a.test/": .allowingAll])
        let page = try ScriptedBrowser.page("http://localhost:1024/page")
        _ = await scripted.browser.fetch(FetchRequest(url: "http://a.test/"), from: page)
        #expect(scripted.sent("Referer") == [referer])
    }

    @Test(arguments: [
        (BrowserPolicy.standard, "https://a.test/page"), (.chrome, "https://a.test/"),
    ])
    func aTrimmedReferrerMayStayTrimmedWhenARedirectLeadsBack(
        _ policy: BrowserPolicy,
        _ referer: String
    )
        async throws
    {
        let scripted = ScriptedBrowser(
            policy,
            answers: [
                "GET https://b.test/": .redirect(to: "https://a.test/end"),
                "GET https://a.test/end": .allowingAll,
            ]
        )
        let page = try ScriptedBrowser.page("https://a.test/page")
        _ = await scripted.browser.fetch(FetchRequest(url: "https://b.test/"), from: page)
        #expect(scripted.sent("Referer") == ["https://a.test/", referer])
    }
}
