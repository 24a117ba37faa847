package import BrowserInfra

/// A cookie as a file has it, before anybody has asked whether a response could have set it.
package struct ImportedCookie: Hashable, Sendable {
    package var name: ByteString
    package var value: ByteString
    /// As it is written, without a leading dot.
    package var domain: String
    package var isHostOnly: Bool
    package var path: ByteString
    /// `nil` for a session cookie.
    package var expiry: Moment?
    package var isSecure: Bool
    package var isHTTPOnly: Bool
    package var sameSite = Cookie.SameSite.unspecified
    package var priority = Cookie.Priority.medium
    package var partitionKey: Cookie.PartitionKey?
    package var hasPartitionedAttribute = false
    /// `nil` where the file does not say.
    package var creation: Moment?
    /// `nil` where the file does not say.
    package var lastAccess: Moment?
    package var setBy: String?

    package init(
        name: ByteString,
        value: ByteString,
        domain: String,
        isHostOnly: Bool,
        path: ByteString,
        expiry: Moment?,
        isSecure: Bool,
        isHTTPOnly: Bool
    ) {
        self.name = name
        self.value = value
        self.domain = domain
        self.isHostOnly = isHostOnly
        self.path = path
        self.expiry = expiry
        self.isSecure = isSecure
        self.isHTTPOnly = isHTTPOnly
    }
}

/// Why a cookie of a file was not stored.
package enum ImportedCookieRefusal: Error, Hashable, Sendable {
    case invalidDomain(String)
    case pathWithoutSlash(ByteString)
    case invalidPartition(String)
    /// No `Set-Cookie` line could have said it: a semicolon, or a space at an end.
    case notRepresentable(Part)
    /// What a browser would have said to the response that set it.
    case rules([CookieRefusal])

    package enum Part: String, Hashable, Sendable {
        case name, value, path
    }
}

/// What became of a cookie of a file.
package enum ImportedCookieVerdict: Hashable, Sendable {
    /// `isShortened`: it would have lived for longer than the browser lets cookies live.
    case stored(Cookie, replaced: Bool, isShortened: Bool)
    case expired
    case refused(ImportedCookieRefusal)
}
