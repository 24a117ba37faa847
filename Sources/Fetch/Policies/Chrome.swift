package import CORS
internal import Cookies
internal import HTTP
internal import Infra

extension BrowserPolicy {
    /// Chrome 156, as recorded.
    package static let chrome = BrowserPolicy(
        name: "chrome",
        cookies: .chrome,
        cors: .chrome,
        headers: .chrome,
        fetch: .chrome
    )
}

extension CORSPolicy {
    package static let chrome: CORSPolicy = {
        var policy = CORSPolicy.standard
        // Recorded: reqheader. What a page sets is not sent.
        policy.unconditionallySafelistedRequestHeaders = ["user-agent"]
        // Recorded: reqheader; `services/network/public/cpp/cors/cors.cc`.
        policy.safelistedClientHints = [
            "device-memory": .decimal, "dpr": .decimal, "downlink": .decimal, "width": .integer,
            "viewport-width": .integer, "rtt": .integer,
            "ect": .oneOf(["slow-2g", "2g", "3g", "4g"]), "save-data": .oneOf(["on"]),
        ]
        policy.rangeUnitIgnoresCase = true
        // Recorded: acah.
        policy.authorizationCoveredByWildcard = true
        // Recorded: pfcache; `preflight_result.cc` is stricter than the check of the response.
        policy.cachedWildcardCoversAuthorization = false
        // `preflight_result.cc`: StringToInt64, kMaxTimeout.
        policy.preflightMaxAgeGrammar = .signedInteger
        policy.preflightMaxAgeLimit = 7200
        // `preflight_cache.cc`: one result a URL, dropped where it does not cover the request.
        policy.preflightCacheGranularity = .response
        return policy
    }()
}

extension FetchPolicy {
    package static let chrome: FetchPolicy = {
        var policy = FetchPolicy.standard
        // Recorded: corp, two ports of 127.0.0.1.
        policy.corpTreatsAddressesAsSameSite = false
        // Recorded: mode "same-origin" to http from https; `fetch_manager.cc` looks at it first.
        policy.modeCheck = .beforeBlocking
        // Recorded: mixed, forms.
        policy.insecureForms = .blocked
        // Recorded: referrer, mixed; `url_request_job.cc`, ComputeReferrerForPolicy.
        policy.referrerDowngrade = .byScheme
        policy.redirectedReferrer = .fromThePreviousHop
        // Recorded: nocors, `no-referrer`.
        policy.originHiding = .inNavigations
        // Recorded: no-cors POST with 307; `redirect_util.cc`.
        policy.redirectedOrigin = .null
        // Recorded: crossorigin, on the page's own origin.
        policy.elementOrigin = .always
        // Recorded: navheaders, form-post.
        policy.postNavigationCache = .noCache
        // Recorded: reqheader, If-None-Match.
        policy.conditionalRequestCache = .noCache
        policy.preflightInheritsCacheMode = true
        // Recorded: redirect, Location.
        policy.emptyLocation = .none
        policy.severalLocations = .refused
        // Recorded: redirect; `content/public/common/url_utils.cc`, IsSafeRedirectTarget.
        policy.unsafeRedirectSchemes = [
            "about", "blob", "chrome", "chrome-untrusted", "data", "devtools", "file", "filesystem",
        ]
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
        // Recorded: reqheader, User-Agent.
        policy.scriptMaySetUserAgent = false
        // Recorded: subheaders.
        policy.sendsStorageAccessHeader = true
        // Recorded: a preflight to plain http that is not loopback carries Sec-Fetch-Mode alone.
        policy.preflightSendsFetchModeEverywhere = true
        // Recorded: a preflight after a redirect back to the page's own origin.
        policy.preflightFetchSite = .ofTheCurrentURL
        return policy
    }()
}
