internal import BrowserCORS
internal import BrowserHTTP
internal import BrowserInfra

/// A page's `fetch()` or XMLHttpRequest to another origin, in mode `cors`.
///
///     let request = CrossOriginRequest(api, method: "PUT", from: page, includesCredentials: true)
///     if let preflight = request.preflight(in: .chrome) {
///         try preflight.check(status: 204, headers: answer)
///     }
///     try request.check(response)
///
/// https://fetch.spec.whatwg.org/#http-cors-protocol
public struct CrossOriginRequest: Hashable, Sendable, Codable {
    /// The method as it is sent: `get` becomes `GET`, `patch` stays as it is.
    public let method: String
    /// The URL of the request.
    public let url: WebURL
    /// The page that makes the request; only its origin matters.
    public let page: WebURL
    /// The headers set by script.
    public let headers: Headers
    /// Whether the credentials mode is `include`, so that cookies are sent.
    public let includesCredentials: Bool

    /// Creates a request.
    ///
    /// - Parameters:
    ///   - url: The URL of the request.
    ///   - method: The method as script writes it.
    ///   - page: The page that makes the request.
    ///   - headers: The headers set by script.
    ///   - includesCredentials: Whether the credentials mode is `include`.
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

    /// The value of the `Origin` header.
    public var origin: String { page.origin }

    /// Whether the page and the URL have different origins; CORS does not apply otherwise.
    public var isCrossOrigin: Bool { !url.isSameOrigin(as: page) }

    /// Returns the preflight that the browser sends first; `nil` if it sends the request right away.
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

    /// Checks whether the page may read a response, and which of its headers.
    ///
    /// https://fetch.spec.whatwg.org/#concept-cors-check
    ///
    /// - Parameter headers: The response's headers.
    /// - Returns: The headers that script can read.
    /// - Throws: ``CORSRefusal``, if the page may not read the response at all.
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
