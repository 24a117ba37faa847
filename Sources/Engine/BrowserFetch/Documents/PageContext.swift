internal import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// The policies and frame attributes of a page that was not loaded from a response.
package struct PageContext: Hashable, Sendable {
    /// The policies, as written in a header or a `<meta>`.
    package var contentSecurityPolicies: [String]
    package var embedderPolicy: EmbedderPolicy?
    package var referrerPolicy: ReferrerPolicy?
    /// The `allow` attribute of its frame.
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
    /// Applies the `sandbox` directives of its policies.
    package mutating func applySandboxOfPolicies() {
        for flags in contentSecurityPolicies.compactMap(\.sandbox) { sandbox.formUnion(flags) }
        if sandbox.contains(.origin), !origin.isOpaque { origin = .opaque(OpaqueOrigin()) }
    }

    /// The policies that apply to its requests, by header name; defaults are left out.
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

    /// Applies the settings, as far as the browser supports them.
    package mutating func adopt(_ context: PageContext, in browser: BrowserPolicy) {
        let added = context.contentSecurityPolicies.flatMap { text in
            text.split(separator: ",").map { ContentSecurityPolicy(parsing: String($0)) }
        }.filter { !$0.directives.isEmpty }
        policies.contentSecurityPolicies += added
        applySandboxOfPolicies()
        if let embedderPolicy = context.embedderPolicy, isSecureContext {
            policies.embedderPolicy = embedderPolicy.known(to: browser.fetch)
        }
        if let referrerPolicy = context.referrerPolicy {
            policies.referrerPolicy = referrerPolicy
        }
        if let allow = context.frameAllow, !ancestors.isEmpty {
            container = FrameContainer(
                allow: allow,
                source: url.isHTTP ? url.origin : nil,
                isSandboxed: sandbox.contains(.origin)
            )
        }
        if context.isCredentialless, !ancestors.isEmpty,
            browser.navigation.credentiallessFrames, credentialless == nil
        {
            credentialless = CredentiallessNonce()
        }
    }
}
