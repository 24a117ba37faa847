internal import BrowserCORS
internal import BrowserHTTP
internal import BrowserInfra

/// A page's `fetch()` or XMLHttpRequest to another origin, mode `cors`.
///
///     let request = CrossOriginRequest(api, method: "PUT", from: page, includesCredentials: true)
///     if let preflight = request.preflight(in: .chrome) {
///         try preflight.check(status: 204, headers: answer)
///     }
///     try request.check(response)
///
/// https://fetch.spec.whatwg.org/#http-cors-protocol
public struct CrossOriginRequest: Hashable, Sendable, Codable {
    /// As it is sent: `get` was made `GET`, `patch` was left alone.
    public let method: String
    /// What is asked.
    public let url: WebURL
    /// The page that asks; it is its origin that counts.
    public let page: WebURL
    /// The headers that script sets.
    public let headers: Headers
    /// Whether its credentials mode is `include`: cookies go along.
    public let includesCredentials: Bool

    /// A request.
    ///
    /// - Parameters:
    ///   - url: What is asked.
    ///   - method: The method as script has it.
    ///   - page: The page that asks.
    ///   - headers: The headers that script sets.
    ///   - includesCredentials: Whether its credentials mode is `include`.
    public init(
        _ url: WebURL,
        method: String = "GET",
        from page: WebURL,
        headers: Headers = [:],
        includesCredentials: Bool = false
    ) {
        self.method = Method.normalize(method)
        self.url = url
        self.page = page
        self.headers = headers
        self.includesCredentials = includesCredentials
    }

    /// What the `Origin` header says.
    public var origin: String { page.origin }

    /// Whether page and URL are of two origins; CORS is not asked else.
    public var isCrossOrigin: Bool { !url.isSameOrigin(as: page) }

    /// What the browser asks the server first; `nil` where it sends the request right away.
    ///
    /// https://fetch.spec.whatwg.org/#cors-preflight-fetch
    public func preflight(in browser: Browser) -> Preflight? {
        let names = corsUnsafeRequestHeaderNames(headers.list, policy: browser.corsPolicy)
        guard isCrossOrigin, !Method.isCORSSafelisted(method) || !names.isEmpty else { return nil }
        return Preflight(
            browser: browser,
            origin: origin,
            method: method,
            headerNames: names,
            includesCredentials: includesCredentials
        )
    }

    /// Whether the page may see a response, and what of it.
    ///
    /// https://fetch.spec.whatwg.org/#concept-cors-check
    ///
    /// - Parameter headers: The response's.
    /// - Returns: The headers that script sees.
    /// - Throws: ``CORSRefusal``, if it may not see it at all.
    @discardableResult
    public func check(_ headers: Headers) throws(CORSRefusal) -> Headers {
        let list = headers.list
        guard isCrossOrigin else { return Headers(basicExposedHeaders(list)) }
        do throws(CORSCheckFailure) {
            try corsCheck(list, origin: origin, includesCredentials: includesCredentials)
        } catch {
            throw CORSRefusal(.check(error, on: .response))
        }
        return Headers(corsExposedHeaders(list, includesCredentials: includesCredentials))
    }
}
