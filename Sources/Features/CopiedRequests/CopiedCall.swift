internal import BrowserHTTP
internal import BrowserInfra

/// A request as the copied text says it, before anything is made of it.
struct CopiedCall {
    var url: String
    /// `nil` where it follows from the body.
    var method: String?
    /// All of them, also those that no page may set.
    var headers: [Header] = []
    var body: ByteString?
    /// The `Content-Type` that the body brings along.
    var bodyContentType: ByteString?
    var isInsecure = false
    /// Cookies that it says more of than a header does.
    var cookies: [CopiedCookie] = []
    /// What stands there and is not part of the request, as it is written.
    var leftOut: [String] = []
    /// Whether characters are gone that were not ASCII.
    var lostCharacters = false
    var isXHR = false

    // What only a script's call says.
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
