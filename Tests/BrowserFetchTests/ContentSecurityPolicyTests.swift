import BrowserFetch
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing
import WebOrigin

/// What policies allow, in cases that the recordings do not cover.
@Suite struct ContentSecurityPolicyTests {
    /// A browser, and a page at https://a.test/ with this policy.
    private func page(
        _ policy: String,
        _ browser: BrowserPolicy = .chrome,
        answers: [String: HTTPResponse] = [:]
    ) throws -> (ScriptedBrowser, Page) {
        var page = try ScriptedBrowser.page("https://a.test/")
        page.policies.contentSecurityPolicies = [ContentSecurityPolicy(parsing: policy)]
        return (ScriptedBrowser(browser, answers: answers), page)
    }

    @Test(arguments: [
        ("connect-src https://b.test", "https://b.test/x", true),
        ("connect-src https://b.test", "https://b.test:8443/x", false),
        ("connect-src https://b.test:*", "https://b.test:8443/x", true),
        ("connect-src b.test", "https://b.test/x", true),
        ("connect-src *.b.test", "https://b.test/x", false),
        ("connect-src *.b.test", "https://x.y.b.test/x", true),
        ("connect-src http://b.test", "https://b.test/x", true),
        ("connect-src http://b.test:80", "https://b.test/x", true),
        ("connect-src https://b.test/api/", "https://b.test/api/x", true),
        ("connect-src https://b.test/api", "https://b.test/api/x", false),
        ("connect-src 'SELF'", "https://a.test/x", true),
        ("connect-src 'self'", "https://b.test/x", false),
        ("CONNECT-SRC 'none'", "https://a.test/x", false),
        ("connect-src", "https://a.test/x", false),
        ("default-src 'none'", "https://a.test/x", false),
        ("default-src 'none'; connect-src *", "https://b.test/x", true),
        ("connect-src *; connect-src 'none'", "https://b.test/x", true),
        ("img-src 'none'", "https://b.test/x", true),
    ])
    func sourcesListTheURLsThatAPageMayRequest(
        _ policy: String,
        _ url: String,
        _ isAllowed: Bool
    ) async throws {
        let (scripted, page) = try page(policy, answers: ["GET \(url)": .allowingAll])
        let report = await scripted.browser.fetch(FetchRequest(url: url), from: page)
        #expect((report.failureCode == nil) == isAllowed)
        #expect(scripted.transport.requests.count == (isAllowed ? 1 : 0))
    }

    @Test(arguments: [
        (ResourceKind.image, "img-src"), (.font, "font-src"), (.video, "media-src"),
        (.audio, "media-src"), (.track, "media-src"), (.manifest, "manifest-src"),
        (.script, "script-src"), (.script, "script-src-elem"), (.style, "style-src"),
        (.style, "style-src-elem"), (.worker, "worker-src"), (.worker, "child-src"),
        (.worker, "script-src"), (.iframe, "frame-src"), (.iframe, "child-src"),
        (.object, "object-src"), (.image, "default-src"), (.iframe, "default-src"),
    ])
    func everyKindOfRequestHasADirective(
        _ kind: ResourceKind,
        _ directive: String
    ) async throws {
        let (scripted, page) = try page("\(directive) 'none'")
        _ = await scripted.browser.load(
            LoadRequest(url: "https://a.test/x", as: kind),
            from: page
        )
        #expect(scripted.transport.requests.isEmpty)
    }

    @Test(
        arguments: [
            ("DENY", "https://a.test/", "FrameOptions"),
            ("SameOrigin", "https://a.test/", nil),
            ("SameOrigin", "https://b.test/", "FrameOptions"),
            ("deny, sameorigin", "https://a.test/", "FrameOptions"),
            ("deny, deny", "https://a.test/", "FrameOptions"),
            ("sameorigin, sameorigin", "https://a.test/", nil),
            ("nonsense", "https://b.test/", nil),
            ("ALLOW-FROM https://b.test", "https://b.test/", nil),
        ] as [(String, String, String?)]
    )
    func frameOptionsIgnoreCaseDuplicatesAndUnknownValues(
        _ value: String,
        _ embedder: String,
        _ code: String?
    ) async throws {
        let response = HTTPResponse(
            status: 200,
            headers: HeaderList([
                Header(name: "X-Frame-Options", value: ByteString(utf8: value))
            ])
        )
        let scripted = ScriptedBrowser(.chrome, answers: ["GET https://a.test/f": response])
        let report = await scripted.browser.load(
            LoadRequest(url: "https://a.test/f", as: .iframe),
            from: try ScriptedBrowser.page(embedder)
        )
        #expect(report.failureCode == code)
        #expect(scripted.transport.requests.count == 1)
    }

    @Test func frameAncestorsOverridesFrameOptions() async throws {
        let response = HTTPResponse(
            status: 200,
            headers: HeaderList([
                Header(name: "X-Frame-Options", value: "DENY"),
                Header(name: "Content-Security-Policy", value: "frame-ancestors https://b.test"),
            ])
        )
        let scripted = ScriptedBrowser(.chrome, answers: ["GET https://a.test/f": response])
        for (embedder, code) in [("https://b.test/", nil), ("https://c.test/", "FrameAncestors")] {
            let report = await scripted.browser.load(
                LoadRequest(url: "https://a.test/f", as: .iframe),
                from: try ScriptedBrowser.page(embedder)
            )
            #expect(report.failureCode == code)
        }
    }

    @Test func anEmbedderPolicyRequiresAResourcePolicy() async throws {
        var page = try ScriptedBrowser.page("https://a.test/")
        page.policies.embedderPolicy = .requireCORP
        let scripted = ScriptedBrowser(
            .chrome,
            answers: ["GET https://b.test/i": HTTPResponse(status: 200, headers: HeaderList())]
        )
        let image = LoadRequest(url: "https://b.test/i", as: .image)
        let report = await scripted.browser.load(image, from: page)
        #expect(report.failureCode == "CorpNotSameOriginByCoep")
        page.policies.embedderPolicy = .credentialless
        let other = await scripted.browser.load(image, from: page)
        #expect(other.failureCode == nil)
    }
}
