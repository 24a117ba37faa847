package import BrowserInfra

/// Something noteworthy about a cookie that does not decide whether it is stored or sent.
package enum CookieWarning: Hashable, Sendable {
    case attributeTooLong(SetCookieHeader.Attribute, count: Int)
    case invalidExpires(ByteString, CookieDateFailure)
    case invalidMaxAge(ByteString)
    case unknownSameSite(ByteString)
    /// The domain was converted to ASCII; other browsers reject it.
    case domainNotASCII(ByteString)
    /// A Secure cookie over http, allowed because the host is a loopback host.
    case secureOnLoopback
    /// The cookie has no SameSite attribute, and is sent with a cross-site POST because it was
    /// created so recently.
    case laxAllowingUnsafe

    /// The code from the DevTools protocol's `CookieWarningReason` or, if it has none, a name of
    /// the same form.
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
