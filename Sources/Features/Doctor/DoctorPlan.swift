package import BrowserFetch
package import BrowserHTTP
package import BrowserInfra
package import WebOrigin

/// The input of a diagnosis: the API, the page, and what the page does with the API.
package struct DoctorPlan: Sendable {
    /// The way a page communicates with the API.
    package enum Endpoint: Hashable, Sendable {
        case fetch
        /// `new WebSocket(url)`, with these subprotocols.
        case webSocket(protocols: [String])
        case eventSource
    }

    /// The URL of the API: http, https, ws, or wss.
    package var url: WebURL
    /// The kind of endpoint. An event stream is recognized by its response.
    package internal(set) var endpoint: Endpoint
    /// The page that uses the API.
    package var page: Page
    /// The method with which the page reads: `GET` or `HEAD`.
    package var readMethod: String
    /// The other methods that the page may use.
    package var methods: [String]
    /// Whether `methods` were stated; a server may deliberately reject the default ones.
    package var methodsWereNamed: Bool
    /// The headers that the page sets.
    package var headers: [Header]
    /// The body of requests that have one.
    package var jsonBody: ByteString
    /// Whether to send requests that may change something on the server, and not only their
    /// preflights.
    package var sendsUnsafeMethods: Bool

    /// `methods`: `nil` for the default ones. `protocols`: the subprotocols that a WebSocket
    /// offers.
    package init(
        url: WebURL,
        page: Page,
        methods: [String]?,
        headers: [Header] = [],
        jsonBody: ByteString = "{}",
        sendsUnsafeMethods: Bool = false,
        protocols: [String] = []
    ) {
        self.url = url
        endpoint = url.isWebSocket ? .webSocket(protocols: protocols) : .fetch
        self.page = page
        let named = methods?.map(Method.normalize)
        let reading = named?.first { ["GET", "HEAD"].contains($0) }
        readMethod = reading ?? "GET"
        self.methods = (named ?? Self.defaultMethods).filter { !["GET", "HEAD"].contains($0) }
        methodsWereNamed = methods != nil
        self.headers = headers
        self.jsonBody = jsonBody
        self.sendsUnsafeMethods = sendsUnsafeMethods
    }

    var isWebSocket: Bool {
        if case .webSocket = endpoint { true } else { false }
    }

    private static let defaultMethods = ["POST", "PUT", "DELETE"]
}
