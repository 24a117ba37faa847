import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing
import WebOrigin

/// A tab as a tree of documents, in cases that the recordings do not cover.
@Suite struct TabTests {
    private static let a = "https://a.test/"
    private static let b = "https://b.test/"

    private func browser(
        _ policy: BrowserPolicy = .chrome,
        _ headers: [String: String] = [:]
    ) -> ScriptedBrowser {
        let list = HeaderList(
            headers.map { Header(name: $0.key, value: ByteString(utf8: $0.value)) }
        )
        let page = HTTPResponse(status: 200, headers: list, body: "<p>")
        let urls = [Self.a, Self.b, Self.a + "x", Self.b + "x"]
        return ScriptedBrowser(
            policy,
            answers: Dictionary(
                uniqueKeysWithValues: urls.flatMap { url in
                    ["GET", "POST"].map { ("\($0) \(url)", page) }
                }
            )
        )
    }

    private func tab(_ scripted: ScriptedBrowser, _ chain: [String]) async throws -> Tab {
        var tab = Tab(try ScriptedBrowser.page(chain[0]))
        var path = FramePath.tab
        for url in chain.dropFirst() {
            _ = await tab.insertFrame("f", .url(url), in: path, by: scripted.browser)
            path = path.appending("f")
        }
        return tab
    }

    @Test(arguments: [
        (["https://a.test/", "https://a.test/"], true),
        (["https://a.test/", "https://x.a.test/"], true),
        (["https://a.test/", "https://b.test/"], false),
        (["https://a.test/", "https://b.test/", "https://a.test/"], false),
        (["https://a.test/", "https://b.test/", "https://a.test/", "https://a.test/"], false),
    ])
    func aCrossSiteFrameMakesItsDescendantsThirdParties(_ chain: [String], _ isSame: Bool) throws {
        let pages = try chain.map { try ScriptedBrowser.page($0) }
        let frame = pages.dropFirst().reduce(pages[0]) { parent, page in
            Page(url: page.url, inFramesOf: parent.ancestors + [parent])
        }
        let site = Site(of: pages[0].origin, suffixes: .builtin)
        let own = frame.siteForCookies(suffixes: .builtin)
        #expect(own.isSameSite(as: site, comparing: .schemeful) == isSame)
    }

    @Test(arguments: BrowserPolicy.presets)
    func aDataURLFrameIsItsOwnSite(_ policy: BrowserPolicy) async throws {
        let scripted = browser(policy)
        var tab = Tab(try ScriptedBrowser.page(Self.a))
        let report = await tab.insertFrame(
            "f",
            .url("data:text/html,<p>"),
            by: scripted.browser
        )
        #expect(report?.elementEvent == .load)
        let document = try #require(tab.document(at: FramePath("f")))
        #expect(document.url.href == "data:text/html,<p>")
        #expect(document.origin.isOpaque)
        _ = await scripted.browser.fetch(
            FetchRequest(url: Self.a, mode: .noCORS, credentials: .include),
            from: document
        )
        #expect(scripted.sent("Sec-Fetch-Site") == ["cross-site"])
        #expect(scripted.sent("Referer") == [nil])
    }

    @Test func aLocalDocumentInheritsThePoliciesOfItsCreator() async throws {
        let scripted = browser(.chrome, ["Content-Security-Policy": "connect-src 'none'"])
        var tab = Tab(try ScriptedBrowser.page("about:blank"))
        let typed = NavigationRequest(url: Self.a, kind: .typed)
        _ = await tab.navigate(typed, from: nil, by: scripted.browser)
        let contents: [FrameContent] = [.blank, .srcdoc, .blob, .url("data:text/html,x")]
        for content in contents {
            _ = await tab.insertFrame("f", content, by: scripted.browser)
            let frame = try #require(tab.document(at: FramePath("f")))
            #expect(frame.policies == tab.page.policies, "\(content)")
            let report = await scripted.browser.fetch(FetchRequest(url: Self.b), from: frame)
            #expect(report.failureCode == "ContentSecurityPolicy", "\(content)")
        }
    }

