/// What browsers decide differently about third parties that ask for their cookies.
package struct StorageAccessPolicy: Hashable, Sendable {
    package var accessReach: AccessReach
    package var retriedDocuments: RetriedDocuments
    package var cookiesBeforeRetry: CookiesBeforeRetry
    /// Whether a response that activates access is stored with it.
    package var activatesOwnCookies: Bool
    /// The cache mode of the repeated request.
    package var retryCache: CacheMode
    package var undecidedAccess: UndecidedAccess
    /// Whether `Permissions-Policy: storage-access=()` keeps a frame from asking.
    package var obeysPermissionsPolicy: Bool
    /// Whether a denial counts where no third party is kept apart.
    package var refusesWhereAllowed: Bool
    package var topLevelQuery: TopLevelQuery

    /// Whom a document's access reaches, besides its own origin.
    package enum AccessReach: Hashable, Sendable {
        case origin
        case site
    }

    /// Whether a document has access whose request was repeated with it.
    package enum RetriedDocuments: Hashable, Sendable {
        case withoutAccess, withAccess
    }

    /// What becomes of the cookies of a response that asks for the repetition.
    package enum CookiesBeforeRetry: Hashable, Sendable {
        case stored, dropped
    }

    /// What `requestStorageAccess()` comes to where nobody has decided.
    package enum UndecidedAccess: Hashable, Sendable {
        /// The user is asked, whoever asks; a browser without a window has refused.
        case asked
        /// The user is asked if they have done something in the frame; else it is refused.
        case promptedAfterActivation
    }

    /// What `permissions.query()` says in the page itself.
    package enum TopLevelQuery: Hashable, Sendable {
        case granted, prompt
    }
}
