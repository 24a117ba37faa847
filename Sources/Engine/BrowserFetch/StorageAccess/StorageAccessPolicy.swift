/// The differences between browsers in third parties' access to their cookies.
package struct StorageAccessPolicy: Hashable, Sendable {
    package var accessReach: AccessReach
    package var retriedDocuments: RetriedDocuments
    package var cookiesBeforeRetry: CookiesBeforeRetry
    /// Whether the cookies of a response that activates access are stored with that access.
    package var activatesOwnCookies: Bool
    /// The cache mode of the retried request.
    package var retryCache: CacheMode
    package var undecidedAccess: UndecidedAccess
    /// Whether `Permissions-Policy: storage-access=()` prevents a frame from requesting access.
    package var obeysPermissionsPolicy: Bool
    /// Whether a denial counts even if third-party cookies are allowed.
    package var refusesWhereAllowed: Bool
    package var topLevelQuery: TopLevelQuery

    /// The requests to which a document's access applies.
    package enum AccessReach: Hashable, Sendable {
        case origin
        case site
    }

    /// Whether a document has access after its request was retried with it.
    package enum RetriedDocuments: Hashable, Sendable {
        case withoutAccess, withAccess
    }

    /// What happens to the cookies of a response that requests a retry.
    package enum CookiesBeforeRetry: Hashable, Sendable {
        case stored, dropped
    }

    /// What `requestStorageAccess()` does without an earlier decision.
    package enum UndecidedAccess: Hashable, Sendable {
        /// The browser asks the user in any case; one without a window rejects the request.
        case asked
        /// The browser asks the user after activation in the frame; otherwise the request is
        /// rejected.
        case promptedAfterActivation
    }

    /// The result of `permissions.query()` in a top-level page.
    package enum TopLevelQuery: Hashable, Sendable {
        case granted, prompt
    }
}
