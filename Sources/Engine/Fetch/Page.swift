package import Cookies
package import WebOrigin

/// The document that makes requests: its URL, its origin, and the frames around it.
///
/// https://html.spec.whatwg.org/#environment-settings-object
package struct Page: Hashable, Sendable {
    package var url: WebURL
    /// Opaque for a sandboxed document, whatever its URL.
    package var origin: Origin
    /// The documents that it is framed in, outermost first.
    package var ancestors: [Page]
    package var referrerPolicy: ReferrerPolicy
    package var contentSecurityPolicies: [ContentSecurityPolicy]

    package init(
        url: WebURL,
        origin: Origin,
        ancestors: [Page] = [],
        referrerPolicy: ReferrerPolicy = .default,
        contentSecurityPolicies: [ContentSecurityPolicy] = []
    ) {
        self.url = url
        self.origin = origin
        self.ancestors = ancestors
        self.referrerPolicy = referrerPolicy
        self.contentSecurityPolicies = contentSecurityPolicies
    }

    /// A page at `url`; a sandboxed one has an opaque origin.
    package init(url: WebURL, inFramesOf ancestors: [Page] = [], isSandboxed: Bool = false) {
        self.init(
            url: url,
            origin: isSandboxed ? .opaque(OpaqueOrigin()) : url.origin,
            ancestors: ancestors,
            // A document without a response of its own has its container's policies.
            contentSecurityPolicies: url.isHTTP || url.scheme == "file"
                ? [] : ancestors.last?.contentSecurityPolicies ?? []
        )
    }

    /// What relative URLs are relative to: a `srcdoc` document has its container's.
    ///
    /// https://html.spec.whatwg.org/#document-base-url
    package var baseURL: WebURL {
        if url.scheme == "about", let container = ancestors.last { return container.baseURL }
        return url
    }

    /// The URL that its requests name as referrer: a `srcdoc` document's is its container's.
    ///
    /// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
    package var referrerSource: WebURL? {
        // If the origin is opaque, there is no referrer.
        if origin.isOpaque { return nil }
        if url.scheme == "about", let container = ancestors.last { return container.referrerSource }
        return url
    }

    /// The same for requests that a browser makes in the document's name: an opaque origin does not
    /// matter to that.
    var documentReferrerSource: WebURL? {
        if url.scheme == "about", let container = ancestors.last {
            return container.documentReferrerSource
        }
        return url
    }

    package var top: Page { ancestors.first ?? self }

    /// The site of the top-level document: what partitions are keyed by.
    package func topLevelSite(suffixes: PublicSuffixList) -> Site {
        Site(of: top.origin, suffixes: suffixes)
    }

    /// Sandboxed documents are judged by their URL's origin in this walk.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.2.1
    package func siteForCookies(suffixes: PublicSuffixList) -> SiteForCookies {
        SiteForCookies(
            // A page that a policy sandboxes has no site, and neither has what is below it.
            topLevel: top.origin.isOpaque ? top.origin : top.url.origin,
            nested: (ancestors.dropFirst() + [self]).map(\.url.origin),
            suffixes: suffixes
        )
    }

    /// https://html.spec.whatwg.org/#secure-context
    package var isSecureContext: Bool {
        (ancestors + [self]).allSatisfy { $0.url.isPotentiallyTrustworthy }
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
