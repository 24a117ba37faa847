internal import BrowserHTTP
internal import BrowserInfra

/// A request as it is written in the copied text, before it is interpreted.
struct CopiedCall {
    var url: String
    /// The method; `nil` when it follows from the body.
    var method: String?
    /// All headers, including those that a page may not set.
    var headers: [Header] = []
    var body: ByteString?
    /// The `Content-Type` that the body implies.
    var bodyContentType: ByteString?
    var isInsecure = false
    /// Cookies with more than a header's name and value.
    var cookies: [CopiedCookie] = []
    /// Parts of the text that do not belong to the request, as they are written.
    var leftOut: [String] = []
    /// Whether non-ASCII characters were lost.
    var lostCharacters = false
    var isXHR = false

    // Only in a script's call.
    var mode: String?
    var credentials: String?
    var redirect: String?
    var cache: String?
    var referrer: String?
    var referrerPolicy: String?
    var targetAddressSpace: String?

    func header(_ name: String) -> String? {
        headers.last { $0.name.equalsIgnoringASCIICase(name) }?.value.isomorphicDecoded
    }
}
