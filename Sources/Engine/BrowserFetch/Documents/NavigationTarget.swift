package import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// The place that a navigation fills with a document: a tab, or a frame inside one.
///
/// https://html.spec.whatwg.org/#navigable
package struct NavigationTarget: Hashable, Sendable {
    /// The documents around it, outermost first; none of a tab.
    package var ancestors: [Page]
    /// What its documents may not do, whatever their responses say.
    package var sandbox: SandboxFlags
    /// The jar of its own that it has, with all that is inside it.
    package var credentialless: CredentiallessNonce?
    /// What the attribute `csp` of its frame asks of its documents.
    package var requiredPolicy: String?
    /// What its frame says that its documents may do; `nil` of a tab.
    package var container: FrameContainer?
    /// The document that is there so far; `nil` of a new tab.
    package var document: Page?
    /// Whether nothing but the first blank document was in it.
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

    /// A frame that `page` has just inserted, with a URL or without.
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

/// The attributes of an `<iframe>` that decide about its documents.
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

    /// As they are written, by name; names that decide nothing here are passed over.
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
