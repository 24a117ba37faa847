import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Testing

/// The `Origin` header, where browsers depart from the standard.
@Suite struct OriginHeaderTests {
    @Test(arguments: [(BrowserPolicy.standard, "null"), (.chrome, "https://a.test")])
    func aReferrerPolicyMayHideTheOriginOfANoCORSPOST(
        _ policy: BrowserPolicy,
        _ origin: String
    ) async throws {
        let scripted = ScriptedBrowser(policy, answers: ["POST https://b.test/": .allowingAll])
        _ = await scripted.browser.fetch(
            FetchRequest(
                url: "https://b.test/",
                method: "POST",
                mode: .noCORS,
                referrerPolicy: .noReferrer
            ),
            from: try ScriptedBrowser.page("https://a.test/")
        )
        #expect(scripted.sent("Origin") == [origin])
    }

    @Test(arguments: [(BrowserPolicy.standard, "https://a.test"), (.chrome, "null")])
    func aCrossOriginRedirectMayHideTheOriginOfANoCORSPOST(
        _ policy: BrowserPolicy,
        _ origin: String
    ) async throws {
        let scripted = ScriptedBrowser(
            policy,
            answers: [
                "POST https://a.test/": .redirect(307, to: "https://b.test/"),
                "POST https://b.test/": .allowingAll,
            ]
        )
        _ = await scripted.browser.fetch(
            FetchRequest(url: "https://a.test/", method: "POST", mode: .noCORS),
            from: try ScriptedBrowser.page("https://a.test/")
        )
        #expect(scripted.sent("Origin") == ["https://a.test", origin])
    }

    @Test(arguments: [(BrowserPolicy.standard, String?.none), (.chrome, "https://a.test")])
    func aSameOriginScriptWithCrossoriginMaySendItsOrigin(
        _ policy: BrowserPolicy,
        _ origin: String?
    )
        async throws
    {
        let scripted = ScriptedBrowser(policy, answers: ["GET https://a.test/s": .allowingAll])
        _ = await scripted.browser.load(
            LoadRequest(url: "/s", as: .script, crossorigin: .anonymous),
            from: try ScriptedBrowser.page("https://a.test/")
        )
        #expect(scripted.sent("Origin") == [origin])
    }

    @Test func inChromeAPreflightAfterARedirectFollowsFromItsOwnURL() async throws {
        let allowing = HTTPResponse(
            status: 200,
            headers: HeaderList([
                Header(name: "Access-Control-Allow-Origin", value: "*"),
                Header(name: "Access-Control-Allow-Headers", value: "x-a"),
            ])
        )
        var hop = allowing
        hop.headers.append("Location", "https://a.test/end")
        hop.status = 302
        let scripted = ScriptedBrowser(
            .chrome,
            answers: [
                "OPTIONS https://b.test/": allowing, "GET https://b.test/": hop,
                "OPTIONS https://a.test/end": allowing, "GET https://a.test/end": allowing,
            ]
        )
        _ = await scripted.browser.fetch(
            FetchRequest(url: "https://b.test/", headers: [Header(name: "X-A", value: "1")]),
            from: try ScriptedBrowser.page("https://a.test/")
        )
        #expect(
            scripted.sent("Sec-Fetch-Site")
                == ["cross-site", "cross-site", "same-origin", "cross-site"]
        )
    }
}
