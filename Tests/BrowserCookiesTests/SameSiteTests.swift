import BrowserInfra
import Testing
import WebOrigin

@testable import BrowserCookies

struct SameSiteTests {
    struct Request: Sendable, CustomTestStringConvertible {
        var name: String
        var url: String
        /// The top-level document and the frames inside it, down to the one that makes the request;
        /// empty for a navigation of the tab.
        var documents: [String]
        var initiator: String?
        var hasSafeMethod = true
        var chain: [String] = []
        var level: SameSiteContext.Level
        var schemeless: SameSiteContext.Level?

        var testDescription: String { name }
    }

    @Test(arguments: [
        Request(name: "typed", url: "https://a.test/", documents: [], level: .strict),
        Request(
            name: "link from another site",
            url: "https://a.test/",
            documents: [],
            initiator: "https://b.test",
            level: .lax
        ),
        Request(
            name: "link from another subdomain",
            url: "https://a.test/",
            documents: [],
            initiator: "https://x.a.test",
            level: .strict
        ),
        Request(
            name: "form from another site",
            url: "https://a.test/",
            documents: [],
            initiator: "https://b.test",
            hasSafeMethod: false,
            level: .laxMethodUnsafe
        ),
        Request(
            name: "link from a sandboxed page",
            url: "https://a.test/",
            documents: [],
            initiator: "data:,",
            level: .lax
        ),
        Request(
            name: "fetch to the same site",
            url: "http://localhost:5000/",
            documents: ["http://localhost:5500"],
            initiator: "http://localhost:5500",
            level: .strict
        ),
        Request(
            name: "fetch to another host",
            url: "http://127.0.0.1:5000/",
            documents: ["http://localhost:5500"],
            initiator: "http://localhost:5500",
            level: .crossSite
        ),
        Request(
            name: "fetch to another scheme",
            url: "https://a.test/",
            documents: ["http://a.test"],
            initiator: "http://a.test",
            level: .crossSite,
            schemeless: .strict
        ),
        Request(
            name: "link from another scheme",
            url: "https://a.test/",
            documents: [],
            initiator: "http://a.test",
            level: .lax,
            schemeless: .strict
        ),
        Request(
            name: "fetch of a frame to its own site",
            url: "https://b.test/",
            documents: ["https://a.test", "https://b.test"],
            initiator: "https://b.test",
            level: .crossSite
        ),
        Request(
            name: "A in B in A",
            url: "https://a.test/",
            documents: ["https://a.test", "https://b.test", "https://a.test"],
            initiator: "https://a.test",
            level: .crossSite
        ),
        Request(
            name: "subresource started by another site's frame",
            url: "https://a.test/",
            documents: ["https://a.test"],
            initiator: "https://b.test",
            level: .crossSite
        ),
        Request(
            name: "page with an opaque origin",
            url: "https://a.test/",
            documents: ["data:,"],
            initiator: "data:,",
            level: .crossSite
        ),
        Request(
            name: "over another site and back",
            url: "https://a.test/",
            documents: ["https://a.test"],
            initiator: "https://a.test",
            chain: ["https://a.test/1", "https://b.test/2"],
            level: .strict
        ),
    ])
    func theSameSiteContextFollowsFromTheInitiator(_ request: Request) throws {
        let context = try context(of: request, policy: .chrome)
        #expect(context.level == request.level)
        #expect(context.schemelessLevel == request.schemeless ?? request.level)
        var schemeless = CookiePolicy.chrome
        schemeless.siteComparison = .schemeless
        #expect(
            try self.context(of: request, policy: schemeless).level
                == request.schemeless ?? request.level
        )
    }

    @Test(arguments: [
        (documents: ["https://a.test"], expected: SameSiteContext.Level.crossSite),
        (documents: [], expected: .lax),
    ])
    func crossSiteRedirectsCountIfThePolicyChecksThem(
        documents: [String],
        expected: SameSiteContext.Level
    ) throws {
        var policy = CookiePolicy.chrome
        policy.redirectChain = .considered
        let request = Request(
            name: "",
            url: "https://a.test/",
            documents: documents,
            initiator: "https://a.test",
            chain: ["https://a.test/1", "https://b.test/2"],
            level: .strict
        )
        let context = try context(of: request, policy: policy)
        #expect(context.level == expected)
        #expect(context.storingLevel == .strict)
    }

    private func context(of request: Request, policy: CookiePolicy) throws -> SameSiteContext {
        let url = try WebURL(parsing: request.url)
        let documents = try request.documents.map { try WebURL(parsing: $0).origin }
        let siteForCookies =
            documents.first.map {
                SiteForCookies(
                    topLevel: $0,
                    nested: Array(documents.dropFirst()),
                    suffixes: .builtin
                )
            } ?? SiteForCookies(topLevelNavigationTo: url, suffixes: .builtin)
        return SameSiteContext(
            url: url,
            siteForCookies: siteForCookies,
            initiator: try request.initiator.map { try WebURL(parsing: $0).origin },
            isTopLevelNavigation: documents.isEmpty,
            hasSafeMethod: request.hasSafeMethod,
            redirectChain: try request.chain.map { try WebURL(parsing: $0) },
            policy: policy,
            suffixes: .builtin
        )
    }

    /// Columns: strict, lax, unspecified and young, unspecified and old, none.
    @Test(arguments: [
        (SameSiteContext.Level.strict, [true, true, true, true, true]),
        (.lax, [false, true, true, true, true]),
        (.laxMethodUnsafe, [false, false, true, false, true]),
        (.crossSite, [false, false, false, false, true]),
    ])
    func theSameSiteLevelDecidesWhichCookiesAreSent(level: SameSiteContext.Level, isSent: [Bool])
        throws
    {
        var jar = TestJar()
        for line in [
            "s=1; SameSite=Strict", "l=1; SameSite=Lax", "o=1", "n=1; SameSite=None;Secure",
        ] {
            try jar.store(.init(utf8: line))
        }
        jar.now = jar.now.advanced(bySeconds: 121)
        try jar.store("y=1")
        let verdicts = try jar.verdicts(in: TestJar.context(jar.url, level: level))
        let sent = Set(verdicts.filter(\.isSent).map(\.cookie.name.utf8Decoded))
        #expect(["s", "l", "y", "o", "n"].map(sent.contains) == isSent)
    }

    @Test func laxAllowingUnsafeIncludesTheTwoMinuteMark() throws {
        var jar = TestJar()
        try jar.store("a=1")
        jar.now = jar.now.advanced(bySeconds: 120)
        let post = try TestJar.context(jar.url, level: .laxMethodUnsafe)
        let verdicts = try jar.verdicts(in: post)
        #expect(verdicts.map(\.isSent) == [true])
        #expect(
            verdicts.flatMap(\.warnings).map(\.code) == ["WarnSameSiteUnspecifiedLaxAllowUnsafe"]
        )
        jar.now = jar.now.advanced(byMicroseconds: 1)
        #expect(try jar.header(in: post) == nil)
    }

    @Test func withoutALaxDefaultUnspecifiedCookiesAreAlwaysSent() throws {
        var jar = TestJar()
        jar.policy.unspecifiedSameSite = .asNone
        let crossSite = try TestJar.context(jar.url, level: .crossSite)
        #expect(try jar.store("a=1", in: crossSite).effect == .created)
        #expect(try jar.header(in: crossSite) == "a=1")
    }

    @Test(arguments: [
        ("a=1; SameSite=Strict", "SameSiteStrict"),
        ("a=1; SameSite=Lax", "SameSiteLax"),
        ("a=1", "SameSiteUnspecifiedTreatedAsLax"),
    ])
    func aCrossSiteResponseCanOnlyStoreSameSiteNone(line: String, code: String) throws {
        var jar = TestJar(policy: .standard)
        let line = ByteString(utf8: line)
        let crossSite = try TestJar.context(jar.url, level: .crossSite)
        #expect(try jar.store(line, in: crossSite).codes == [code])
        let otherScheme = try TestJar.context(jar.url, level: .crossSite, schemeless: .strict)
        #expect(try jar.store(line, in: otherScheme).codes == ["Schemeful" + code])
        jar.policy = .chrome
        #expect(try jar.store(line, in: crossSite).codes == ["Schemeful" + code])
        guard case .sameSite(let mismatch)? = try jar.store(line, in: crossSite).refusals.first
        else {
            Issue.record("no SameSite refusal")
            return
        }
        #expect(!mismatch.onlySchemesDiffer)
        let navigation = try TestJar.context(
            jar.url,
            level: .laxMethodUnsafe,
            isTopLevelNavigation: true
        )
        #expect(try jar.store(line, in: navigation).effect == .created)
    }

    @Test func sameSiteNoneRequiresSecure() throws {
        var jar = TestJar()
        #expect(try jar.store("a=1; SameSite=None").codes == ["SameSiteNoneInsecure"])
        jar.policy.insecureSameSiteNone = .accepted
        #expect(try jar.store("a=1; SameSite=None").effect == .created)
        jar.policy.insecureSameSiteNone = .refused
        #expect(try jar.verdicts().map(\.codes) == [["SameSiteNoneInsecure"]])
    }
}
