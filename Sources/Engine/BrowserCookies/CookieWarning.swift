package import BrowserInfra

/// What is worth saying about a cookie that does not decide its fate.
package enum CookieWarning: Hashable, Sendable {
    case attributeTooLong(SetCookieHeader.Attribute, count: Int)
    case invalidExpires(ByteString, CookieDateFailure)
    case invalidMaxAge(ByteString)
    case unknownSameSite(ByteString)
    /// It was converted, other browsers reject it.
    case domainNotASCII(ByteString)
    /// Secure over http, because the host is a loopback one.
    case secureOnLoopback
    /// Without SameSite, and sent with a cross-site POST because it is so young.
    case laxAllowingUnsafe

    /// The DevTools protocol's `CookieWarningReason` where it has one, otherwise a name of the same
    /// form.
    ///
    /// https://chromedevtools.github.io/devtools-protocol/tot/Audits/#type-CookieWarningReason
    package var code: String {
        switch self {
        case .attributeTooLong: "WarnAttributeValueExceedsMaxSize"
        case .invalidExpires: "WarnInvalidExpires"
        case .invalidMaxAge: "WarnInvalidMaxAge"
        case .unknownSameSite: "WarnSameSiteValueInvalid"
        case .domainNotASCII: "WarnDomainNonASCII"
        case .secureOnLoopback: "WarnSecureAccessGrantedNonCryptographic"
        case .laxAllowingUnsafe: "WarnSameSiteUnspecifiedLaxAllowUnsafe"
        }
    }
}
