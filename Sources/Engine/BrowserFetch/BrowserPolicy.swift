package import BrowserCORS
package import BrowserCookies
package import BrowserHTTP

/// What differs between browsers, as data.
///
/// The algorithms ask a policy for an axis, never for a browser's name. There are no defaults: a new
/// axis does not compile until every preset has decided.
package struct BrowserPolicy: Hashable, Sendable {
    /// As `--browser` and the report write it.
    package var name: String
    /// As a sentence says it.
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

/// The headers that a browser sends of its own accord.
package struct RequestHeaderPolicy: Hashable, Sendable {
    package var userAgent: String
    /// `Accept` by what is asked for.
    package var acceptDocument: String
    package var acceptImage: String
    package var acceptStyle: String
    package var acceptLanguage: String
    /// To trustworthy URLs, and to others.
    package var acceptEncodingSecure: String
    package var acceptEncodingInsecure: String
    /// `sec-ch-ua`, `sec-ch-ua-mobile`, `sec-ch-ua-platform`: sent to trustworthy URLs.
    package var clientHints: [Header]
    /// Whether a script's `User-Agent` header reaches the wire.
    package var scriptMaySetUserAgent: Bool
    package var storageAccessHeader: StorageAccessHeader
    /// Whether a preflight carries `Sec-Fetch-Mode` also to a URL that is not trustworthy.
    package var preflightSendsFetchModeEverywhere: Bool
    package var preflightFetchSite: PreflightFetchSite
    package var fetchSiteComparison: FetchSiteComparison
    /// Whether a frame that the page inserts sends `Sec-Fetch-User`.
    package var sendsFetchUserForFrames: Bool
    /// Whether a WebSocket's handshake has `Sec-Fetch-*`.
    package var webSocketSendsFetchMetadata: Bool
    /// Whether `Upgrade-Insecure-Requests` goes to https, too.
    package var sendsUpgradeOverHTTPS: Bool

    /// When `Sec-Fetch-Storage-Access` goes with third-party requests that include credentials.
    package enum StorageAccessHeader: Hashable, Sendable {
        case never
        case withRequests
        /// And with their preflights, but no more once a redirect has tainted the origin.
        case withPreflightsToo
    }

    /// What `Sec-Fetch-Site` of a preflight that follows a redirect looks at.
    package enum PreflightFetchSite: Hashable, Sendable {
        /// Every URL that the request has been at (the standard).
        case ofAllHops
        /// The URL that is asked.
        case ofTheCurrentURL
    }

    /// How `Sec-Fetch-Site` compares sites.
    package enum FetchSiteComparison: Hashable, Sendable {
        /// As the standard does.
        case schemeful
        /// Of hosts without a registrable domain, such as addresses, schemes do not count; after a
        /// redirect from http, whatever is not the very origin is another site.
        case byBaseDomain
    }
}