    @Test(arguments: [
        ("", true), ("allow-scripts", true), ("allow-scripts allow-same-origin", false),
        ("ALLOW-SAME-ORIGIN", false),
    ])
    func aSandboxMakesTheOriginOpaqueUnlessAllowed(_ text: String, _ isOpaque: Bool) async throws {
        let scripted = browser()
        var tab = Tab(try ScriptedBrowser.page(Self.a))
        let attributes = FrameAttributes([("sandbox", text)])
        _ = await tab.insertFrame("f", .url(Self.a), attributes, by: scripted.browser)
        _ = await tab.insertFrame("g", .url(Self.a), in: FramePath("f"), by: scripted.browser)
        for path in ["f", "f/g"] {
            #expect(tab.document(at: FramePath(path))?.origin.isOpaque == isOpaque, "\(path)")
        }
    }

    @Test func navigatingRemovesAllChildFrames() async throws {
        let scripted = browser()
        var tab = try await tab(scripted, [Self.a, Self.b, Self.a])
        #expect(tab.document(at: FramePath("f/f")) != nil)
        let frame = tab.document(at: FramePath("f"))
        let link = NavigationRequest(url: Self.b + "x", kind: .link)
        _ = await tab.navigate(link, of: FramePath("f"), from: frame, by: scripted.browser)
        #expect(tab.document(at: FramePath("f"))?.url.href == Self.b + "x")
        #expect(tab.document(at: FramePath("f/f")) == nil)
        #expect(
            await tab.navigate(link, of: FramePath("g"), from: frame, by: scripted.browser) == nil
        )
    }

    @Test(arguments: [
        (BrowserPolicy.chrome, false, "cross-site"), (.chrome, true, "same-origin"),
        (.firefox, false, "cross-site"), (.firefox, true, "cross-site"),
    ])
    func theInitiatorOfAReloadFollowsThePolicy(
        _ policy: BrowserPolicy,
        _ isByScript: Bool,
        _ site: String
    ) async throws {
        let scripted = browser(policy)
        var tab = Tab(try ScriptedBrowser.page(Self.b))
        let form = NavigationRequest(
            url: Self.a,
            kind: .form,
            method: "POST",
            body: "q=1",
            bodyContentType: "text/plain"
        )
        _ = await tab.navigate(form, from: tab.page, by: scripted.browser)
        _ = await tab.reload(byScript: isByScript, by: scripted.browser)
        #expect(scripted.sent("Sec-Fetch-Site") == ["cross-site", site])
        #expect(scripted.transport.requests.map(\.method) == ["POST", "POST"])
        #expect(scripted.transport.requests.map(\.body) == ["q=1", "q=1"])
        #expect(scripted.sent("Content-Type") == ["text/plain", "text/plain"])
    }

    @Test func theHistoryStartsAtTheFirstPage() async throws {
        let scripted = browser()
        var tab = Tab(try ScriptedBrowser.page("about:blank"))
        for url in [Self.a, Self.b] {
            let typed = NavigationRequest(url: url, kind: .typed)
            _ = await tab.navigate(typed, from: nil, by: scripted.browser)
        }
        guard case .restored = await tab.traverse(by: -1, by: scripted.browser),
            case .nowhere = await tab.traverse(by: -1, by: scripted.browser)
        else {
            Issue.record("back twice")
            return
        }
        #expect(tab.page.url.href == Self.a)
        // A new page removes the forward history.
        let typed = NavigationRequest(url: Self.a + "x", kind: .typed)
        _ = await tab.navigate(typed, from: nil, by: scripted.browser)
        guard case .nowhere = await tab.traverse(by: 1, by: scripted.browser) else {
            Issue.record("forward")
            return
        }
    }
}
