import Foundation
import TestSupport
import Testing

/// The command under *Check* in docs/reasons.md shows the code when a server behaves as the code
/// describes.
@Suite struct ReasonChecksTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var code: String
        /// The headers of the server's response; `PAGE` is the page's origin.
        var headers: [String] = []
        var status = 200
        var isHeld = false
        /// The URL to use instead of the server's.
        var url: String?
        /// The page to use instead of one at `localhost`; `SERVER` is the server's own origin.
        var page: String?
        /// The values of the other placeholders in capitals.
        var words: [String: String] = [:]
        /// The text that is printed if it is not the code.
        var shows: String?

        var testDescription: String { code }
    }

    private static let allow = ["Access-Control-Allow-Origin: PAGE"]
    private static let put = ["METHOD": "PUT", "HEADER": "'X-A: 1'"]
    private static let forms = ["KEYWORDS": "allow-scripts"]
    private static let frame = ["FRAME": "https://widget.test"]
    private static let shop = "https://shop.test"

    static let requests: [Case] = [
        Case(code: "AbortTimeout", headers: allow, isHeld: true),
        Case(code: "Aborted", headers: allow, isHeld: true),
        Case(code: "AllowOriginMismatch", headers: ["Access-Control-Allow-Origin: http://b.test"]),
        Case(code: "BadPort", url: "http://127.0.0.1:25/"),
        Case(code: "BodyTooLarge", headers: allow, words: ["SIZE": "1"]),
        Case(code: "BodyWithGetOrHead", words: ["DATA": "x"]),
        Case(code: "CoepMissing", headers: ["Cross-Origin-Resource-Policy: cross-origin"]),
        Case(code: "ContentSecurityPolicy", words: ["POLICY": "\"connect-src 'self'\""]),
        Case(code: "CorpNotSameOrigin", headers: ["Cross-Origin-Resource-Policy: same-origin"]),
        Case(code: "CorpNotSameOriginByCoep"),
        Case(code: "CorpNotSameSite", headers: ["Cross-Origin-Resource-Policy: same-site"]),
        Case(code: "CorsDisabledScheme", url: "localhost:5000/x"),
        Case(code: "DisallowedByMode"),
        Case(code: "EventStream", headers: allow),
        Case(code: "ForbiddenMethod", words: ["METHOD": "TRACE"]),
        Case(code: "FrameAncestors", headers: ["Content-Security-Policy: frame-ancestors 'none'"]),
        Case(code: "FrameOptions", headers: ["X-Frame-Options: DENY"]),
        Case(
            code: "HeaderDisallowedByPreflightResponse",
            headers: allow,
            words: ["METHOD": "GET", "HEADER": "'X-A: 1'"]
        ),
        Case(code: "InsecureLocalNetwork", page: "http://example.com"),
        Case(
            code: "Integrity",
            headers: allow,
            words: ["DIGEST": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="]
        ),
        Case(code: "InvalidAllowCredentials", headers: allow),
        Case(
            code: "InvalidAllowHeadersPreflightResponse",
            headers: allow + ["Access-Control-Allow-Headers: \"a b\""],
            words: put
        ),
        Case(
            code: "InvalidAllowMethodsPreflightResponse",
            headers: allow + ["Access-Control-Allow-Methods: \"a b\""],
            words: put
        ),
        Case(code: "InvalidAllowOriginValue", headers: ["Access-Control-Allow-Origin: shop"]),
        Case(code: "InvalidHeader", words: ["NAME": "a b"]),
        Case(code: "InvalidInit", shows: "TypeError"),
        Case(code: "InvalidLocalNetworkAccess", words: ["SPACE": "local"]),
        Case(code: "InvalidMode"),
        Case(
            code: "InvalidRedirect",
            headers: ["Location: http://a b/"],
            status: 302,
            page: "SERVER"
        ),
        Case(code: "InvalidStream", shows: "TypeError"),
        Case(code: "InvalidSubprotocol", words: ["NAME": "'a b'"]),
        Case(code: "InvalidURL", url: "'http://a b/'"),
        Case(code: "KeepaliveQuota", words: ["DATA": "$(printf %070000d 0)"]),
        Case(code: "LocalNetworkAccessPermissionDenied", page: "https://example.com"),
        Case(
            code: "MethodDisallowedByPreflightResponse",
            headers: allow + ["Access-Control-Allow-Headers: x-a"],
            words: put
        ),
        Case(code: "MethodNotAllowedInNoCors", words: put),
        Case(code: "MissingAllowOriginHeader"),
        Case(code: "MixedContent", url: "http://api.test/", page: shop),
        Case(
            code: "MultipleAllowOriginValues",
            headers: ["Access-Control-Allow-Origin: http://a.test, http://b.test"]
        ),
        Case(code: "NetworkError", url: "http://127.0.0.1:2/"),
        Case(code: "NoCorsRedirectModeNotFollow"),
        Case(code: "NotAskedFor"),
        Case(code: "OnlyIfCachedMiss", page: "SERVER"),
        Case(code: "PreflightInvalidStatus", headers: allow, status: 404, words: put),
        Case(
            code: "PreflightDisallowedRedirect",
            headers: allow + ["Location: /login"],
            status: 302,
            words: put
        ),
        Case(code: "PreflightMissingAllowOriginHeader", words: put),
        Case(
            code: "PreflightAllowOriginMismatch",
            headers: ["Access-Control-Allow-Origin: http://b.test"],
            words: put
        ),
        Case(
            code: "RedirectContainsCredentials",
            headers: allow + ["Location: http://u:p@127.0.0.2/"],
            status: 302
        ),
        Case(code: "RedirectDisallowed", headers: allow + ["Location: /login"], status: 302),
        Case(code: "SandboxedDownload", words: forms),
        Case(code: "SandboxedForm", words: forms),
        Case(code: "SandboxedPopup", words: forms),
        Case(
            code: "SandboxedTopNavigation",
            words: ["KEYWORDS": "allow-scripts", "TOP": shop]
        ),
        Case(code: "StreamInKeepalive", shows: "TypeError"),
        Case(code: "StreamNeedsHTTP2"),
        Case(code: "Timeout", isHeld: true, words: ["SECONDS": "0.1"]),
        Case(code: "TooManyRedirects", headers: ["Location: #"], status: 302, page: "SERVER"),
        Case(code: "URLHasCredentials", url: "http://u:p@127.0.0.1/"),
        Case(code: "WebSocketUnexpectedStatus"),
        Case(code: "WildcardOriginNotAllowed", headers: ["Access-Control-Allow-Origin: *"]),
        Case(code: "StorageAccessCredentialless", page: shop, words: frame),
        Case(code: "StorageAccessDenied", page: shop, words: frame),
        Case(
            code: "StorageAccessInsecureContext",
            page: shop,
            words: ["FRAME": "http://widget.test"]
        ),
        Case(code: "StorageAccessOpaqueOrigin", page: shop, words: frame),
        Case(code: "StorageAccessPermissionsPolicy", page: shop, words: frame),
        Case(code: "StorageAccessSandboxed", page: shop, words: frame),
        Case(code: "StorageAccessUndecided", page: shop, words: frame),
        Case(code: "StorageAccessWithoutActivation", page: shop, words: frame),
    ]

    static let cookies: [Case] = [
        Case(code: "AmbiguousSerialization", words: ["THE SET-COOKIE LINE": "=a=b"]),
        Case(code: "DisallowedCharacter", words: ["'THE SET-COOKIE LINE'": "$'a=1\\x01'"]),
        Case(code: "Expired", words: ["THE SET-COOKIE LINE": "a=1; Max-Age=0"]),
        Case(code: "InvalidDomain", words: ["THE SET-COOKIE LINE": "a=1; Domain=b.test"]),
        Case(
            code: "InvalidPartitioned",
            url: "https://a.test/",
            words: ["THE SET-COOKIE LINE": "a=1; Partitioned"]
        ),
        Case(code: "InvalidPrefix", words: ["THE SET-COOKIE LINE": "__Host-a=1"]),
        Case(
            code: "NameValuePairExceedsMaxSize",
            words: ["'THE SET-COOKIE LINE'": "a=$(printf %05000d 0)"]
        ),
        Case(code: "NoCookieContent", words: ["THE SET-COOKIE LINE": ""]),
        Case(code: "SameSiteNoneInsecure", words: ["THE SET-COOKIE LINE": "a=1; SameSite=None"]),
        Case(code: "SyntaxError", words: ["THE SET-COOKIE LINE": "=1"]),
        Case(
            code: "WarnSecureAccessGrantedNonCryptographic",
            headers: credentialed + ["Set-Cookie: a=1; Secure; SameSite=None"],
            shows: "(Secure"
        ),
    ]

    private static let credentialed = allow + ["Access-Control-Allow-Credentials: true"]

    @Test(arguments: requests + cookies)
    func documentedCheckShowsTheCode(_ test: Case) async throws {
        let server = try await HeaderServer.shared()
        let own = server.process.baseURL
        let page =
            test.page?.replacing("SERVER", with: own)
            ?? own.replacing("127.0.0.1", with: "localhost")
        let url =
            test.url
            ?? server.url(
                test.headers.map { $0.replacing("PAGE", with: page) },
                status: test.status,
                isHeld: test.isHeld
            )
        var command = try #require(Self.check(of: test.code))
        for (word, value) in test.words { command.replace(word, with: value) }
        // Inside a script, the URL has quotation marks already.
        let isQuoted = command.contains(" js ") || url.hasPrefix("'")
        command.replace("URL", with: isQuoted ? url : "'\(url)'")
        command.replace("PAGE", with: page)
        let home = try TemporaryDirectory()
        let result = try await TestSupport.run(
            "/bin/bash",
            ["-c", command.replacing("crumb ", with: "\"$0\" ", maxReplacements: 1), builtCrumb()],
            environment: crumbEnvironment(home: home)
        )
        #expect(
            (result.output + result.errorOutput).contains(test.shows ?? test.code),
            "\(command): \(result.exitCode) \(result.output)\(result.errorOutput)"
        )
    }

    private func builtCrumb() throws -> String { try builtExecutable("crumb") }

    /// The first command in the section's line for *Check*.
    private static func check(of code: String) -> String? {
        let file = packageURL.appending(path: "docs/reasons.md")
        guard let page = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        let section = page.split(separator: "\n### ").first { $0.hasPrefix("\(code)\n") }
        let line = section?.split(separator: "\n").first { $0.hasPrefix("- **Check:** ") }
        return line?.split(separator: "`").dropFirst().first.map(String.init)
    }
}
