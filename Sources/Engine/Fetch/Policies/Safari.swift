internal import CORS
internal import Cookies
internal import Infra

extension BrowserPolicy {
    /// Safari 26: fetch and CORS as recorded from WebKitGTK 2.50, cookies as documented.
    package static let safari = BrowserPolicy(
        name: "safari",
        title: "Safari",
        cookies: .safari,
        cors: .safari,
        headers: .safari,
        fetch: .safari,
        // Its network library is closed, and what was recorded has another one.
        evidence: PolicyEvidence(
            cookieSyntax: .unsure,
            cookieAccess: .documented,
            fetch: .recorded,
            unrecordedAxes: [
                "acceptDocument", "acceptImage", "acceptStyle", "acceptLanguage",
                "acceptEncodingSecure", "acceptEncodingInsecure", "fetchSiteComparison",
                "conditionalRequestCache", "emptyLocation", "postNavigationCache",
                "preflightFetchSite", "preflightInheritsCacheMode",
                "preflightSendsFetchModeEverywhere", "sendsFetchUserForFrames",
                "severalLocations", "storageAccessHeader",
            ]
        )
    )
}

extension FetchPolicy {
    package static let safari: FetchPolicy = {
        var policy = FetchPolicy.standard
        policy.loopbackContent = .blockable
        policy.originDowngrade = .shown
        policy.referrerDowngrade = .byScheme
        policy.redirectedReferrer = .fromThePreviousHop
        policy.preflightReferrer = .ofThePreviousHop
        policy.crossSiteReferrer = .byDefaultPolicy
        policy.methodForOrigin = .first
        policy.redirectedPreflight = .asFirstNeeded
        policy.preflightUserAgent = .ofTheRequest
        policy.resetContentBody = .asSent
        return policy
    }()
}

extension RequestHeaderPolicy {
    package static let safari: RequestHeaderPolicy = {
        var policy = RequestHeaderPolicy.standard
        policy.userAgent =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
            + "(KHTML, like Gecko) Version/26.0 Safari/605.1.15"
        policy.sendsUpgradeOverHTTPS = false
        return policy
    }()
}
