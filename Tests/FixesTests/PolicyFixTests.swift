import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Explanations
import Testing
import WebOrigin

@testable import Fixes

/// Applies every policy fix as it is printed, and checks that it works.
@Suite struct PolicyFixTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var code: String
        var page = "https://shop.example.com/app.html"
        var ancestors: [String] = []
        var context = PageContext()
        var permissionsPolicy = ""
        /// The kind of element that makes the request; `nil` for fetch().
        var element: ResourceKind?
        var url = "https://api.example.com/x"
        /// The response headers besides those of CORS.
        var headers: [(String, String)] = []
        /// A part of the fix in words.
        var words: String

        var testDescription: String { "\(code): \(words)" }
    }

    static let cases: [Case] = [
        Case(
            code: "LocalNetworkAccessPermissionDenied",
            url: "http://localhost:5000/api",
            words: "permissions set loopback-network granted --origin https://shop.example.com"
        ),
        Case(
            code: "LocalNetworkAccessPermissionDenied",
            url: "http://192.168.1.4/api",
            words: "permissions set local-network granted --origin https://shop.example.com"
        ),
        Case(
            code: "LocalNetworkAccessPermissionDenied",
            ancestors: ["https://portal.example.org"],
            url: "http://localhost:5000/api",
            words: "<iframe allow=\"loopback-network\">"
        ),
        Case(
            code: "LocalNetworkAccessPermissionDenied",
            permissionsPolicy: "loopback-network=()",
            url: "http://127.0.0.1:5000/api",
            words: "remove any Permissions-Policy that forbids it"
        ),
        Case(
            code: "ContentSecurityPolicy",
            context: PageContext(contentSecurityPolicies: ["connect-src 'self'"]),
            words: "connect-src 'self' https://api.example.com"
        ),
        Case(
            code: "ContentSecurityPolicy",
            context: PageContext(contentSecurityPolicies: ["default-src 'none'"]),
            words: "connect-src https://api.example.com"
        ),
        Case(
            code: "ContentSecurityPolicy",
            context: PageContext(contentSecurityPolicies: [
                "default-src 'self'; img-src data:", "script-src 'self'",
            ]),
            element: .script,
            url: "https://cdn.example.net:8443/a.js",
            words: "script-src 'self' https://cdn.example.net:8443"
        ),
        Case(
            code: "ContentSecurityPolicy",
            context: PageContext(contentSecurityPolicies: ["child-src 'self'"]),
            element: .iframe,
            words: "child-src 'self' https://api.example.com"
        ),
        Case(
            code: "FrameOptions",
            element: .iframe,
            headers: [("X-Frame-Options", "DENY")],
            words: "If https://shop.example.com may frame it"
        ),
        Case(
            code: "FrameAncestors",
            ancestors: ["https://portal.example.org"],
            element: .iframe,
            headers: [("Content-Security-Policy", "frame-ancestors 'self'; img-src *")],
            words: "If https://portal.example.org and https://shop.example.com may frame it"
        ),
        Case(
            code: "CorpNotSameOriginByCoep",
            context: PageContext(embedderPolicy: .requireCORP),
            element: .image,
            words: "other origins may embed it"
        ),
        Case(
            code: "CoepMissing",
            context: PageContext(embedderPolicy: .requireCORP),
            element: .iframe,
            headers: [("Cross-Origin-Resource-Policy", "cross-origin")],
            words: "an embedder policy of its own"
        ),
    ]

    /// Pasting the printed header keeps everything that the old header said.
    @Test func theRestOfThePolicyIsKept() async throws {
        let policy = "default-src 'self'; connect-src 'self'; report-uri /csp; img-src *"
        let test = Case(
            code: "ContentSecurityPolicy",
            context: PageContext(contentSecurityPolicies: [policy]),
            words: ""
        )
        let report = await run(test, from: try page(of: test), headers: [], permissions: [])
        let fixes = await Adviser(report: report).advice().flatMap(\.fixes)
        #expect(
            fixes.map(\.code) == [
                "Content-Security-Policy: default-src 'self'; "
                    + "connect-src 'self' https://api.example.com; report-uri /csp; img-src *"
            ]
        )
        let framed = Case(
            code: "FrameAncestors",
            ancestors: ["https://portal.example.org"],
            element: .iframe,
            headers: [("Content-Security-Policy", "img-src *; frame-ancestors 'self'")],
            words: ""
        )
        let refused = await run(
            framed,
            from: try page(of: framed),
            headers: framed.headers,
            permissions: []
        )
        let answers = await Adviser(report: refused).advice().flatMap(\.fixes)
        #expect(!answers.isEmpty)
        let kept = "img-src *; frame-ancestors 'self' https://"
        #expect(answers.allSatisfy { $0.code.contains(kept) })
    }

    @Test(arguments: cases)
    func aPrintedFixWorksInChrome(_ test: Case) async throws {
        let page = try page(of: test)
        let before = await run(test, from: page, headers: test.headers, permissions: [])
        guard case .rejected(let failure) = before.outcome else {
            Issue.record("\(before.outcome)")
            return
        }
        #expect(failure.code == test.code)
        let advice = await Adviser(report: before).advice()
        #expect(advice.contains { $0.text.contains(test.words) }, "\(advice.map(\.text))")
        // Applies the advice literally.
        var (mended, headers, permissions) = (page, test.headers, [PermissionName]())
        for entry in advice {
            if let match = entry.text.firstMatch(of: /permissions set (\S+) granted --origin (\S+)/)
            {
                permissions += [PermissionName(rawValue: String(match.output.1))].compactMap { $0 }
            }
            for fix in entry.fixes where fix.framework == "page" {
                if let match = fix.code.firstMatch(of: /^Content-Security-Policy: (.*)$/) {
                    // The page has one such header, which is replaced.
                    mended.policies.contentSecurityPolicies = [
                        ContentSecurityPolicy(parsing: String(match.output.1))
                    ]
                }
                if let match = fix.code.firstMatch(of: /allow="([^"]+)"/) {
                    mended.policies.permissionsPolicy = ""
                    mended.container?.allow = String(match.output.1)
                }
            }
            for fix in entry.fixes where fix.framework == "flask" {
                guard let match = fix.code.firstMatch(of: /headers\["([^"]+)"\] = "([^"]+)"/) else {
                    continue
                }
                let name = String(match.output.1)
                headers.removeAll { $0.0 == name || $0.0 == "X-Frame-Options" }
                headers.append((name, String(match.output.2)))
            }
        }
        let after = await run(test, from: mended, headers: headers, permissions: permissions)
        guard case .fulfilled = after.outcome else {
            Issue.record("\(after.outcome) after \(advice)")
            return
        }
    }

    private func page(of test: Case) throws -> Page {
        let ancestors = try test.ancestors.reduce(into: [Page]()) { pages, text in
            pages.append(Page(url: try WebURL(parsing: text), inFramesOf: pages))
        }
        var page = Page(url: try WebURL(parsing: test.page), inFramesOf: ancestors)
        page.policies.permissionsPolicy = test.permissionsPolicy
        if !ancestors.isEmpty { page.container = FrameContainer(source: page.url.origin) }
        page.adopt(test.context, in: .chrome)
        return page
    }

    private func run(
        _ test: Case,
        from page: Page,
        headers: [(String, String)],
        permissions: [PermissionName]
    ) async -> FetchReport {
        let answer = HTTPResponse(
            status: 200,
            headers: HeaderList(
                ([("Access-Control-Allow-Origin", "*"), ("Content-Type", "text/javascript")]
                    + headers)
                    .map { Header(name: $0.0, value: ByteString(utf8: $0.1)) }
            ),
            body: "x"
        )
        let url = (try? WebURL(parsing: test.url)) ?? page.url
        let browser = Browser(
            policy: .chrome,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: SimulatedNetwork([.init(url: url, response: answer)], grant: nil),
            now: { .epoch }
        )
        for name in permissions {
            await browser.decide(
                .init(.granted),
                on: .init(name: name, origin: page.top.origin.serialized)
            )
        }
        guard let element = test.element else {
            return await browser.fetch(FetchRequest(url: test.url), from: page)
        }
        return await browser.load(LoadRequest(url: test.url, as: element), from: page)
    }
}
