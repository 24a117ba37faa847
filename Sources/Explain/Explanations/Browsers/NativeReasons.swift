internal import BrowserFetch

extension BrowserPolicy {
    /// The browser's own keys for reasons, by DevTools' codes; empty if it has none.
    var nativeReasons: [String: String] {
        name == BrowserPolicy.firefox.name ? firefoxReasons : [:]
    }
}

/// The keys of Firefox's console messages, in `security.properties` and `necko.properties`.
private let firefoxReasons: [String: String] = [
    "MissingAllowOriginHeader": "CORSMissingAllowOrigin",
    "PreflightMissingAllowOriginHeader": "CORSMissingAllowOrigin",
    "MultipleAllowOriginValues": "CORSMultipleAllowOriginNotAllowed",
    "PreflightMultipleAllowOriginValues": "CORSMultipleAllowOriginNotAllowed",
    "WildcardOriginNotAllowed": "CORSNotSupportingCredentials",
    "PreflightWildcardOriginNotAllowed": "CORSNotSupportingCredentials",
    "InvalidAllowOriginValue": "CORSAllowOriginNotMatchingOrigin",
    "PreflightInvalidAllowOriginValue": "CORSAllowOriginNotMatchingOrigin",
    "AllowOriginMismatch": "CORSAllowOriginNotMatchingOrigin",
    "PreflightAllowOriginMismatch": "CORSAllowOriginNotMatchingOrigin",
    "InvalidAllowCredentials": "CORSMissingAllowCredentials",
    "PreflightInvalidAllowCredentials": "CORSMissingAllowCredentials",
    "RedirectContainsCredentials": "CORSExternalRedirectNotAllowed",
    "PreflightInvalidStatus": "CORSPreflightDidNotSucceed",
    "PreflightDisallowedRedirect": "CORSPreflightDidNotSucceed",
    "InvalidAllowMethodsPreflightResponse": "CORSInvalidAllowMethod",
    "MethodDisallowedByPreflightResponse": "CORSMethodNotFound",
    "InvalidAllowHeadersPreflightResponse": "CORSInvalidAllowHeader",
    "HeaderDisallowedByPreflightResponse": "CORSMissingAllowHeaderFromPreflight",
    "CorsDisabledScheme": "CORSRequestNotHttp",
    "NoCookieContent": "EmptyNameAndValue",
    "NameValuePairExceedsMaxSize": "Oversize",
    "InvalidDomain": "InvalidDomain",
    "InvalidPrefix": "InvalidPrefix",
    "InvalidPartitioned": "PartitionedRequiresSecure",
    "HttpOnly": "HttpOnlyButFromScript",
    "SecureOnly": "SecureButNonHttps",
    "SameSiteNoneInsecure": "NoneRequiresSecure",
    "SameSiteStrict": "ForNonSameSiteness",
    "SameSiteLax": "ForNonSameSiteness",
    "OverwriteSecure": "NonsecureOverSecure",
    "UserPreferences": "ThirdParty",
]
