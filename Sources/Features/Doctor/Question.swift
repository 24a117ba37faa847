package import Fetch
package import HTTP
package import Infra
package import WebOrigin

/// What the doctor is asked to look at.
package struct Question: Sendable {
    /// The API.
    package var url: WebURL
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

    /// `methods`: `nil` for the usual ones.
    package init(
        url: WebURL,
        page: Page,
        methods: [String]?,
        headers: [Header] = [],
        jsonBody: ByteString = "{}",
        sendsUnsafeMethods: Bool = false
    ) {
        self.url = url
        self.page = page
        let named = methods?.map(Method.normalize)
        let reading = named?.first { ["GET", "HEAD"].contains($0) }
        readMethod = reading ?? "GET"
        self.methods = (named ?? Self.usualMethods).filter { !["GET", "HEAD"].contains($0) }
        methodsWereNamed = methods != nil
        self.headers = headers
        self.jsonBody = jsonBody
        self.sendsUnsafeMethods = sendsUnsafeMethods
    }

    private static let usualMethods = ["POST", "PUT", "DELETE"]
}
