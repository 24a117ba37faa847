package import BrowserCookies
package import WebOrigin

/// A document, and with it the environment that its scripts ask in: its URL, its origin, its
/// policies, and the documents around it.
///
/// Of one reference, because all that judges a request is handed the page that makes it.
///
/// https://html.spec.whatwg.org/#document
package struct Page: Hashable, Sendable {
    private struct Fields: Hashable {
        var url: WebURL
        var origin: Origin
        var ancestors: [Page]
        var creatorURL: WebURL?
        var policies: PolicyContainer
        var sandbox: SandboxFlags
        var container: FrameContainer?
        var addressSpace: AddressSpace?
        var referrer: WebURL?
        var hasStorageAccess: Bool = false
        var isWorker: Bool = false
        var credentialless: CredentiallessNonce?
    }

    private final class Storage: Sendable {
        let fields: Fields

        init(_ fields: Fields) { self.fields = fields }
    }

    private var storage: Storage

    private mutating func change(_ change: (inout Fields) -> Void) {
        var fields = storage.fields
        change(&fields)
        storage = Storage(fields)
    }

    package static func == (left: Page, right: Page) -> Bool {
        left.storage === right.storage || left.storage.fields == right.storage.fields
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(storage.fields) }

    package var url: WebURL {
        get { storage.fields.url }
        set { change { $0.url = newValue } }
    }
    /// Opaque for a sandboxed document, whatever its URL.
    package var origin: Origin {
        get { storage.fields.origin }
        set { change { $0.origin = newValue } }
    }
    /// The documents that it is framed in, outermost first.
    package var ancestors: [Page] {
        get { storage.fields.ancestors }
        set { change { $0.ancestors = newValue } }
    }
    /// The URL of who made a document that has none of its own, where that is not the document
    /// around it.
    package var creatorURL: WebURL? {
        get { storage.fields.creatorURL }
        set { change { $0.creatorURL = newValue } }
    }
    package var policies: PolicyContainer {
        get { storage.fields.policies }
        set { change { $0.policies = newValue } }
    }
    package var sandbox: SandboxFlags {
        get { storage.fields.sandbox }
        set { change { $0.sandbox = newValue } }
    }
    /// What its frame says that it may do; `nil` of a page in a tab.
    package var container: FrameContainer? {
        get { storage.fields.container }
        set { change { $0.container = newValue } }
    }
    /// Where its response came from; `nil` where that is not known.
    package var addressSpace: AddressSpace? {
        get { storage.fields.addressSpace }
        set { change { $0.addressSpace = newValue } }
    }
    /// What brought it there, as its scripts see it: `document.referrer`.
    package var referrer: WebURL? {
        get { storage.fields.referrer }
        set { change { $0.referrer = newValue } }
    }
    /// Whether it has the cookies of its site although it is a third party.
    package var hasStorageAccess: Bool {
        get { storage.fields.hasStorageAccess }
        set { change { $0.hasStorageAccess = newValue } }
    }
    /// Whether it is a worker: it asks as the document that started it, under its script's URL.
    package var isWorker: Bool {
        get { storage.fields.isWorker }
        set { change { $0.isWorker = newValue } }
    }
    /// The jar of its own that it has, if its frame or one around it is credentialless.
    package var credentialless: CredentiallessNonce? {
        get { storage.fields.credentialless }
        set { change { $0.credentialless = newValue } }
    }

    package init(
        url: WebURL,
        origin: Origin,
        ancestors: [Page] = [],
        referrerPolicy: ReferrerPolicy = .default,
        contentSecurityPolicies: [ContentSecurityPolicy] = []
    ) {
        var policies = PolicyContainer()
        policies.referrerPolicy = referrerPolicy
        policies.contentSecurityPolicies = contentSecurityPolicies
        storage = Storage(
            Fields(
                url: url,
                origin: origin,
                ancestors: ancestors,
                policies: policies,
                sandbox: ancestors.last?.sandbox ?? [],
                credentialless: ancestors.last?.credentialless
            )
        )
    }

    /// A page at `url`; a sandboxed one has an opaque origin.
    package init(url: WebURL, inFramesOf ancestors: [Page] = [], isSandboxed: Bool = false) {
        let container = ancestors.last
        self.init(
            url: url,
            origin: isSandboxed ? .opaque(OpaqueOrigin()) : Self.origin(of: url, in: container),
            ancestors: ancestors
        )
        if isSandboxed { sandbox.insert(.origin) }
        // A document without a response of its own has its container's policies.
        if !url.isHTTP, url.scheme != "file", let container {
            policies.contentSecurityPolicies = container.policies.contentSecurityPolicies
        }
    }

    /// A document that `creator` makes without a request: `about:blank`, `about:srcdoc`, or a
    /// `blob:` or `data:` URL.
    ///
    /// https://html.spec.whatwg.org/#determining-the-origin
    package init(url: WebURL, createdBy creator: Page, in target: NavigationTarget) {
        var origin = Self.origin(of: url, in: creator)
        // 1. If the sandboxing flag set has its sandboxed origin browsing context flag set, return
        // a new opaque origin.
        if target.sandbox.contains(.origin) { origin = .opaque(OpaqueOrigin()) }
        self.init(url: url, origin: origin, ancestors: target.ancestors)
        creatorURL = creator.documentURL
        policies = creator.policies
        sandbox = target.sandbox
        container = target.container
        credentialless = target.credentialless
        addressSpace = creator.addressSpace
    }

    /// The worker that `owner` started by a script of that response.
    ///
    /// https://html.spec.whatwg.org/#run-a-worker
    package init(workerOf owner: Page, at url: WebURL, _ response: HTTPResponse) {
        self.init(workerOf: owner, at: url)
        policies = PolicyContainer(of: response)
    }

    /// The worker that `owner` started by a script without a response of its own, of a `blob:` or a `data:` URL: it
    /// has the owner's policies. That of a `data:` URL has no origin.
    ///
    /// https://html.spec.whatwg.org/#run-a-worker
    package init(workerOf owner: Page, at url: WebURL) {
        let origin = url.scheme == "data" ? Origin.opaque(OpaqueOrigin()) : owner.origin
        self.init(url: url, origin: origin, ancestors: owner.ancestors)
        creatorURL = owner.documentURL
        policies = owner.policies
        sandbox = owner.sandbox
        credentialless = owner.credentialless
        container = owner.container
        // Its script is of the owner's origin, and so of the same server.
        addressSpace = owner.addressSpace
        hasStorageAccess = owner.hasStorageAccess
        isWorker = true
    }

    /// 2.-5. `about:blank` and `about:srcdoc` have the origin of who made them; else the URL's. (What a
    /// blob's URL says is the origin of who made that.)
    private static func origin(of url: WebURL, in creator: Page?) -> Origin {
        if url.scheme == "about", let creator { return creator.origin }
        return url.origin
    }

    package var referrerPolicy: ReferrerPolicy { policies.referrerPolicy }

    package var contentSecurityPolicies: [ContentSecurityPolicy] {
        policies.contentSecurityPolicies
    }

    /// Its URL; of a document that has none of its own, that of the one that made it.
    package var documentURL: WebURL {
        guard url.scheme == "about" else { return url }
        return creatorURL ?? ancestors.last?.documentURL ?? url
    }

    /// What relative URLs are relative to.
    ///
    /// https://html.spec.whatwg.org/#document-base-url
    package var baseURL: WebURL { documentURL }

    /// The URL whose cookies its scripts read and write.
    package var cookieURL: WebURL {
        // A blob is its creator's, and its URL says which origin that is.
        guard url.scheme == "blob", !origin.isOpaque else { return documentURL }
        return creatorURL ?? (try? WebURL(parsing: origin.serialized)) ?? url
    }

    /// The URL that its requests name as referrer.
    ///
    /// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
    package var referrerSource: WebURL? {
        // 3.2. If the origin is opaque, there is no referrer.
        origin.isOpaque ? nil : documentReferrerSource
    }

    /// The same for requests that a browser makes in the document's name: an opaque origin does not
    /// matter to that.
    var documentReferrerSource: WebURL? {
        // 3.3. While the document is an iframe srcdoc document, let it be its container document.
        if url.href == "about:srcdoc", let container = ancestors.last {
            return container.documentReferrerSource
        }
        // 3.4. Its URL.
        return url
    }

    /// That of the document which made this one, where its own URL is not to be sent: of a blob only
    /// the origin is known.
    var creatorReferrerSource: WebURL? {
        if origin.isOpaque { return nil }
        switch url.scheme {
        case "about": return documentURL
        case "blob": return cookieURL.strippingAllButOrigin()
        default: return nil
        }
    }

    package var top: Page { ancestors.first ?? self }

    /// The site of the top-level document: what partitions are keyed by.
    package func topLevelSite(suffixes: PublicSuffixList) -> Site {
        Site(of: top.origin, suffixes: suffixes)
    }

    /// The origin, and not the URL, counts for each: a sandboxed document has no site, and neither has
    /// what is below it.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.2.1
    package func siteForCookies(suffixes: PublicSuffixList) -> SiteForCookies {
        if ancestors.isEmpty { return SiteForCookies(tabAt: origin, suffixes: suffixes) }
        return SiteForCookies(
            topLevel: top.origin,
            nested: (ancestors.dropFirst() + [self]).map(\.origin),
            suffixes: suffixes
        )
    }

    /// Whether its sandbox is none to its own scripts: they could take the attribute away, or reach
    /// the page around it.
    package var escapesSandbox: Bool {
        guard !sandbox.isEmpty, sandbox.isDisjoint(with: [.origin, .scripts]) else { return false }
        return ancestors.last.map { origin.isSameOrigin(as: $0.origin) } ?? true
    }

    /// Takes away what `flags` forbid it.
    package mutating func sandbox(_ flags: SandboxFlags) {
        sandbox.formUnion(flags)
        if flags.contains(.origin), !origin.isOpaque { origin = .opaque(OpaqueOrigin()) }
    }

    /// https://html.spec.whatwg.org/#secure-context
    package var isSecureContext: Bool {
        (ancestors + [self]).allSatisfy { $0.documentURL.isPotentiallyTrustworthy }
    }
}

/// Why a text does not name a page.
package enum PageURLFailure: Error, Hashable, Sendable {
    case invalid(URLFailure)
    /// What stands before the first colon is no scheme that a page has.
    case scheme(String)
}

extension Page {
    /// The URL of a page as a person writes it; `null` stands for a page without an origin.
    ///
    /// `schemes`: what else it may have, where it is more than a page.
    package static func url(
        _ text: String,
        alsoOf schemes: Set<String> = []
    ) throws(PageURLFailure) -> WebURL {
        let url: WebURL
        do throws(URLFailure) {
            url = try WebURL(parsing: text == "null" ? "about:blank" : text)
        } catch {
            throw .invalid(error)
        }
        guard schemes.union(["http", "https", "file", "data", "about"]).contains(url.scheme) else {
            throw .scheme(url.scheme)
        }
        return url
    }
}
