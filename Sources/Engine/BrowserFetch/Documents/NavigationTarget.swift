package import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// The tab or frame whose document a navigation replaces.
///
/// https://html.spec.whatwg.org/#navigable
package struct NavigationTarget: Hashable, Sendable {
    /// The documents around it, outermost first; empty for a tab.
    package var ancestors: [Page]
    /// The sandbox flags that apply to its documents, whatever their responses specify.
    package var sandbox: SandboxFlags
    /// The nonce of the separate jar that it shares with everything inside it.
    package var credentialless: CredentiallessNonce?
    /// The policy that its frame's `csp` attribute requires of its documents.
    package var requiredPolicy: String?
    /// The attributes of its frame that determine which features its documents may use; `nil` for a
    /// tab.
    package var container: FrameContainer?
    /// The current document; `nil` for a new tab.
    package var document: Page?
    /// Whether it has only contained the initial blank document.
    package var isInitial: Bool

    package init(
        ancestors: [Page] = [],
        sandbox: SandboxFlags = [],
        credentialless: CredentiallessNonce? = nil,
        requiredPolicy: String? = nil,
        container: FrameContainer? = nil,
        document: Page? = nil,
        isInitial: Bool = false
    ) {
        self.ancestors = ancestors
        self.sandbox = sandbox
        self.credentialless = credentialless
        self.requiredPolicy = requiredPolicy
        self.container = container
        self.document = document
        self.isInitial = isInitial
    }

    /// Creates the target for a frame that `page` has just inserted, with or without a URL.
    package init(
        frameOf page: Page,
        _ attributes: FrameAttributes = FrameAttributes(),
        url: String? = nil
    ) {
        let source = url.flatMap { try? WebURL(parsing: $0, base: page.baseURL) }
        self.init(
            ancestors: page.ancestors + [page],
            sandbox: page.sandbox.union(attributes.sandbox ?? []),
            credentialless: page.credentialless
                ?? (attributes.isCredentialless ? CredentiallessNonce() : nil),
            requiredPolicy: attributes.requiredPolicy,
            container: FrameContainer(
                allow: attributes.allow ?? "",
                source: source?.isHTTP == true ? source?.origin : nil,
                isSandboxed: attributes.sandbox?.contains(.origin) ?? false
            ),
            document: nil,
            isInitial: true
        )
    }

    package var isTopLevel: Bool { ancestors.isEmpty }
}

/// The attributes of an `<iframe>` that affect its documents.
package struct FrameAttributes: Hashable, Sendable {
    /// `nil` without the attribute.
    package var sandbox: SandboxFlags?
    package var isCredentialless: Bool
    package var referrerPolicy: ReferrerPolicy?
    /// The text of `allow`; `nil` without the attribute.
    package var allow: String?
    /// The text of `csp`; `nil` without the attribute.
    package var requiredPolicy: String?

    package init(
        sandbox: SandboxFlags? = nil,
        isCredentialless: Bool = false,
        referrerPolicy: ReferrerPolicy? = nil,
        allow: String? = nil,
        requiredPolicy: String? = nil
    ) {
        self.sandbox = sandbox
        self.isCredentialless = isCredentialless
        self.referrerPolicy = referrerPolicy
        self.allow = allow
        self.requiredPolicy = requiredPolicy
    }

    /// Creates the attributes from names and values as written; other attributes are ignored.
    package init(_ attributes: [(name: String, value: String)]) {
        self.init()
        for (name, value) in attributes {
            switch name.asciiLowercased {
            case "sandbox": sandbox = SandboxFlags(parsing: value)
            case "credentialless": isCredentialless = true
            case "referrerpolicy": referrerPolicy = ReferrerPolicy(rawValue: value.asciiLowercased)
            case "allow": allow = value
            case "csp": requiredPolicy = value
            default: break
            }
        }
    }
}
