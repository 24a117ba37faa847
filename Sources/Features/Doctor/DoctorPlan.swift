package import BrowserFetch
package import BrowserHTTP
package import BrowserInfra
package import WebOrigin

/// What the doctor is asked to look at.
package struct DoctorPlan: Sendable {
    /// How a page talks to the API.
    package enum Endpoint: Hashable, Sendable {
        case fetch
        /// `new WebSocket(url)`, with these subprotocols.
        case webSocket(protocols: [String])
        case eventSource
    }

    /// The API: http, https, ws or wss.
    package var url: WebURL
    /// An event stream is recognised by its answer.
    package internal(set) var endpoint: Endpoint
    /// The page that is to work with it.
    package var page: Page
    /// How the page reads: `GET`, or `HEAD`.
    package var readMethod: String
    /// What the page may want to do besides.
    package var methods: [String]
    /// Whether `methods` were asked for; a server may well mean to refuse the usual ones.
    package var methodsWereNamed: Bool
    /// Headers that the page sets.
    package var headers: [Header]
    /// The body of requests that have one.
    package var jsonBody: ByteString
    /// Whether requests that may change something on the server are sent, and not only asked about.
    package var sendsUnsafeMethods: Bool

    /// `methods`: `nil` for the usual ones. `protocols`: those that a WebSocket offers.
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
