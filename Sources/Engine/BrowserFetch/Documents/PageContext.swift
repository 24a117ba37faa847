internal import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// What rules a page that no response has told: its policies, and what its frame says.
package struct PageContext: Hashable, Sendable {
    /// As a header or a `<meta>` writes them.
    package var contentSecurityPolicies: [String]
    package var embedderPolicy: EmbedderPolicy?
    package var referrerPolicy: ReferrerPolicy?
    /// The attribute `allow` of its frame.
    package var frameAllow: String?
    /// Whether its frame is credentialless.
    package var isCredentialless: Bool

    package init(
        contentSecurityPolicies: [String] = [],
        embedderPolicy: EmbedderPolicy? = nil,
        referrerPolicy: ReferrerPolicy? = nil,
        frameAllow: String? = nil,
        isCredentialless: Bool = false
    ) {
        self.contentSecurityPolicies = contentSecurityPolicies
        self.embedderPolicy = embedderPolicy
        self.referrerPolicy = referrerPolicy
        self.frameAllow = frameAllow
        self.isCredentialless = isCredentialless
    }
}

extension Page {
    /// Its policies' `sandbox` counts.
    package mutating func applySandboxOfPolicies() {
        for flags in contentSecurityPolicies.compactMap(\.sandbox) { sandbox.formUnion(flags) }
        if sandbox.contains(.origin), !origin.isOpaque { origin = .opaque(OpaqueOrigin()) }
    }

    /// What rules its requests, by the names of headers; what is usual is left out.
    package var policyLines: [(name: String, value: String)] {
        var lines: [(name: String, value: String)] = []
        let policies = policies
        for policy in policies.contentSecurityPolicies {
            lines.append(("Content-Security-Policy", policy.text))
        }
        for policy in policies.reportOnlyPolicies {
            lines.append(("Content-Security-Policy-Report-Only", policy.text))
        }
        if policies.embedderPolicy != .unsafeNone {
            lines.append(("Cross-Origin-Embedder-Policy", policies.embedderPolicy.rawValue))
        }
        if policies.referrerPolicy != .default {
            lines.append(("Referrer-Policy", policies.referrerPolicy.rawValue))
        }
        if !policies.permissionsPolicy.isEmpty {
            lines.append(("Permissions-Policy", policies.permissionsPolicy))
        }
        return lines
    }

    /// Takes on what is said of it, as far as the browser knows of that.
    package mutating func adopt(_ surroundings: PageContext, in browser: BrowserPolicy) {
        let added = surroundings.contentSecurityPolicies.flatMap { text in
            text.split(separator: ",").map { ContentSecurityPolicy(parsing: String($0)) }
        }.filter { !$0.directives.isEmpty }
        policies.contentSecurityPolicies += added
        applySandboxOfPolicies()
        if let embedderPolicy = surroundings.embedderPolicy, isSecureContext {
            policies.embedderPolicy = embedderPolicy.known(to: browser.fetch)
        }
        if let referrerPolicy = surroundings.referrerPolicy {
            policies.referrerPolicy = referrerPolicy
        }
        if let allow = surroundings.frameAllow, !ancestors.isEmpty {
            container = FrameContainer(
                allow: allow,
                source: url.isHTTP ? url.origin : nil,
                isSandboxed: sandbox.contains(.origin)
            )
        }
        if surroundings.isCredentialless, !ancestors.isEmpty,
            browser.navigation.credentiallessFrames, credentialless == nil
        {
            credentialless = CredentiallessNonce()
        }
    }
}
