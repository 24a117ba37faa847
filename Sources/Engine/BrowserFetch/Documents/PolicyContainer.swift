internal import BrowserHTTP
internal import BrowserInfra

/// The policies of a document, which documents without a response of their own inherit from their
/// creator.
///
/// https://html.spec.whatwg.org/#policy-containers
package struct PolicyContainer: Hashable, Sendable {
    package var contentSecurityPolicies: [ContentSecurityPolicy] = []
    /// Policies that report violations but block nothing.
    package var reportOnlyPolicies: [ContentSecurityPolicy] = []
    package var embedderPolicy = EmbedderPolicy.unsafeNone
    package var referrerPolicy = ReferrerPolicy.default
    /// The text of `Permissions-Policy`; empty if there is none.
    package var permissionsPolicy = ""

    package init() {}

    /// Adds a policy from a `<meta>`, without the directives that only a header may contain.
    ///
    /// https://html.spec.whatwg.org/#attr-meta-http-equiv-content-security-policy
    package mutating func adopt(ofMeta policy: ContentSecurityPolicy) {
        var policy = policy
        policy.directives.removeAll {
            ["report-uri", "frame-ancestors", "sandbox"].contains($0.name)
        }
        contentSecurityPolicies.append(policy)
    }

    /// https://html.spec.whatwg.org/#creating-a-policy-container-from-a-fetch-response
    package init(of response: HTTPResponse) {
        // 3. Its CSP list: parse a response's Content Security Policies.
        contentSecurityPolicies = ContentSecurityPolicy.list(from: response.headers)
        reportOnlyPolicies = ContentSecurityPolicy.list(
            from: response.headers,
            "Content-Security-Policy-Report-Only"
        )
        // 4. Its embedder policy: obtain an embedder policy.
        embedderPolicy = EmbedderPolicy(of: response.headers)
        // 5. Its referrer policy: parse the `Referrer-Policy` header.
        let header = response.headers.get("Referrer-Policy")
        referrerPolicy =
            header.flatMap { ReferrerPolicy(parsingHeader: $0.decodedAndSplit) } ?? .default
        permissionsPolicy = response.headers.get("Permissions-Policy")?.isomorphicDecoded ?? ""
    }
}

/// https://html.spec.whatwg.org/#embedder-policy-value
package enum EmbedderPolicy: String, Hashable, Sendable, CaseIterable {
    case unsafeNone = "unsafe-none"
    case credentialless
    case requireCORP = "require-corp"

    /// https://html.spec.whatwg.org/#obtain-an-embedder-policy
    ///
    /// The report-only header is left out, because it blocks nothing.
    init(of headers: HeaderList) {
        // A structured field's token, whose parameters do not matter here.
        let header = headers.get("Cross-Origin-Embedder-Policy") ?? ""
        let token = ByteString(header.bytes.prefix { $0 != UInt8(ascii: ";") })
        let value = token.trimming(while: \.isHTTPTabOrSpace).isomorphicDecoded
        self = EmbedderPolicy(rawValue: value) ?? .unsafeNone
    }
}
