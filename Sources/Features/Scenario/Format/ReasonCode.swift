/// The codes that expectations can name, to tell a slip from a code.
///
/// Codes are made by the reasons themselves; a test holds that this list has every one of them.
package enum ReasonCode {
    /// `CookieBlockedReason` and `SetCookieBlockedReason` of the DevTools protocol, and crumb's own.
    package static let cookies: [String] = [
        "AmbiguousSerialization", "DisallowedCharacter", "DomainMismatch", "Expired", "HttpOnly",
        "InvalidDomain", "InvalidPartitioned", "InvalidPrefix", "NameValuePairExceedsMaxSize",
        "NoCookieContent", "NotOnPath", "OverwriteHttpOnly", "OverwriteSecure", "PartitionMismatch",
        "SameSiteLax", "SameSiteNoneInsecure", "SameSiteStrict", "SameSiteUnspecifiedTreatedAsLax",
        "SchemeNotSupported", "SchemefulSameSiteLax", "SchemefulSameSiteStrict",
        "SchemefulSameSiteUnspecifiedTreatedAsLax", "SecureOnly", "SyntaxError", "UserPreferences",
    ]

    /// `CorsError` of the DevTools protocol, and crumb's own for a rejected request.
    package static let requests: [String] = [
        "AllowOriginMismatch", "BadPort", "BodyTooLarge", "BodyWithGetOrHead", "CorpNotSameOrigin",
        "CorpNotSameSite", "CorsDisabledScheme", "DisallowedByMode", "ForbiddenMethod",
        "HeaderDisallowedByPreflightResponse", "HeadersTooLarge", "InvalidAllowCredentials",
        "InvalidAllowHeadersPreflightResponse", "InvalidAllowMethodsPreflightResponse",
        "InvalidAllowOriginValue", "InvalidHeader", "InvalidInit", "InvalidMode", "InvalidRedirect",
        "InvalidURL",
        "MethodDisallowedByPreflightResponse", "MethodNotAllowedInNoCors",
        "MissingAllowOriginHeader", "MixedContent", "MultipleAllowOriginValues", "NetworkError",
        "NoCorsRedirectModeNotFollow", "OnlyIfCachedMiss", "PreflightAllowOriginMismatch",
        "PreflightDisallowedRedirect", "PreflightInvalidAllowCredentials",
        "PreflightInvalidAllowOriginValue", "PreflightInvalidStatus",
        "PreflightMissingAllowOriginHeader", "PreflightMultipleAllowOriginValues",
        "PreflightWildcardOriginNotAllowed", "RedirectContainsCredentials", "RedirectDisallowed",
        "TLSError", "Timeout", "TooManyRedirects", "URLHasCredentials", "WildcardOriginNotAllowed",
    ]

    /// Those of a network that failed, which may also happen behind the headers.
    package static let ofTheNetwork: [String] = [
        "BodyTooLarge", "HeadersTooLarge", "NetworkError", "TLSError", "Timeout",
    ]

    /// Codes of SameSite count as equal with and without the prefix: browsers differ in when they
    /// write it.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        unprefixed(left) == unprefixed(right)
    }

    private static func unprefixed(_ code: String) -> Substring {
        code.hasPrefix("SchemefulSameSite") ? code.dropFirst("Schemeful".count) : code[...]
    }
}
