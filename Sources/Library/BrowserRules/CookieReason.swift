/// The reason why a cookie is not stored or not sent, or a warning about it.
///
/// The code is stable: it is the DevTools protocol's or, if that has none, Chrome's internal name in the
/// same spelling. Minor versions may add codes, so a `switch` over them needs a `default`.
///
/// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-SetCookieBlockedReason and
/// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-CookieBlockedReason
public struct CookieReason: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The code.
    public let rawValue: String

    /// Creates the reason with this code, even if this version does not define it.
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
    /// The cookie is `SameSite=Strict`, and another site made the request.
    public static let sameSiteStrict = CookieReason("SameSiteStrict")
    /// The cookie is `SameSite=Lax`, and another site made the request, which is not a link.
    public static let sameSiteLax = CookieReason("SameSiteLax")
    /// The cookie has no `SameSite`, which is treated as `Lax`.
    public static let sameSiteUnspecifiedTreatedAsLax = CookieReason(
        "SameSiteUnspecifiedTreatedAsLax"
    )
    /// Like ``sameSiteStrict``. In some browsers it means that schemes are compared, in others that only
    /// the schemes differ.
    public static let schemefulSameSiteStrict = CookieReason("SchemefulSameSiteStrict")
    /// Like ``sameSiteLax``. In some browsers it means that schemes are compared, in others that only
    /// the schemes differ.
    public static let schemefulSameSiteLax = CookieReason("SchemefulSameSiteLax")
    /// Like ``sameSiteUnspecifiedTreatedAsLax``, when schemes are compared, or only the schemes differ.
    public static let schemefulSameSiteUnspecifiedTreatedAsLax = CookieReason(
        "SchemefulSameSiteUnspecifiedTreatedAsLax"
    )
    /// The cookie is `SameSite=None` without `Secure`.
    public static let sameSiteNoneInsecure = CookieReason("SameSiteNoneInsecure")
    /// The cookie is `Secure`, and the connection is not.
    public static let secureOnly = CookieReason("SecureOnly")
    /// The cookie is `HttpOnly`, and script reads or writes it.
    public static let httpOnly = CookieReason("HttpOnly")
    /// The browser blocks third-party cookies.
    public static let userPreferences = CookieReason("UserPreferences")
}

extension CookieReason {
    /// The cookie has neither a name nor a value.
    public static let noCookieContent = CookieReason("NoCookieContent")
    /// The cookie has no name, which this browser requires.
    public static let syntaxError = CookieReason("SyntaxError")
    /// Name and value have more than 4096 bytes together.
    public static let nameValuePairExceedsMaxSize = CookieReason("NameValuePairExceedsMaxSize")
    /// The cookie contains a control character.
    public static let disallowedCharacter = CookieReason("DisallowedCharacter")
    /// The cookie would be sent as a different one: `=a=b`.
    public static let ambiguousSerialization = CookieReason("AmbiguousSerialization")
    /// `Domain` does not match the host, is a public suffix, or cannot be parsed.
    public static let invalidDomain = CookieReason("InvalidDomain")
    /// The name has the prefix `__Host-` or another one, whose requirements the cookie does not meet.
    public static let invalidPrefix = CookieReason("InvalidPrefix")
    /// The cookie is `Partitioned` without `Secure`.
    public static let invalidPartitioned = CookieReason("InvalidPartitioned")
    /// The URL's scheme does not support cookies.
    public static let schemeNotSupported = CookieReason("SchemeNotSupported")
    /// The connection is insecure, and may not replace a `Secure` cookie.
    public static let overwriteSecure = CookieReason("OverwriteSecure")
    /// Script may not replace an `HttpOnly` cookie.
    public static let overwriteHTTPOnly = CookieReason("OverwriteHttpOnly")
    /// The cookie had expired on arrival, and there was none to delete.
    public static let expired = CookieReason("Expired")
}

extension CookieReason {
    /// The request's path is not at or below the cookie's.
    public static let notOnPath = CookieReason("NotOnPath")
    /// The request's host is neither the cookie's host nor a subdomain of it.
    public static let domainMismatch = CookieReason("DomainMismatch")
    /// The cookie is in another top-level site's partition, or is unpartitioned although this request
    /// has a partition.
    public static let partitionMismatch = CookieReason("PartitionMismatch")
    /// The frame that makes the request is credentialless.
    public static let anonymousContext = CookieReason("AnonymousContext")
}

extension CookieReason {
    /// A warning: an attribute is longer than 1024 bytes, and is ignored.
    public static let warnAttributeValueExceedsMaxSize = CookieReason(
        "WarnAttributeValueExceedsMaxSize"
    )
    /// A warning: `Expires` cannot be parsed.
    public static let warnInvalidExpires = CookieReason("WarnInvalidExpires")
    /// A warning: `Max-Age` cannot be parsed.
    public static let warnInvalidMaxAge = CookieReason("WarnInvalidMaxAge")
    /// A warning: the value of `SameSite` is not one of the three.
    public static let warnSameSiteValueInvalid = CookieReason("WarnSameSiteValueInvalid")
    /// A warning: `Domain` was converted to ASCII; other browsers reject it.
    public static let warnDomainNonASCII = CookieReason("WarnDomainNonASCII")
    /// A warning: a `Secure` cookie over `http:`, which is allowed because the host is a loopback host.
    public static let warnSecureAccessGrantedNonCryptographic = CookieReason(
        "WarnSecureAccessGrantedNonCryptographic"
    )
    /// A warning: a cookie without `SameSite` is sent with a cross-site POST because it is so recent.
    public static let warnSameSiteUnspecifiedLaxAllowUnsafe = CookieReason(
        "WarnSameSiteUnspecifiedLaxAllowUnsafe"
    )
}
