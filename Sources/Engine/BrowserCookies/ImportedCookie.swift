package import BrowserInfra

/// A cookie as stored in a file, before any check whether a response could have set it.
package struct ImportedCookie: Hashable, Sendable {
    package var name: ByteString
    package var value: ByteString
    /// As written, without a leading dot.
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
    /// `nil` if the file does not have it.
    package var creation: Moment?
    /// `nil` if the file does not have it.
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
    /// No `Set-Cookie` line can express the part: it has a semicolon, or a space at either end.
    case notRepresentable(Part)
    /// The refusals that a browser would have had for the response that set it.
    case rules([CookieRefusal])

    package enum Part: String, Hashable, Sendable {
        case name, value, path
    }
}

/// The outcome for one cookie of a file.
package enum ImportedCookieVerdict: Hashable, Sendable {
    /// `isShortened`: the cookie's expiry was later than the browser allows.
    case stored(Cookie, replaced: Bool, isShortened: Bool)
    case expired
    case refused(ImportedCookieRefusal)
}
