package import BrowserCORS
package import BrowserCookies
package import BrowserHTTP

/// The differences between browsers, as data.
///
/// The algorithms consult an axis of the policy, never a browser's name. There are no defaults: a
/// new axis does not compile until every preset has a value for it.
package struct BrowserPolicy: Hashable, Sendable {
    /// The name that `--browser` and reports use.
    package var name: String
    /// The name that sentences use.
    package var title: String
    package var cookies: CookiePolicy
    package var cors: CORSPolicy
    package var headers: RequestHeaderPolicy
    package var fetch: FetchPolicy
    package var resources: ResourcePolicy
    package var webSockets: WebSocketPolicy
    package var eventSource: EventSourcePolicy
    package var beacon: BeaconPolicy
    package var navigation: NavigationPolicy
    package var cookieStore: CookieStorePolicy
    package var clearSiteData: ClearSiteDataPolicy
    package var transportSecurity: TransportSecurityPolicy
    package var storageAccess: StorageAccessPolicy
    package var localNetwork: LocalNetworkPolicy
    package var evidence: PolicyEvidence
}

/// The headers that a browser adds to requests on its own.
package struct RequestHeaderPolicy: Hashable, Sendable {
    package var userAgent: String
    /// The `Accept` header of a request for a document; the next two are for images and styles.
    package var acceptDocument: String
    package var acceptImage: String
    package var acceptStyle: String
    package var acceptLanguage: String
    /// The `Accept-Encoding` header for trustworthy URLs, and below it that for other URLs.
    package var acceptEncodingSecure: String
    package var acceptEncodingInsecure: String
    /// `sec-ch-ua`, `sec-ch-ua-mobile`, `sec-ch-ua-platform`: sent to trustworthy URLs.
    package var clientHints: [Header]
    /// Whether a script's `User-Agent` header reaches the wire.
    package var scriptMaySetUserAgent: Bool
    package var storageAccessHeader: StorageAccessHeader
    /// Whether a preflight carries `Sec-Fetch-Mode` even if its URL is not trustworthy.
    package var preflightSendsFetchModeEverywhere: Bool
    package var preflightFetchSite: PreflightFetchSite
    package var fetchSiteComparison: FetchSiteComparison
    /// Whether a frame that the page inserts sends `Sec-Fetch-User`.
    package var sendsFetchUserForFrames: Bool
    /// Whether a WebSocket's handshake has `Sec-Fetch-*`.
    package var webSocketSendsFetchMetadata: Bool
    /// Whether `Upgrade-Insecure-Requests` is also sent over https.
    package var sendsUpgradeOverHTTPS: Bool

    /// When `Sec-Fetch-Storage-Access` is sent with third-party requests that include credentials.
    package enum StorageAccessHeader: Hashable, Sendable {
        case never
        case withRequests
        /// Also with their preflights, but no longer once a redirect has tainted the origin.
        case withPreflightsToo
    }

    /// Which URLs determine the `Sec-Fetch-Site` of a preflight that follows a redirect.
    package enum PreflightFetchSite: Hashable, Sendable {
        /// Every URL in the request's URL list (the standard).
        case ofAllHops
        /// The current URL.
        case ofTheCurrentURL
    }

    /// How `Sec-Fetch-Site` compares sites.
    package enum FetchSiteComparison: Hashable, Sendable {
        /// As the standard does.
        case schemeful
        /// For hosts without a registrable domain, such as IP addresses, schemes are ignored; after
        /// a redirect from http, every other origin counts as another site.
        case byBaseDomain
    }
}
