internal import WebOrigin

/// A directive that a request violates.
package struct ContentSecurityPolicyViolation: Hashable, Sendable {
    package var directive: ContentSecurityPolicy.Directive
    /// The name of the effective directive, for which `directive` may be a fallback.
    package var effectiveName: String
    /// The policy that contains the directive.
    package var policy: ContentSecurityPolicy
    /// Whether the violation is only reported.
    package var isReportOnly = false

    package var isFallback: Bool { directive.name != effectiveName }
}

extension Page {
    package var upgradesInsecureRequests: Bool {
        contentSecurityPolicies.contains(where: \.upgradesInsecureRequests)
    }

    /// Whether there are any policies to check, even if only to report violations.
    package var hasContentSecurityPolicies: Bool {
        !policies.contentSecurityPolicies.isEmpty || !policies.reportOnlyPolicies.isEmpty
    }

    /// Whether it blocks all mixed content, even content that could be upgraded.
    var blocksAllMixedContent: Bool {
        contentSecurityPolicies.contains { $0.directive("block-all-mixed-content") != nil }
    }

    /// The URL that `'self'` stands for: the page's, even if its origin is opaque.
    var selfURL: WebURL {
        url.isHTTP ? url : creatorURL ?? ancestors.last(where: { $0.url.isHTTP })?.url ?? url
    }

    /// Returns the violations of each policy: first those that block, then those that are only
    /// reported.
    ///
    /// `byElement`: whether the element is allowed or blocked because of its nonce or the like;
    /// `nil` if the URL decides.
    func violations(
        _ name: String,
        of url: WebURL,
        isRedirected: Bool,
        _ policy: FetchPolicy,
        byElement: (ContentSecurityPolicy.Directive) -> Bool? = { _ in nil },
        ruling: (ContentSecurityPolicy) -> ContentSecurityPolicy.Directive?
    ) -> [ContentSecurityPolicyViolation] {
        let matching = SourceListMatching(
            selfURL: selfURL,
            url: url,
            isRedirected: isRedirected,
            policy: policy
        )
        return violations(name) { policy in
            guard let directive = ruling(policy),
                !(byElement(directive) ?? matching.matches(directive.values))
            else { return nil }
            return directive
        }
    }

    /// Returns the violations, where `violated` returns the directive of a policy that is violated.
    func violations(
        _ name: String,
        violated: (ContentSecurityPolicy) -> ContentSecurityPolicy.Directive?
    ) -> [ContentSecurityPolicyViolation] {
        func found(
            in policies: [ContentSecurityPolicy],
            isReportOnly: Bool
        ) -> [ContentSecurityPolicyViolation] {
            policies.compactMap { policy in
                violated(policy).map { directive in
                    ContentSecurityPolicyViolation(
                        directive: directive,
                        effectiveName: name,
                        policy: policy,
                        isReportOnly: isReportOnly
                    )
                }
            }
        }
        return found(in: policies.contentSecurityPolicies, isReportOnly: false)
            + found(in: policies.reportOnlyPolicies, isReportOnly: true)
    }
}
