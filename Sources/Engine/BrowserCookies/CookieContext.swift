package import WebOrigin

/// The context in which cookies are read or one is set.
package struct CookieContext: Hashable, Sendable {
    package enum Access: Hashable, Sendable {
        case network, script
    }

    package var url: WebURL
    package var access: Access
    package var sameSite: SameSiteContext
    /// Whether the request is a top-level navigation; for storing, every one counts as at least
    /// lax.
    package var isTopLevelNavigation: Bool
    /// The partition of the top-level site; `nil` if that site is opaque.
    package var partitionKey: Cookie.PartitionKey?
    /// Whether the URL's site differs from the top-level site or from an ancestor's.
    package var isThirdParty: Bool
    /// Whether the URL is of the top-level site, regardless of the documents between them.
    package var isTopLevelSite = false
    /// Whether a third party has access to the cookies of its site; `nil` if the access is not
    /// third-party.
    package var storageAccess: StorageAccess?

    /// https://privacycg.github.io/storage-access-headers/#storage-access-status
    package enum StorageAccess: String, Hashable, Sendable {
        case none
        /// Access is permitted, but the context has not requested it yet.
        case inactive
        case active
    }

    /// Whether the access is third-party and its cookies are kept apart for that reason.
    package var isIsolatedThirdParty: Bool { isThirdParty && storageAccess != .active }

    package init(
        url: WebURL,
        access: Access,
        sameSite: SameSiteContext,
        isTopLevelNavigation: Bool,
        partitionKey: Cookie.PartitionKey?,
        isThirdParty: Bool
    ) {
        self.url = url
        self.access = access
        self.sameSite = sameSite
        self.isTopLevelNavigation = isTopLevelNavigation
        self.partitionKey = partitionKey
        self.isThirdParty = isThirdParty
    }

    /// Whether `Secure` cookies may be sent and stored.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.8.3
    /// leaves "secure" to the user agent: browsers differ in whether they trust loopback.
    func isSecureConnection(_ loopback: CookiePolicy.Loopback) -> Bool {
        switch url.scheme {
        case "https", "wss": true
        default: loopback == .secure && url.host?.isLoopback == true
        }
    }
}
