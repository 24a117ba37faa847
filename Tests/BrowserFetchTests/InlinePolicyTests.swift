import BrowserFetch
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing
import WebOrigin

/// What policies allow of inline code. The cases are from the content-security-policy tests of
/// web-platform-tests, and from Chromium 156.
@Suite struct InlinePolicyTests {
    private func page(_ policies: [String], reportOnly: [String] = []) throws -> Page {
        var page = try testPage("https://a.test/dir/page.html")
        page.policies.contentSecurityPolicies = policies.map(ContentSecurityPolicy.init(parsing:))
        page.policies.reportOnlyPolicies = reportOnly.map(ContentSecurityPolicy.init(parsing:))
        return page
    }

    private let browser = ScriptedBrowser(.chrome, answers: [:]).browser

    private func isAllowed(_ check: InlineCheck, _ policies: String...) throws -> Bool {
        browser.judge(check, in: try page(policies)).isAllowed
    }

    private static let script = "t1.done();"
    private static let hashes = [
        "'sha256-wmuLCpoj8EMqfQlPnt5NIMgKkCK62CxAkAiewI0zZps='",
        "'SHA256-wmuLCpoj8EMqfQlPnt5NIMgKkCK62CxAkAiewI0zZps='",
    ]

    @Test(arguments: [
        ("img-src 'none'", true),
        ("script-src 'unsafe-inline'", true),
        ("script-src 'UNSAFE-INLINE'", true),
        ("script-src 'self' https:", false),
        ("script-src *", false),
        ("script-src", false),
        ("default-src 'self'", false),
        ("default-src 'none'; script-src 'unsafe-inline'", true),
        ("script-src-elem 'unsafe-inline'; script-src 'none'", true),
        ("script-src 'unsafe-inline'; script-src-elem 'none'", false),
        ("script-src-attr 'none'", true),
        ("style-src 'none'", true),
        // Nonces, hashes and 'strict-dynamic' override 'unsafe-inline'.
        ("script-src 'unsafe-inline' 'nonce-abc'", false),
        ("script-src 'unsafe-inline' 'sha256-aaaa'", false),
        ("script-src 'unsafe-inline' 'strict-dynamic'", false),
        // Invalid nonces and hashes do not.
        ("script-src 'unsafe-inline' 'nonce-'", true),
        ("script-src 'unsafe-inline' 'nonce-a;b'", true),
        ("script-src 'unsafe-inline' 'sha1-aaaa'", true),
        ("script-src 'unsafe-inline' nonce-abc", true),
        ("script-src 'sha256-wmuLCpoj8EMqfQlPnt5NIMgKkCK62CxAkAiewI0zZps='", true),
        ("script-src 'SHA256-wmuLCpoj8EMqfQlPnt5NIMgKkCK62CxAkAiewI0zZps='", true),
        ("script-src 'sha256-WMULCpoj8EMqfQlPnt5NIMgKkCK62CxAkAiewI0zZps='", false),
    ])
    func scriptElementsFollowTheirDirective(_ policy: String, _ allowed: Bool) throws {
        let check = InlineCheck(.script, source: Array(Self.script.utf8))
        #expect(try isAllowed(check, policy) == allowed)
    }

    @Test(arguments: [
        ("script-src 'nonce-abc'", "abc", true), ("script-src 'NONCE-abc'", "abc", true),
        ("script-src 'nonce-abc'", "ABC", false), ("script-src 'nonce-abc'", "", false),
        ("script-src 'nonce-abc='", "abc", false),
        ("script-src 'nonce-a-_b+/=='", "a-_b+/==", true),
        ("script-src 'self' 'nonce-x' 'nonce-abc'", "abc", true),
    ])
    func noncesAreComparedCaseSensitively(_ policy: String, _ nonce: String, _ allowed: Bool) throws
    {
        let check = InlineCheck(.script, source: Array("x()".utf8), nonce: nonce)
        #expect(try isAllowed(check, policy) == allowed)
    }

    @Test(arguments: [
        (InlineCheck.Kind.scriptAttribute, "script-src-attr"), (.scriptAttribute, "script-src"),
        (.scriptAttribute, "default-src"), (.style, "style-src-elem"), (.style, "style-src"),
        (.style, "default-src"), (.styleAttribute, "style-src-attr"),
        (.styleAttribute, "style-src"),
        (.styleAttribute, "default-src"), (.navigation, "script-src-elem"),
        (.navigation, "script-src"), (.navigation, "default-src"), (.script, "script-src-elem"),
        (.script, "script-src"), (.script, "default-src"), (.eval, "script-src"),
        (.eval, "default-src"),
    ])
    func everyKindHasItsOwnDirectives(_ kind: InlineCheck.Kind, _ directive: String) throws {
        let check = InlineCheck(kind, source: Array("x".utf8))
        let keyword = kind == .eval ? "'unsafe-eval'" : "'unsafe-inline'"
        #expect(try isAllowed(check, "\(directive) 'none'") == false)
        #expect(try isAllowed(check, "\(directive) \(keyword)"))
        // The directive of another kind does not apply.
        let other = kind.isStyle ? "script-src" : "style-src"
        #expect(try isAllowed(check, "\(other) 'none'"))
    }

    @Test func evalIgnoresTheDirectiveOfElements() throws {
        let check = InlineCheck(.eval, source: Array("1".utf8))
        #expect(try isAllowed(check, "script-src-elem 'none'; script-src-attr 'none'"))
        #expect(try isAllowed(check, "script-src 'unsafe-inline'") == false)
    }

