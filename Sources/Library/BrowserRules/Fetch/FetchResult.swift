internal import BrowserCORS
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

/// All that happened for one `fetch()` or navigation.
public struct FetchResult: Hashable, Sendable, Codable {
    /// Every request that went out, in order: preflights and redirects too.
    public let exchanges: [Exchange]
    /// What the page sees; `nil` where it sees nothing but an error.
    public let response: PageResponse?
    /// Why it sees nothing; `nil` where there is a ``response``.
    public let refusal: FetchRefusal?
    /// Of a navigation: the document that the tab shows now.
    public let document: Page?

    /// What became of each `Set-Cookie` header, in order.
    public var setCookies: [SetCookieVerdict] { exchanges.flatMap(\.setCookies) }

    /// What the page's promise is resolved with.
    ///
    /// - Returns: The response.
    /// - Throws: ``FetchRefusal``, where the promise is rejected.
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
    /// `response.type` of script.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Of the page's own origin.
        case basic
        /// Of another origin, which consented.
        case cors
        /// Of no server: a `data:` URL or a document.
        case `default`
        /// Of another origin, which was not asked: nothing is seen of it.
        case opaque
        /// A redirect that is not followed: nothing is seen of it.
        case opaqueRedirect = "opaqueredirect"
    }

    /// `response.type`.
    public let kind: Kind
    /// 0 where nothing is seen.
    public let status: Int
    /// Those that the page may see, in lower case, sorted; values of one name are joined.
    public let headers: Headers
    /// Empty where nothing is seen, and where there is none.
    public let body: [UInt8]
    /// `response.url`; empty where it is not seen.
    public let url: String
    /// Whether there was a redirect on the way.
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
