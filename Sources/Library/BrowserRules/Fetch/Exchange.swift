internal import BrowserCORS
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

/// One request, as it is sent over the network.
public struct NetworkRequest: Hashable, Sendable, Codable {
    /// The method.
    public let method: String
    /// The URL of the request.
    public let url: WebURL
    /// All headers that a browser sends except `Host` and `Content-Length`, which the HTTP client sets.
    public let headers: Headers
    /// The body; `nil` if there is none.
    public let body: [UInt8]?

    init(_ request: EngineRequest) {
        method = request.method
        url = WebURL(request.url)
        headers = Headers(request.headers)
        body = request.body?.bytes
    }
}

/// One response, as received over the network, with content codings decoded.
public struct NetworkResponse: Hashable, Sendable, Codable {
    /// The status, 200 to 999.
    public var status: Int
    /// All headers, each `Set-Cookie` header as its own field.
    public var headers: Headers
    /// The body; empty if there is none.
    public var body: [UInt8]

    /// Creates a response.
    ///
    /// - Parameters:
    ///   - status: The status, 200 to 999.
    ///   - headers: All headers, each `Set-Cookie` header as its own field.
    ///   - body: The body, with content codings decoded.
    public init(status: Int, headers: Headers = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    init(_ response: EngineResponse) {
        status = response.status
        headers = Headers(response.headers)
        body = response.body.bytes
    }

    var engine: EngineResponse {
        EngineResponse(status: status, headers: headers.list, body: ByteString(body))
    }
}

/// One request and its response, with verdicts on every cookie and on CORS.
public struct Exchange: Hashable, Sendable, Codable {
    /// The purpose of an exchange.
    ///
    /// This is a structure because minor versions may add values. The `Codable` form is the value's
    /// name.
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
        /// The name: `preflight`, `request`, `redirect` or `retry`.
        public let rawValue: String

        /// Creates the kind with this name, even if this version does not define it.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A CORS preflight.
        public static let preflight = Kind(rawValue: "preflight")
        /// A request whose response is the final one.
        public static let request = Kind(rawValue: "request")
        /// A request whose response is a redirect.
        public static let redirect = Kind(rawValue: "redirect")
        /// A request whose response asks for a retry with storage access.
        public static let retry = Kind(rawValue: "retry")
    }

    /// The purpose of the exchange.
    public let kind: Kind
    /// The method that was sent.
    public let method: String
    /// The URL of the request.
    public let url: WebURL
    /// The headers that were sent, including `Cookie`.
    public let requestHeaders: Headers
    /// The response; `nil` if there was none.
    public let response: NetworkResponse?
    /// A verdict on every cookie of the URL's site; empty for a request without credentials.
    public let cookies: [CookieVerdict]
    /// The outcome of each `Set-Cookie` header, in order.
    public let setCookies: [SetCookieVerdict]
    /// Why the response failed the CORS check; `nil` if it passed, or was not checked.
    public let corsRefusal: CORSRefusal?

    init(_ exchange: EngineExchange) {
        kind = Kind(rawValue: exchange.kind.rawValue)
        method = exchange.method
        url = WebURL(exchange.url)
        requestHeaders = Headers(exchange.requestHeaders)
        response = exchange.response.map { NetworkResponse($0) }
        cookies = exchange.cookies.map { CookieVerdict($0) }
        setCookies = exchange.setCookies.map { SetCookieVerdict($0) }
        if case .failed(let failure) = exchange.cors {
            corsRefusal = CORSRefusal(failure)
        } else {
            corsRefusal = nil
        }
    }
}
