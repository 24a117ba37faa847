internal import CORS
internal import Cookies

extension BrowserPolicy {
    /// Firefox 153 as it is released, as recorded.
    package static let firefox = BrowserPolicy(
        name: "firefox",
        title: "Firefox",
        cookies: .firefox,
        cors: .firefox,
        headers: .firefox,
        fetch: .firefox,
        evidence: .recorded
    )
}

extension FetchPolicy {
    package static let firefox: FetchPolicy = {
        var policy = FetchPolicy.standard
        policy.referrerDowngrade = .byScheme
        policy.redirectedReferrer = .fromThePreviousHop
        policy.crossSiteReferrer = .byDefaultPolicy
        policy.preflightInheritsCacheMode = true
        policy.preflightOrigin = .ofThePage
        policy.redirectedPreflight = .onceNeeded
        policy.severalLocations = .refused
        policy.dataURLHasLength = true
        policy.blockedFrameFiresError = true
        return policy
    }()
}

extension RequestHeaderPolicy {
    package static let firefox: RequestHeaderPolicy = {
        var policy = RequestHeaderPolicy.standard
        policy.userAgent =
            "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"
        policy.acceptImage =
            "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"
        policy.acceptLanguage = "en-US,en;q=0.5"
        policy.storageAccessHeader = .withPreflightsToo
        policy.preflightFetchSite = .ofTheCurrentURL
        policy.fetchSiteComparison = .byBaseDomain
        return policy
    }()
}
