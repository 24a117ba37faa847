internal import BrowserCORS
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// The reason why a response is not shown in a frame.
package enum FramingRefusal: Hashable, Sendable {
    /// Its `frame-ancestors` does not match a document around the frame.
    case ancestors(ContentSecurityPolicyViolation)
    /// The value of its `X-Frame-Options`, in lowercase.
    case frameOptions(String)
    /// Several values of `X-Frame-Options` that contradict each other.
    case severalFrameOptions(String)
    /// The response does not accept the policy that the frame's `csp` attribute requires.
    case requiredPolicy(String)
}

extension Browser {
    /// Checks whether a response may be shown in its frame. Its cookies are stored either way.
    func checkFraming(
        _ response: HTTPResponse,
        _ params: inout FetchParams
    ) throws(FetchFailure) {
        let request = params.request
        guard let target = request.target, let embedder = target.ancestors.last else { return }
        let url = request.currentURL
        let policies = ContentSecurityPolicy.list(from: response.headers)
        let violations = ancestorViolations(response, of: url, in: target)
        params.warnings += violations.filter(\.isReportOnly).map {
            .policyViolation(url: url, $0)
        }
        params.violationReports += violationReports(
            of: violations,
            at: .url(url),
            in: Page(url: url)
        )
        if let refusal = violations.first(where: { !$0.isReportOnly }).map(FramingRefusal.ancestors)
            ?? frameOptionsRefusal(response, policies, of: url, in: target)
        {
            throw .framing(url: url, refusal)
        }
        try checkEmbedderPolicy(of: response, at: url, in: target)
        if policy.navigation.requiredPolicies == .enforced, let required = target.requiredPolicy,
            !agrees(response, to: required, of: embedder, url, policies)
        {
            throw .framing(url: url, .requiredPolicy(required))
        }
    }

    /// https://www.w3.org/TR/CSP3/#frame-ancestors-navigation-response
    private func ancestorViolations(
        _ response: HTTPResponse,
        of url: WebURL,
        in target: NavigationTarget
    ) -> [ContentSecurityPolicyViolation] {
        let policies = PolicyContainer(of: response)
        let lists = [
            (policies.contentSecurityPolicies, isReportOnly: false),
            (policies.reportOnlyPolicies, isReportOnly: true),
        ]
        return lists.flatMap { policies, isReportOnly in
            policies.compactMap { policy in
                guard let directive = policy.directive("frame-ancestors"),
                    !target.ancestors.allSatisfy({ directive.allows($0, around: url, self.policy) })
                else { return nil }
                return ContentSecurityPolicyViolation(
                    directive: directive,
                    effectiveName: directive.name,
                    policy: policy,
                    isReportOnly: isReportOnly
                )
            }
        }
    }

    /// https://html.spec.whatwg.org/#check-a-navigation-response's-adherence-to-x-frame-options
    private func frameOptionsRefusal(
        _ response: HTTPResponse,
        _ policies: [ContentSecurityPolicy],
        of url: WebURL,
        in target: NavigationTarget
    ) -> FramingRefusal? {
        // 2. A policy with frame-ancestors overrides X-Frame-Options.
        if policies.contains(where: { $0.directive("frame-ancestors") != nil }) { return nil }
        // 3.-4. Let values be the distinct values, in lowercase.
        guard let header = response.headers.get("X-Frame-Options") else { return nil }
        let values = header.decodedAndSplit.map(\.asciiLowercased).uniqued()
        // 5.-6. Contradictory values block the response if any of them is valid.
        if values.count > 1 {
            let isKnown = values.contains { ["deny", "allowall", "sameorigin"].contains($0) }
            return isKnown ? .severalFrameOptions(header.isomorphicDecoded) : nil
        }
        switch values.first {
        case "deny": return .frameOptions("deny")
        case "sameorigin":
            let isOwn = target.ancestors.allSatisfy { $0.origin.isSameOrigin(as: url.origin) }
            return isOwn ? nil : .frameOptions("sameorigin")
        default: return nil
        }
    }

    /// https://w3c.github.io/webappsec-cspee/#allow-csp-from-header
    private func agrees(
        _ response: HTTPResponse,
        to required: String,
        of embedder: Page,
        _ url: WebURL,
        _ policies: [ContentSecurityPolicy]
    ) -> Bool {
        if url.origin.isSameOrigin(as: embedder.origin) { return true }
        let answer = response.headers.get("Allow-CSP-From")?.isomorphicDecoded
        if answer == "*" || answer == embedder.origin.serialized { return true }
        // The response has each required directive, and none of them allows more.
        let directives = ContentSecurityPolicy(parsing: required).directives
        return directives.allSatisfy { asked in
            policies.contains { policy in
                guard let own = policy.directive(asked.name) else { return false }
                return own.values == ["'none'"] || Set(own.values).isSubset(of: asked.values)
            }
        }
    }
}

extension ContentSecurityPolicy.Directive {
    /// Whether `ancestor` may frame the document at `url`, which has this directive.
    fileprivate func allows(
        _ ancestor: Page,
        around url: WebURL,
        _ policy: BrowserPolicy
    ) -> Bool {
        guard let origin = try? WebURL(parsing: ancestor.origin.serialized) else { return false }
        return SourceListMatching(
            selfURL: url,
            url: origin,
            isRedirected: false,
            policy: policy.fetch
        ).matches(values)
    }
}
