internal import BrowserCORS
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

/// One request as it goes on the wire.
public struct NetworkRequest: Hashable, Sendable, Codable {
    /// As it is sent.
    public let method: String
    /// Where it goes.
    public let url: WebURL
    /// All that a browser sends but `Host` and `Content-Length`, which an HTTP client knows best.
    public let headers: Headers
    /// `nil` for none.
    public let body: [UInt8]?

    init(_ request: EngineRequest) {
        method = request.method
        url = WebURL(request.url)
        headers = Headers(request.headers)
        body = request.body?.bytes
    }
}

/// One response as it came from the wire, content codings undone.
public struct NetworkResponse: Hashable, Sendable, Codable {
    /// 200 to 999.
    public var status: Int
    /// All of them, each `Set-Cookie` by itself.
    public var headers: Headers
    /// Empty where there is none.
    public var body: [UInt8]

    /// A response.
    ///
    /// - Parameters:
    ///   - status: 200 to 999.
    ///   - headers: All of them, each `Set-Cookie` by itself.
    ///   - body: Content codings undone.
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

/// One request and its response, with a verdict on every cookie and on CORS.
public struct Exchange: Hashable, Sendable, Codable {
    /// What it was for.
    ///
    /// A structure, because minor versions may add values; its `Codable` form is its name.
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
        /// `preflight`, `request`, `redirect` or `retry`.
        public let rawValue: String

        /// The kind of that name, whether there is such a one or not.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// It asked whether the request may be sent.
        public static let preflight = Kind(rawValue: "preflight")
        /// The response is the last one.
        public static let request = Kind(rawValue: "request")
        /// The response led elsewhere.
        public static let redirect = Kind(rawValue: "redirect")
        /// The response asked for the same again, with storage access.
        public static let retry = Kind(rawValue: "retry")
    }

    /// What it was for.
    public let kind: Kind
    /// The method that was sent.
    public let method: String
    /// Where it went.
    public let url: WebURL
    /// Those that were sent, cookies among them.
    public let requestHeaders: Headers
    /// `nil` where none came.
    public let response: NetworkResponse?
    /// A verdict on every cookie of the URL's site; empty for a request without credentials.
    public let cookies: [CookieVerdict]
    /// What became of each `Set-Cookie` header, in order.
    public let setCookies: [SetCookieVerdict]
    /// Why the response did not pass the CORS check; `nil` where it passed, and where there was none.
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
