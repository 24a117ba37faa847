import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Testing

/// `Cache-Control` and `Pragma` headers that the browser adds on its own.
@Suite struct CacheHeaderTests {
    @Test(arguments: [(BrowserPolicy.standard, "no-cache"), (.chrome, "max-age=0")])
    func aConditionalRequestBypassesTheCache(_ policy: BrowserPolicy, _ value: String) async throws
    {
        let scripted = ScriptedBrowser(policy, answers: ["GET https://a.test/": .allowingAll])
        _ = await scripted.browser.fetch(
            FetchRequest(url: "/", headers: [Header(name: "If-None-Match", value: "x")]),
            from: try ScriptedBrowser.page("https://a.test/")
        )
        #expect(scripted.sent("Cache-Control") == [value])
    }

    /// web-platform-tests, fetch/api/request/request-cache-default-conditional.any.js
    @Test(
        arguments: [BrowserPolicy.standard, .chrome],
        ["If-Modified-Since", "If-None-Match", "If-Unmodified-Since", "If-Match", "If-Range"]
    )
    func theResponseToAConditionalRequestIsNotCached(_ policy: BrowserPolicy, _ name: String)
        async throws
    {
        let answer = HTTPResponse(
            status: 200,
            headers: HeaderList([Header(name: "Cache-Control", value: "max-age=60")])
        )
        let scripted = ScriptedBrowser(policy, answers: ["GET https://a.test/": answer])
        let page = try ScriptedBrowser.page("https://a.test/")
        let condition = [Header(name: name, value: "x")]
        for headers in [condition, [], []] {
            _ = await scripted.browser.fetch(FetchRequest(url: "/", headers: headers), from: page)
        }
        #expect(scripted.sent("Host").count == 2)
    }

    @Test(arguments: [(BrowserPolicy.standard, String?.none), (.chrome, "max-age=0")])
    func aPreflightMayInheritTheCacheModeOfItsRequest(_ policy: BrowserPolicy, _ value: String?)
        async throws
    {
        let scripted = ScriptedBrowser(policy, answers: ["OPTIONS https://b.test/": .allowingAll])
        _ = await scripted.browser.fetch(
            FetchRequest(url: "https://b.test/", method: "PUT", cache: .noCache),
            from: try ScriptedBrowser.page("https://a.test/")
        )
        #expect(scripted.sent("Cache-Control") == [value])
    }

    @Test(arguments: [
        (BrowserPolicy.standard, [String?.none, nil]), (.chrome, ["max-age=0", "max-age=0"]),
    ])
    func aFormSubmissionAndItsRedirectsMayRevalidate(_ policy: BrowserPolicy, _ values: [String?])
        async throws
    {
        let scripted = ScriptedBrowser(
            policy,
            answers: [
                "POST https://a.test/": .redirect(to: "/end"),
                "GET https://a.test/end": .allowingAll,
            ]
        )
        _ = await scripted.browser.navigate(
            NavigationRequest(url: "/", kind: .form, method: "POST", body: "q=1"),
            from: try ScriptedBrowser.page("https://a.test/")
        )
        #expect(scripted.sent("Cache-Control") == values)
    }
}
