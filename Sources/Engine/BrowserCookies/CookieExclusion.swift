package import BrowserInfra

/// Why a stored cookie was not sent, or not shown to script.
package enum CookieExclusion: Hashable, Sendable {
    /// `HttpOnly`, and script made the access.
    case httpOnly
    case secureOnly(scheme: String, host: String)
    case notOnPath(cookie: ByteString, request: ByteString)
    case domainMismatch(cookie: String, isHostOnly: Bool, host: String)
    case sameSite(SameSiteMismatch)
    /// Stored as `SameSite=None` without `Secure`, which is possible through an import.
    case sameSiteNoneInsecure
    /// The cookie lives in the partition of another top-level site, or is unpartitioned although
    /// this request reads a partition.
    indirect case otherPartition(cookie: Cookie.PartitionKey?, request: Cookie.PartitionKey?)
    case thirdPartyBlocked
    /// The frame that makes the request, or one of its ancestors, is credentialless.
    case credentiallessFrame

    /// The code from the DevTools protocol's `CookieBlockedReason` or, if it has none, Chrome's
    /// internal name in the same style.
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

    /// Whether DevTools has the code.
    ///
    /// DevTools does not list cookies of other partitions at all.
    package var isInDevTools: Bool {
        switch self {
        case .httpOnly, .otherPartition: false
        case .secureOnly, .notOnPath, .domainMismatch, .sameSite, .sameSiteNoneInsecure,
            .thirdPartyBlocked, .credentiallessFrame:
            true
        }
    }
}
