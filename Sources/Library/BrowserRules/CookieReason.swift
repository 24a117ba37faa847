/// Why a cookie is not stored or not sent, or what is worth knowing about it.
///
/// The code is stable: it is the DevTools protocol's, or, where that has none, Chrome's internal name in the
/// same spelling. Minor versions may add codes, so a `switch` over them needs a `default`.
///
/// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-SetCookieBlockedReason and
/// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-CookieBlockedReason
public struct CookieReason: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The code.
    public let rawValue: String

    /// The reason of that code, whether this version knows it or not.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    init(_ code: String) {
        rawValue = code
    }

    /// The same as ``rawValue``.
    public var code: String { rawValue }
    /// The same as ``rawValue``.
    public var description: String { rawValue }
}

extension CookieReason {
    /// A `SameSite=Strict` cookie, and a request that another site makes.
    public static let sameSiteStrict = CookieReason("SameSiteStrict")
    /// A `SameSite=Lax` cookie, and another site's request that is not a link.
    public static let sameSiteLax = CookieReason("SameSiteLax")
    /// A cookie without `SameSite`, which is taken for `Lax`.
    public static let sameSiteUnspecifiedTreatedAsLax = CookieReason(
        "SameSiteUnspecifiedTreatedAsLax"
    )
    /// As ``sameSiteStrict``; schemes count, or are what differs (the browser says which).
    public static let schemefulSameSiteStrict = CookieReason("SchemefulSameSiteStrict")
    /// As ``sameSiteLax``; schemes count, or are what differs (the browser says which).
    public static let schemefulSameSiteLax = CookieReason("SchemefulSameSiteLax")
    /// As ``sameSiteUnspecifiedTreatedAsLax``; schemes count, or are what differs.
    public static let schemefulSameSiteUnspecifiedTreatedAsLax = CookieReason(
        "SchemefulSameSiteUnspecifiedTreatedAsLax"
    )
    /// `SameSite=None` without `Secure`.
    public static let sameSiteNoneInsecure = CookieReason("SameSiteNoneInsecure")
    /// `Secure` over a connection that is not.
    public static let secureOnly = CookieReason("SecureOnly")
    /// `HttpOnly`, and script asks.
    public static let httpOnly = CookieReason("HttpOnly")
    /// The browser blocks third parties' cookies.
    public static let userPreferences = CookieReason("UserPreferences")
}

extension CookieReason {
    /// Neither a name nor a value.
    public static let noCookieContent = CookieReason("NoCookieContent")
    /// No name, where the browser wants one.
    public static let syntaxError = CookieReason("SyntaxError")
    /// Name and value have more than 4096 bytes.
    public static let nameValuePairExceedsMaxSize = CookieReason("NameValuePairExceedsMaxSize")
    /// A control character.
    public static let disallowedCharacter = CookieReason("DisallowedCharacter")
    /// `=a=b`, which would be sent as another cookie.
    public static let ambiguousSerialization = CookieReason("AmbiguousSerialization")
    /// `Domain` does not match the host, is a public suffix, or cannot be read.
    public static let invalidDomain = CookieReason("InvalidDomain")
    /// `__Host-` or another prefix, without what it promises.
    public static let invalidPrefix = CookieReason("InvalidPrefix")
    /// `Partitioned` without `Secure`.
    public static let invalidPartitioned = CookieReason("InvalidPartitioned")
    /// The URL's scheme has no cookies.
    public static let schemeNotSupported = CookieReason("SchemeNotSupported")
    /// An insecure connection may not replace a `Secure` cookie.
    public static let overwriteSecure = CookieReason("OverwriteSecure")
    /// Script may not replace an `HttpOnly` cookie.
    public static let overwriteHTTPOnly = CookieReason("OverwriteHttpOnly")
    /// It arrived expired, and there was nothing for it to delete.
    public static let expired = CookieReason("Expired")
}

extension CookieReason {
    /// The request's path is not below the cookie's.
    public static let notOnPath = CookieReason("NotOnPath")
    /// The request's host is not the cookie's, nor below it.
    public static let domainMismatch = CookieReason("DomainMismatch")
    /// It lives in another top-level site's partition, or in none where this request has one.
    public static let partitionMismatch = CookieReason("PartitionMismatch")
    /// The frame that asks is credentialless.
    public static let anonymousContext = CookieReason("AnonymousContext")
}

extension CookieReason {
    /// A warning: an attribute of more than 1024 bytes is ignored.
    public static let warnAttributeValueExceedsMaxSize = CookieReason(
        "WarnAttributeValueExceedsMaxSize"
    )
    /// A warning: `Expires` cannot be read.
    public static let warnInvalidExpires = CookieReason("WarnInvalidExpires")
    /// A warning: `Max-Age` cannot be read.
    public static let warnInvalidMaxAge = CookieReason("WarnInvalidMaxAge")
    /// A warning: `SameSite` has none of its three values.
    public static let warnSameSiteValueInvalid = CookieReason("WarnSameSiteValueInvalid")
    /// A warning: `Domain` was converted to ASCII, and other browsers reject it.
    public static let warnDomainNonASCII = CookieReason("WarnDomainNonASCII")
    /// A warning: `Secure` over `http:`, because the host is a loopback one.
    public static let warnSecureAccessGrantedNonCryptographic = CookieReason(
        "WarnSecureAccessGrantedNonCryptographic"
    )
    /// A warning: without `SameSite`, and sent with a cross-site POST because it is so young.
    public static let warnSameSiteUnspecifiedLaxAllowUnsafe = CookieReason(
        "WarnSameSiteUnspecifiedLaxAllowUnsafe"
    )
}
