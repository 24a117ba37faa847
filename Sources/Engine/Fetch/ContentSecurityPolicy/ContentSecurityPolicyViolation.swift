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

    /// Whether it wants no mixed content at all, not even such as could be upgraded.
    var blocksAllMixedContent: Bool {
        contentSecurityPolicies.contains { $0.directive("block-all-mixed-content") != nil }
    }

    /// What `'self'` stands for: the page's URL, also where the origin is opaque.
    var selfURL: WebURL {
        url.isHTTP ? url : creatorURL ?? ancestors.last(where: { $0.url.isHTTP })?.url ?? url
    }

    /// What each policy has against something: first what blocks it, then what is only told of.
    func violations(
        _ name: String,
        of url: WebURL,
        isRedirected: Bool,
        _ policy: FetchPolicy,
        ruling: (ContentSecurityPolicy) -> ContentSecurityPolicy.Directive?
    ) -> [ContentSecurityPolicyViolation] {
        let matching = SourceListMatching(
            selfURL: selfURL,
            url: url,
            isRedirected: isRedirected,
            policy: policy
        )
        func found(
            in policies: [ContentSecurityPolicy],
            isReportOnly: Bool
        ) -> [ContentSecurityPolicyViolation] {
            policies.compactMap { policy in
                guard let directive = ruling(policy), !matching.matches(directive.values) else {
                    return nil
                }
                return ContentSecurityPolicyViolation(
                    directive: directive,
                    effectiveName: name,
                    policy: policy,
                    isReportOnly: isReportOnly
                )
            }
        }
        return found(in: policies.contentSecurityPolicies, isReportOnly: false)
            + found(in: policies.reportOnlyPolicies, isReportOnly: true)
    }
}
