internal import CORS
internal import Cookies
internal import HTTP
internal import Infra

extension BrowserPolicy {
    /// Chrome 156, as recorded.
    package static let chrome = BrowserPolicy(
        name: "chrome",
        title: "Chrome",
        cookies: .chrome,
        cors: .chrome,
        headers: .chrome,
        fetch: .chrome,
        evidence: .recorded
    )
}

extension FetchPolicy {
    package static let chrome: FetchPolicy = {
        var policy = FetchPolicy.standard
        policy.corpTreatsAddressesAsSameSite = false
        policy.modeCheck = .beforeBlocking
        policy.insecureForms = .blocked
        policy.referrerDowngrade = .byScheme
        policy.redirectedReferrer = .fromThePreviousHop
        policy.originHiding = .inNavigations
        policy.redirectedOrigin = .null
        policy.elementOrigin = .always
        policy.postNavigationCache = .noCache
        policy.conditionalRequestCache = .noCache
        policy.rangeHeader = .normalized
        policy.preflightInheritsCacheMode = true
        policy.emptyLocation = .none
        policy.severalLocations = .refused
        policy.unsafeRedirectSchemes = [
            "about", "blob", "chrome", "chrome-untrusted", "data", "devtools", "file", "filesystem",
        ]
        policy.dataDocumentCookies = .refused
        return policy
    }()
}

extension RequestHeaderPolicy {
    package static let chrome: RequestHeaderPolicy = {
        var policy = RequestHeaderPolicy.standard
        policy.userAgent =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
            + "Chrome/156.0.0.0 Safari/537.36"
        policy.acceptDocument =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
            + "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
        policy.acceptImage =
            "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
        policy.clientHints = [
            Header(
                name: "sec-ch-ua",
                value: #""Not:A-Brand";v="8", "Chromium";v="156", "Google Chrome";v="156""#
            ),
            Header(name: "sec-ch-ua-mobile", value: "?0"),
            Header(name: "sec-ch-ua-platform", value: #""Linux""#),
        ]
        policy.scriptMaySetUserAgent = false
        policy.storageAccessHeader = .withRequests
        policy.preflightSendsFetchModeEverywhere = true
        policy.preflightFetchSite = .ofTheCurrentURL
        policy.sendsFetchUserForFrames = true
        return policy
    }()
}
