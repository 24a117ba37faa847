internal import WebOrigin

/// A policy's directive that a request violates.
package struct ContentSecurityPolicyViolation: Hashable, Sendable {
    package var directive: ContentSecurityPolicy.Directive
    /// The name of the directive that would have ruled; another one may stand in for it.
    package var effectiveName: String
    /// Whose directive it is.
    package var policy: ContentSecurityPolicy
    /// Whether it is only told of.
    package var isReportOnly = false

    package var isFallback: Bool { directive.name != effectiveName }
}

extension Page {
    package var upgradesInsecureRequests: Bool {
        contentSecurityPolicies.contains(where: \.upgradesInsecureRequests)
    }

    /// Whether there is anything to ask before something happens, be it to report it alone.
    package var hasContentSecurityPolicies: Bool {
        !policies.contentSecurityPolicies.isEmpty || !policies.reportOnlyPolicies.isEmpty
    }

    /// Whether it wants no mixed content at all, not even such as could be upgraded.
    var blocksAllMixedContent: Bool {
        contentSecurityPolicies.contains { $0.directive("block-all-mixed-content") != nil }
    }

    /// What `'self'` stands for: the page's URL, also where the origin is opaque.
    var selfURL: WebURL {
        url.isHTTP ? url : creatorURL ?? ancestors.last(where: { $0.url.isHTTP })?.url ?? url
    }

    /// What each policy has against something: first what blocks it, then what is only told of.
    ///
    /// `byElement`: whether the element that asks is allowed or refused by its nonce and the like; `nil`
    /// where the URL decides.
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

    /// The same, where `violated` finds what is violated of a policy.
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
