internal import HTTP
internal import Infra
internal import WebOrigin

/// One policy of a document's, as far as it rules requests of scripts.
///
/// https://www.w3.org/TR/CSP3/#framework-policy
package struct ContentSecurityPolicy: Hashable, Sendable {
    package struct Directive: Hashable, Sendable {
        /// Lower case.
        package var name: String
        package var values: [String]

        /// As the console quotes it.
        package var text: String { ([name] + values).joined(separator: " ") }
    }

    package var directives: [Directive]

    /// The policies of all `Content-Security-Policy` headers.
    ///
    /// https://www.w3.org/TR/CSP3/#parse-response-csp
    static func list(from headers: HeaderList) -> [ContentSecurityPolicy] {
        headers.values(of: "Content-Security-Policy").flatMap { value in
            value.isomorphicDecoded.split(separator: ",").map { Self(parsing: String($0)) }
        }.filter { !$0.directives.isEmpty }
    }

    /// https://www.w3.org/TR/CSP3/#parse-serialized-policy
    package init(parsing text: String) {
        directives = []
        for token in text.split(separator: ";") {
            let words = token.split(whereSeparator: { $0.isASCII && $0.isWhitespace })
            guard let name = words.first.map({ String($0).asciiLowercased }),
                // A directive that is there already is not changed.
                !directives.contains(where: { $0.name == name })
            else { continue }
            directives.append(Directive(name: name, values: words.dropFirst().map { String($0) }))
        }
    }

    package func directive(_ name: String) -> Directive? {
        directives.first { $0.name == name }
    }

    /// The directive that rules requests of scripts: `connect-src`, else its fallback.
    ///
    /// https://www.w3.org/TR/CSP3/#directive-fallback-list
    package var connectDirective: Directive? {
        directive("connect-src") ?? directive("default-src")
    }

    package var upgradesInsecureRequests: Bool { directive("upgrade-insecure-requests") != nil }

    /// What it sandboxes; `nil` where it does not.
    ///
    /// https://www.w3.org/TR/CSP3/#directive-sandbox
    package var sandbox: SandboxFlags? {
        directive("sandbox").map { SandboxFlags(keywords: $0.values) }
    }
}

/// A policy's directive that a request violates.
package struct ContentSecurityPolicyViolation: Hashable, Sendable {
    package var directive: ContentSecurityPolicy.Directive
    /// Whether it is only the fallback of the one that would have ruled.
    package var isFallback: Bool
}

extension Page {
    package var upgradesInsecureRequests: Bool {
        contentSecurityPolicies.contains(where: \.upgradesInsecureRequests)
    }

    /// What keeps a script of this page from asking `url`.
    ///
    /// https://www.w3.org/TR/CSP3/#connect-src-pre-request
    func violation(ofConnectionTo url: WebURL, redirected: Bool) -> ContentSecurityPolicyViolation?
    {
        let expression = SourceListMatching(selfURL: selfURL, url: url, isRedirected: redirected)
        for policy in contentSecurityPolicies {
            guard let directive = policy.connectDirective, !expression.matches(directive.values)
            else { continue }
            return ContentSecurityPolicyViolation(
                directive: directive,
                isFallback: directive.name != "connect-src"
            )
        }
        return nil
    }

    /// What `'self'` stands for: the page's URL, also where the origin is opaque.
    private var selfURL: WebURL {
        url.isHTTP ? url : ancestors.last(where: { $0.url.isHTTP })?.url ?? url
    }
}
