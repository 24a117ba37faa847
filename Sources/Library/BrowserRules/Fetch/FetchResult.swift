internal import BrowserCORS
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

/// Everything that happened for one `fetch()` or navigation.
public struct FetchResult: Hashable, Sendable, Codable {
    /// Every request that was sent, in order, including preflights and redirects.
    public let exchanges: [Exchange]
    /// The response that the page gets; `nil` if it only gets an error.
    public let response: PageResponse?
    /// Why the page only gets an error; `nil` if there is a ``response``.
    public let refusal: FetchRefusal?
    /// After a navigation, the document that the tab shows.
    public let document: Page?

    /// The outcome of each `Set-Cookie` header, in order.
    public var setCookies: [SetCookieVerdict] { exchanges.flatMap(\.setCookies) }

    /// Returns what the page's promise is fulfilled with.
    ///
    /// - Returns: The response.
    /// - Throws: ``FetchRefusal``, if the promise is rejected.
    public func get() throws(FetchRefusal) -> PageResponse {
        if let response { return response }
        throw refusal ?? FetchRefusal(code: .networkError, detail: "")
    }

    init(_ report: FetchReport) {
        let exchanges = report.exchanges.map { Exchange($0) }
        self.exchanges = exchanges
        switch report.outcome {
        case .fulfilled(let seen):
            response = PageResponse(seen)
            refusal = nil
        case .rejected(let failure):
            response = nil
            refusal = FetchRefusal(failure)
        }
        document = report.document.map { document in
            Page(
                WebURL(document.url),
                framedBy: document.ancestors.map { WebURL($0.url) },
                headers: exchanges.last?.response?.headers ?? [:]
            )
        }
    }
}

/// A response as a page sees it.
///
/// https://fetch.spec.whatwg.org/#concept-filtered-response
public struct PageResponse: Hashable, Sendable, Codable {
    /// The response's type, as in `response.type`.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A response of the page's own origin.
        case basic
        /// A response of another origin, which consented.
        case cors
        /// A response without a server: a `data:` URL or a document.
        case `default`
        /// A response of another origin that was not asked to consent; the page cannot read it.
        case opaque
        /// A redirect that is not followed; the page cannot read it.
        case opaqueRedirect = "opaqueredirect"
    }

    /// The response's type, as in `response.type`.
    public let kind: Kind
    /// The status; 0 if the page cannot read the response.
    public let status: Int
    /// The headers that the page may read, in lower case and sorted; values of the same name are joined.
    public let headers: Headers
    /// The body; empty if there is none, or the page cannot read it.
    public let body: [UInt8]
    /// The URL, as in `response.url`; empty if the page cannot read the response.
    public let url: String
    /// Whether there was a redirect.
    public let isRedirected: Bool

    init(_ response: EnginePageResponse) {
        kind =
            switch response.kind {
            case .basic: .basic
            case .cors: .cors
            case .default: .default
            case .opaque: .opaque
            case .opaqueredirect: .opaqueRedirect
            }
        status = response.status
        headers = Headers(HeaderList(response.headers))
        body = response.body?.bytes ?? []
        url = response.url
        isRedirected = response.isRedirected
    }
}