    /// The hash of a `javascript:` URL covers the whole URL.
    @Test(arguments: [
        (InlineCheck.Kind.scriptAttribute, "t1.done();"), (.navigation, "javascript:t1.done();"),
        (.styleAttribute, "t1.done();"),
    ])
    func hashesApplyToAttributesOnlyWithUnsafeHashes(
        _ kind: InlineCheck.Kind,
        _ source: String
    ) throws {
        let hash =
            kind == .navigation
            ? "'sha256-r5W8SQIDMTbMxAjJ7KzCzFT38dwBy7Y5KF5B+20009g='" : Self.hashes[0]
        let check = InlineCheck(kind, source: Array(source.utf8), nonce: "abc")
        #expect(try isAllowed(check, "default-src \(hash)") == false)
        #expect(try isAllowed(check, "default-src 'unsafe-hashes' \(hash)"))
        #expect(try isAllowed(check, "default-src 'unsafe-hashes' 'sha256-aaaa'") == false)
        // Nonces never apply to attributes.
        #expect(try isAllowed(check, "default-src 'unsafe-hashes' 'nonce-abc'") == false)
    }

    @Test(arguments: [
        (
            "sha256",
            "KW/Y0E3El1G0YNmYmuAosjb+nr36iLbgKTzfrz89KpA="
        ),
        (
            "sha384",
            "VqF7AJ8R+mVEU+DBU+SLgl+mG3Eo4U/tPfmt5eoMPB4FIlDEIzY2mldFBDEgzeIa"
        ),
        (
            "sha512",
            "PXM1LwTiqoWRqkk3ixFJRGefbT4GBVnO+WxXNIL3ePQNLZDKujxkCzNJUaY5F09y3yD0W0i/IbizFmLU7VdRvw=="
        ),
    ])
    func everyHashFunctionIsSupported(_ name: String, _ digest: String) throws {
        let check = InlineCheck(.script, source: Array("f(6)".utf8))
        let other = digest.replacing("+", with: "-").replacing("/", with: "_")
        #expect(try isAllowed(check, "script-src '\(name)-\(digest)'"))
        #expect(try isAllowed(check, "script-src '\(name)-\(other)'"))
        #expect(try isAllowed(check, "script-src '\(name)-AA\(digest.dropFirst(2))'") == false)
    }

    @Test func scriptsInsertedByScriptRunUnderStrictDynamic() throws {
        let parsed = InlineCheck(.script, source: [])
        let inserted = InlineCheck(.script, source: [], isParserInserted: false)
        let policy = "script-src 'nonce-abc' 'strict-dynamic'"
        #expect(try isAllowed(parsed, policy) == false)
        #expect(try isAllowed(inserted, policy))
        #expect(
            try isAllowed(
                InlineCheck(.scriptAttribute, source: [], isParserInserted: false),
                policy
            ) == false
        )
    }

    @Test func allPoliciesMustAllowIt() throws {
        let check = InlineCheck(.script, source: [], nonce: "abc")
        #expect(try isAllowed(check, "script-src 'nonce-abc'", "script-src 'nonce-xyz'") == false)
        #expect(try isAllowed(check, "script-src 'nonce-abc'", "default-src 'nonce-abc'"))
    }

    @Test func aReportOnlyPolicyReportsAndBlocksNothing() throws {
        let verdict = browser.judge(
            InlineCheck(.script, source: Array(String(repeating: "x", count: 50).utf8)),
            in: try page([], reportOnly: ["script-src 'report-sample'; report-uri /r"])
        )
        #expect(verdict.isAllowed)
        #expect(verdict.violations.map(\.effectiveName) == ["script-src-elem"])
        let body = verdict.reports.first?.body.utf8Decoded ?? ""
        #expect(body.contains("\"blocked-uri\":\"inline\""))
        #expect(body.contains("\"script-sample\":\"\(String(repeating: "x", count: 40))\""))
        #expect(body.contains("\"disposition\":\"report\""))
    }

    @Test func aReportHasASampleOnlyWithReportSample() throws {
        let verdict = browser.judge(
            InlineCheck(.eval, source: Array("secret()".utf8)),
            in: try page(["default-src 'self'; report-uri /r"])
        )
        let body = verdict.reports.first?.body.utf8Decoded ?? ""
        #expect(body.contains("\"blocked-uri\":\"eval\""))
        #expect(body.contains("\"effective-directive\":\"script-src\""))
        #expect(!body.contains("secret"))
    }

    @Test(arguments: [
        ("base-uri 'self'", "https://a.test/x/", true),
        ("base-uri 'self'", "https://b.test/", false),
        ("base-uri 'none'", "https://a.test/", false),
        ("base-uri https://b.test", "https://b.test/", true),
        ("default-src 'none'", "https://b.test/", true),
    ])
    func baseElementsOnlyFollowBaseURI(_ policy: String, _ url: String, _ allowed: Bool) throws {
        let verdict = browser.judge(base: try WebURL(parsing: url), in: try page([policy]))
        #expect(verdict.isAllowed == allowed)
    }

    @Test(arguments: [
        ("form-action 'self'", "https://a.test/x", true),
        ("form-action 'none'", "https://a.test/", false),
        ("default-src 'none'", "https://b.test/", true),
    ])
    func formsOnlyFollowFormAction(_ policy: String, _ url: String, _ allowed: Bool) throws {
        let verdict = browser.judge(formAction: try WebURL(parsing: url), in: try page([policy]))
        #expect(verdict.isAllowed == allowed)
    }
}
