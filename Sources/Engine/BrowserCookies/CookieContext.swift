package import WebOrigin

/// Who asks for cookies, or wants to set one, and from where.
package struct CookieContext: Hashable, Sendable {
    package enum Access: Hashable, Sendable {
        case network, script
    }

    package var url: WebURL
    package var access: Access
    package var sameSite: SameSiteContext
    /// For storing, every top-level navigation counts as lax at least.
    package var isTopLevelNavigation: Bool
    /// The partition of the top-level site; `nil` where that is opaque.
    package var partitionKey: Cookie.PartitionKey?
    /// Whether the URL's site differs from the top-level site or from an ancestor's.
    package var isThirdParty: Bool
    /// Whether the URL is of the top-level site, whatever stands between.
    package var isTopLevelSite = false
    /// Whether a third party has the cookies of its site; `nil` of what is none.
    package var storageAccess: StorageAccess?

    /// https://privacycg.github.io/storage-access-headers/#storage-access-status
    package enum StorageAccess: String, Hashable, Sendable {
        case none
        /// It may have them, and has not asked yet.
        case inactive
        case active
    }

    /// Whether it is a third party, and kept apart as one.
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

    /// Whether `Secure` cookies may pass.
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
