internal import BrowserCORS
internal import BrowserHTTP

/// The CORS preflight: the request by which a browser asks the server for consent before it sends the
/// actual request.
///
/// https://fetch.spec.whatwg.org/#cors-preflight-fetch
public struct Preflight: Hashable, Sendable, Codable {
    /// What the server allows, and for how long.
    public struct Grant: Hashable, Sendable, Codable {
        /// The allowed methods, as `Access-Control-Allow-Methods` lists them.
        public let methods: [String]
        /// The allowed header names, as `Access-Control-Allow-Headers` lists them.
        public let headerNames: [String]
        /// The number of seconds for which the browser may reuse this grant.
        public let maxAge: Int64
    }

    /// The browser that sends the preflight.
    public let browser: Browser
    /// The page's origin.
    public let origin: String
    /// The method of the actual request.
    public let method: String
    /// The header names of the actual request that need consent, in lower case and byte order.
    public let headerNames: [String]
    /// Whether the actual request includes credentials; the preflight itself never does.
    public let includesCredentials: Bool

    /// The headers of the `OPTIONS` request: `Origin`, `Access-Control-Request-Method` and, if there are
    /// any ``headerNames``, `Access-Control-Request-Headers`.
    public var headers: Headers {
        var headers: Headers = ["Origin": origin, "Access-Control-Request-Method": method]
        if !headerNames.isEmpty {
            headers.append("Access-Control-Request-Headers", headerNames.joined(separator: ","))
        }
        return headers
    }

    /// Checks whether the server's response allows the actual request.
    ///
    /// - Parameters:
    ///   - status: The response's status; redirects are not followed.
    ///   - headers: The response's headers.
    /// - Returns: What the server allows.
    /// - Throws: ``CORSRefusal``, if the request may not be sent.
    @discardableResult
    public func check(status: Int, headers: Headers) throws(CORSRefusal) -> Grant {
        do throws(CORSFailure) {
            let grant = try judgePreflightResponse(
                status: status,
                headers: headers.list,
                to: PreflightRequest(
                    method: method,
                    headerNames: headerNames,
                    includesCredentials: includesCredentials
                ),
                origin: origin,
                policy: browser.corsPolicy
            )
            return Grant(
                methods: grant.methods,
                headerNames: grant.headerNames,
                maxAge: grant.maxAge
            )
        } catch {
            throw CORSRefusal(error)
        }
    }
}
