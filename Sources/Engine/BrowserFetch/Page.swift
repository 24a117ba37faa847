package import BrowserCookies
package import WebOrigin

/// A document together with the environment in which its scripts make requests: its URL, its
/// origin, its policies, and the documents around it.
///
/// It holds a single reference, because everything that judges a request is passed the page that
/// makes it.
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
    /// The origin; opaque for a sandboxed document, whatever its URL.
    package var origin: Origin {
        get { storage.fields.origin }
        set { change { $0.origin = newValue } }
    }
    /// The documents around its frame, outermost first.
    package var ancestors: [Page] {
        get { storage.fields.ancestors }
        set { change { $0.ancestors = newValue } }
    }
    /// The URL of the document that created this one, if this one has no URL of its own and its
    /// creator is not the document around it.
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
    /// The attributes of its frame that determine which features it may use; `nil` for a page in a
    /// tab.
    package var container: FrameContainer? {
        get { storage.fields.container }
        set { change { $0.container = newValue } }
    }
    /// The address space of the server it was loaded from; `nil` if unknown.
    package var addressSpace: AddressSpace? {
        get { storage.fields.addressSpace }
        set { change { $0.addressSpace = newValue } }
    }
    /// The value of `document.referrer`.
    package var referrer: WebURL? {
        get { storage.fields.referrer }
        set { change { $0.referrer = newValue } }
    }
    /// Whether it can use the cookies of its site although it is a third party.
    package var hasStorageAccess: Bool {
        get { storage.fields.hasStorageAccess }
        set { change { $0.hasStorageAccess = newValue } }
    }
    /// Whether it is a worker, which makes requests as the document that started it, but under the
    /// URL of its script.
    package var isWorker: Bool {
        get { storage.fields.isWorker }
        set { change { $0.isWorker = newValue } }
    }
    /// The nonce of its separate jar, if its frame or one around it is credentialless.
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

    /// Creates a page at `url`; if it is sandboxed, it has an opaque origin.
    package init(url: WebURL, inFramesOf ancestors: [Page] = [], isSandboxed: Bool = false) {
        let container = ancestors.last
        self.init(
            url: url,
            origin: isSandboxed ? .opaque(OpaqueOrigin()) : Self.origin(of: url, in: container),
            ancestors: ancestors
        )
        if isSandboxed { sandbox.insert(.origin) }
        // A document without a response of its own inherits the policies of its container.
        if !url.isHTTP, url.scheme != "file", let container {
            policies.contentSecurityPolicies = container.policies.contentSecurityPolicies
        }
    }

    /// Creates a document that `creator` creates without a request: `about:blank`, `about:srcdoc`,
    /// or a
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

    /// Creates the worker that `owner` started, with a script loaded in `response`.
    ///
    /// https://html.spec.whatwg.org/#run-a-worker
    package init(workerOf owner: Page, at url: WebURL, _ response: HTTPResponse) {
        self.init(workerOf: owner, at: url)
        policies = PolicyContainer(of: response)
    }

    /// Creates a worker whose script comes from a `blob:` or a `data:` URL and so has no response:
    /// it inherits the owner's policies. With a `data:` URL, its origin is opaque.
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
        // Its script has the owner's origin, and so comes from the same server.
        addressSpace = owner.addressSpace
        hasStorageAccess = owner.hasStorageAccess
        isWorker = true
    }

    /// 2.-5. `about:blank` and `about:srcdoc` have the origin of their creator; other documents,
    /// that of their URL. (The origin in a blob's URL is that of the blob's creator.)
    private static func origin(of url: WebURL, in creator: Page?) -> Origin {
        if url.scheme == "about", let creator { return creator.origin }
        return url.origin
    }

    package var referrerPolicy: ReferrerPolicy { policies.referrerPolicy }

    package var contentSecurityPolicies: [ContentSecurityPolicy] {
        policies.contentSecurityPolicies
    }

    /// Its URL, or that of its creator if it has none of its own.
    package var documentURL: WebURL {
        guard url.scheme == "about" else { return url }
        return creatorURL ?? ancestors.last?.documentURL ?? url
    }

    /// The base of relative URLs.
    ///
    /// https://html.spec.whatwg.org/#document-base-url
    package var baseURL: WebURL { documentURL }

    /// The URL whose cookies the page's scripts read and write.
    package var cookieURL: WebURL {
        // A blob belongs to its creator, whose origin is part of its URL.
        guard url.scheme == "blob", !origin.isOpaque else { return documentURL }
        return creatorURL ?? (try? WebURL(parsing: origin.serialized)) ?? url
    }

    /// The URL that its requests use as their referrer.
    ///
    /// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
    package var referrerSource: WebURL? {
        // 3.2. If the origin is opaque, there is no referrer.
        origin.isOpaque ? nil : documentReferrerSource
    }

    /// The referrer source for requests that a browser makes on behalf of the document: an opaque
    /// origin does not matter for these.
    var documentReferrerSource: WebURL? {
        // 3.3. While the document is an iframe srcdoc document, let it be its container document.
        if url.href == "about:srcdoc", let container = ancestors.last {
            return container.documentReferrerSource
        }
        // 3.4. Return its URL.
        return url
    }

    /// The URL of the document that created this one, if this one's own URL must not be sent; for a
    /// blob, only the origin is known.
    var creatorReferrerSource: WebURL? {
        if origin.isOpaque { return nil }
        switch url.scheme {
        case "about": return documentURL
        case "blob": return cookieURL.strippingAllButOrigin()
        default: return nil
        }
    }

    package var top: Page { ancestors.first ?? self }

    /// The site of the top-level document, by which partitions are keyed.
    package func topLevelSite(suffixes: PublicSuffixList) -> Site {
        Site(of: top.origin, suffixes: suffixes)
    }

    /// The site for cookies. It is computed from origins, not URLs: a sandboxed document has no
    /// site, and neither do documents nested in it.
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

    /// Whether its sandbox is ineffective against its own scripts: they could remove the attribute,
    /// or reach the page around it.
    package var escapesSandbox: Bool {
        guard !sandbox.isEmpty, sandbox.isDisjoint(with: [.origin, .scripts]) else { return false }
        return ancestors.last.map { origin.isSameOrigin(as: $0.origin) } ?? true
    }

    /// Applies the sandbox flags.
    package mutating func sandbox(_ flags: SandboxFlags) {
        sandbox.formUnion(flags)
        if flags.contains(.origin), !origin.isOpaque { origin = .opaque(OpaqueOrigin()) }
    }

    /// https://html.spec.whatwg.org/#secure-context
    package var isSecureContext: Bool {
        (ancestors + [self]).allSatisfy { $0.documentURL.isPotentiallyTrustworthy }
    }
}

/// The reason why a text does not name a page.
package enum PageURLFailure: Error, Hashable, Sendable {
    case invalid(URLFailure)
    /// The scheme is not one that a page can have.
    case scheme(String)
}

extension Page {
    /// Returns the URL of a page as a person writes it; `null` stands for a page without an origin.
    ///
    /// `schemes`: additional schemes to accept.
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
