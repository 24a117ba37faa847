internal import BrowserCORS
internal import BrowserHTTP

/// What a browser asks a server before it sends a request.
///
/// https://fetch.spec.whatwg.org/#cors-preflight-fetch
public struct Preflight: Hashable, Sendable, Codable {
    /// What the server allows, and for how long.
    public struct Grant: Hashable, Sendable, Codable {
        /// As `Access-Control-Allow-Methods` has them.
        public let methods: [String]
        /// As `Access-Control-Allow-Headers` has them.
        public let headerNames: [String]
        /// For how many seconds the browser does not ask again.
        public let maxAge: Int64
    }

    /// Who asks.
    public let browser: Browser
    /// The page's origin.
    public let origin: String
    /// The method that is asked for.
    public let method: String
    /// The names that are asked for, in lower case and byte order.
    public let headerNames: [String]
    /// Whether the request will have credentials; the preflight itself has none.
    public let includesCredentials: Bool

    /// The headers of the `OPTIONS` request: `Origin`, `Access-Control-Request-Method`, and
    /// `Access-Control-Request-Headers` where it asks for some.
    public var headers: Headers {
        var headers: Headers = ["Origin": origin, "Access-Control-Request-Method": method]
        if !headerNames.isEmpty {
            headers.append("Access-Control-Request-Headers", headerNames.joined(separator: ","))
        }
        return headers
    }

    /// Whether the server's answer allows the request.
    ///
    /// - Parameters:
    ///   - status: The answer's status; a redirect is not followed.
    ///   - headers: The answer's.
    /// - Returns: What is allowed.
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
