package import BrowserInfra

/// Why a cookie was not stored.
package enum CookieRefusal: Error, Hashable, Sendable {
    /// Both the name and the value are empty.
    case noContent
    /// `=a`, in browsers that require a name.
    case emptyName(value: ByteString)
    /// The size of the name and value, in bytes.
    case pairTooLong(count: Int)
    case disallowedCharacter(UInt8)
    /// `=a=b`: it would be sent as `a=b`.
    case ambiguousSerialization(value: ByteString)

    case domainMismatch(attribute: String, host: String)
    case publicSuffixDomain(attribute: String, host: String)
    case domainNotASCII(attribute: ByteString)
    /// The host ends in two dots.
    case emptyLabelInHost(String)

    case missingForPrefix(CookiePrefix, missing: [CookiePrefix.Requirement])
    /// The name is empty, and the value would be read as a name with a prefix.
    case hiddenPrefix(CookiePrefix, value: ByteString)
    case partitionedWithoutSecure(hasAttribute: Bool, isSecureConnection: Bool)

    case thirdPartyBlocked
    case schemeNotSupported(String)
    /// `Secure` over an insecure connection.
    case secureOnly(scheme: String, host: String)
    /// `HttpOnly` set by script.
    case httpOnly
    case sameSiteNoneInsecure
    case sameSite(SameSiteMismatch)

    /// The rule "Leave secure cookies alone".
    case overwriteSecure(Cookie.Identity)
    /// Script would replace a cookie that it cannot see.
    case overwriteHTTPOnly(Cookie.Identity)

    /// The cookie arrived expired, and there was no cookie for it to delete.
    case expired

    /// The code from the DevTools protocol's `SetCookieBlockedReason` or, if it has none, Chrome's
    /// internal name in the same style.
    ///
    /// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-SetCookieBlockedReason
    package var code: String {
        switch self {
        case .noContent: "NoCookieContent"
        case .emptyName: "SyntaxError"
        case .pairTooLong: "NameValuePairExceedsMaxSize"
        case .disallowedCharacter: "DisallowedCharacter"
        case .ambiguousSerialization: "AmbiguousSerialization"
        case .domainMismatch, .publicSuffixDomain, .domainNotASCII, .emptyLabelInHost:
            "InvalidDomain"
        case .missingForPrefix, .hiddenPrefix: "InvalidPrefix"
        case .partitionedWithoutSecure: "InvalidPartitioned"
        case .thirdPartyBlocked: "UserPreferences"
        case .schemeNotSupported: "SchemeNotSupported"
        case .secureOnly: "SecureOnly"
        case .httpOnly: "HttpOnly"
        case .sameSiteNoneInsecure: "SameSiteNoneInsecure"
        case .sameSite(let mismatch): mismatch.code
        case .overwriteSecure: "OverwriteSecure"
        case .overwriteHTTPOnly: "OverwriteHttpOnly"
        case .expired: "Expired"
        }
    }

    /// Whether DevTools has the code; it shows nothing for the others.
    package var isInDevTools: Bool {
        switch self {
        case .ambiguousSerialization, .partitionedWithoutSecure, .httpOnly, .overwriteHTTPOnly,
            .expired:
            false
        case .noContent, .emptyName, .pairTooLong, .disallowedCharacter, .domainMismatch,
            .publicSuffixDomain, .domainNotASCII, .emptyLabelInHost, .missingForPrefix,
            .hiddenPrefix, .thirdPartyBlocked, .schemeNotSupported, .secureOnly,
            .sameSiteNoneInsecure, .sameSite, .overwriteSecure:
            true
        }
    }
}
