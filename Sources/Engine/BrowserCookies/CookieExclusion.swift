package import BrowserInfra

/// Why a stored cookie was not sent, or not shown to script.
package enum CookieExclusion: Hashable, Sendable {
    /// Script does not see it.
    case httpOnly
    case secureOnly(scheme: String, host: String)
    case notOnPath(cookie: ByteString, request: ByteString)
    case domainMismatch(cookie: String, isHostOnly: Bool, host: String)
    case sameSite(SameSiteMismatch)
    /// Stored as `SameSite=None` without `Secure`, which an import can do.
    case sameSiteNoneInsecure
    /// It lives in the partition of another top-level site, or in none where this request's is
    /// asked.
    indirect case otherPartition(cookie: Cookie.PartitionKey?, request: Cookie.PartitionKey?)
    case thirdPartyBlocked
    /// The frame that asks, or one around it, is credentialless.
    case credentiallessFrame

    /// The DevTools protocol's `CookieBlockedReason`, or, where that has none, Chrome's internal
    /// name in the same spelling.
    ///
    /// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-CookieBlockedReason
    package var code: String {
        switch self {
        case .httpOnly: "HttpOnly"
        case .secureOnly: "SecureOnly"
        case .notOnPath: "NotOnPath"
        case .domainMismatch: "DomainMismatch"
        case .sameSite(let mismatch): mismatch.code
        case .sameSiteNoneInsecure: "SameSiteNoneInsecure"
        case .otherPartition: "PartitionMismatch"
        case .thirdPartyBlocked: "UserPreferences"
        case .credentiallessFrame: "AnonymousContext"
        }
    }

    /// Whether DevTools has that code.
    ///
    /// It does not list cookies of other partitions at all.
    package var isInDevTools: Bool {
        switch self {
        case .httpOnly, .otherPartition: false
        case .secureOnly, .notOnPath, .domainMismatch, .sameSite, .sameSiteNoneInsecure,
            .thirdPartyBlocked, .credentiallessFrame:
            true
        }
    }
}
