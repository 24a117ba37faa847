extension PolicySources {
    /// Where each choice of Chrome 156 comes from.
    ///
    /// Files named are Chromium's: `net/cookies`, `services/network/cors`, `net/url_request`.
    /// After "recorded" stand the families of `fixtures/browsers` that show it.
    static let chrome: [String: String] = [
        // Cookies.
        "namelessValuesWithEquals": "recorded: parse; EXCLUDE_AMBIGUOUS_SERIALIZATION",
        "tabs": "recorded: parse; parsed_cookie.cc",
        "duplicateLifetimes": "recorded: both; parsed_cookie.cc keeps the last index",
        "maxAgeGrammar": "recorded: maxage; canonical_cookie.cc, StringToInt64",
        "dateTokens": "recorded: expires; cookie_util.cc",
        "dateYears": "recorded: expires; cookie_util.cc",
        "clockSkew": "canonical_cookie.cc",
        "nonASCIIDomain": "recorded: domain; cookie_util.cc, a warning so far",
        "loneDotDomain": "recorded: domain",
        "prefixes": "recorded: prefix; cookie_util.cc",
        "hostPrefixDomain": "cookie_util.cc",
        "partitionedAttribute": "recorded: chips; CHIPS",
        "laxAllowingUnsafe": "recorded: ssvalue; kLaxAllowUnsafeMaxAge",
        "sameSiteCodes": "recorded: samesite",
        "valueChange": "recorded: order; cookie_monster.cc",
        "lastAccessStaleness": "cookie_monster.cc",
        "limits.perSiteAfterPurge": "recorded: many; cookie_monster.h",
        "limits.order": "recorded: many; cookie_monster.h",
        "limits.total": "cookie_monster.h",
        "limits.totalSafeAge": "cookie_monster.h",
        "invalidUTF8": "recorded: parse",
        // Fetch.
        "corpTreatsAddressesAsSameSite": "recorded: corp, two ports of 127.0.0.1",
        "modeCheck":
            "recorded: mode \"same-origin\" to http from https; fetch_manager.cc looks at it first",
        "insecureForms": "recorded: mixed, forms",
        "referrerDowngrade":
            "recorded: referrer, mixed; url_request_job.cc, ComputeReferrerForPolicy",
        "redirectedReferrer":
            "recorded: referrer, mixed; url_request_job.cc, ComputeReferrerForPolicy",
        "originHiding": "recorded: nocors, no-referrer",
        "redirectedOrigin": "recorded: random, a no-cors POST with 307; redirect_util.cc",
        "elementOrigin": "recorded: crossorigin, on the page's own origin",
        "postNavigationCache": "recorded: navheaders, form-post",
        "rangeHeader": "recorded: reqheader, Range",
        "conditionalRequestCache": "recorded: reqheader, If-None-Match",
        "preflightInheritsCacheMode": "recorded: reqheader, If-None-Match",
        "emptyLocation": "recorded: redirect, Location",
        "severalLocations": "recorded: redirect, Location",
        "unsafeRedirectSchemes":
            "recorded: redirect; url_request_job_factory.cc, IsSafeRedirectTarget",
        "dataDocumentCookies": "recorded: opaque, a data: frame",
        // CORS.
        "safelistedClientHints": "recorded: reqheader; services/network/public/cpp/cors/cors.cc",
        "rangeUnitIgnoresCase": "services/network/public/cpp/cors/cors.cc",
        "preflightMaxAgeGrammar": "recorded: pfcache; preflight_result.cc, StringToInt64",
        "unconditionallySafelistedRequestHeaders":
            "recorded: reqheader; services/network/public/cpp/cors/cors.cc",
        "authorizationCoveredByWildcard": "recorded: acah",
        "preflightMaxAgeLimit": "preflight_result.cc: kMaxTimeout",
        "preflightCacheGranularity":
            "preflight_cache.cc: one result a URL, dropped where it does not cover the request",
        "failedPreflightClearsCache": "recorded: pfcache, a main request that fails",
        // Request headers.
        "userAgent": "Chromium 156's own",
        "acceptDocument": "Chromium 156's own",
        "acceptImage": "Chromium 156's own",
        "clientHints": "Chromium 156's own",
        "scriptMaySetUserAgent": "recorded: reqheader, User-Agent",
        "storageAccessHeader": "recorded: subheaders",
        "preflightSendsFetchModeEverywhere":
            "recorded: random, a preflight to plain http that is not loopback",
        "preflightFetchSite":
            "recorded: redirect, a preflight after a redirect back to the page's own origin",
        "sendsFetchUserForFrames": "recorded: frame",
        "webSocketSendsFetchMetadata": "recorded: websocket",
        "checksTargetAddressSpace": "recorded: fetchinit",
        // WebSocket.
        "handshakeCookies": "recorded: websocket; websocket_basic_handshake_stream.cc",
        "insecureSocket": "recorded: websocket, mixed; websocket_common.cc",
        "socketBlockedByCSP": "recorded: websocket, csp",
        "upgradedSocketURL": "recorded: websocket, upgrade-insecure-requests",
        // EventSource.
        "streamCharset": "recorded: eventsource; event_source.cc",
        "reconnectionURL": "recorded: eventsource, redirects; event_source.cc",
        // Beacons.
        "blobType": "recorded: beacon; navigator_beacon.cc",
        "refusedBeacons": "recorded: beacon",
        // Cookie Store.
        "tabsInItems": "recorded: cookiestore; cookie_store.cc",
        "emptyItemDomain": "recorded: cookiestore; cookie_store.cc",
        "semicolonInPath": "recorded: cookiestore; canonical_cookie.cc",
        "itemPath": "recorded: cookiestore; cookie_store.cc",
        "itemMembers": "recorded: cookiestore",
        "dataDocumentStore": "recorded: cookiestore, a data: frame",
        // Clear-Site-Data.
        "clearingWithoutCredentials": "recorded: clearsitedata; clear_site_data_handler.cc",
        "clearingByHandshake": "recorded: clearsitedata",
        "showsClearSiteData": "recorded: clearsitedata",
        "furtherTypes": "recorded: clearsitedata; clear_site_data_handler.cc",
        // HSTS.
        "hstsUpgrade": "recorded: hsts, hstsmore; url_request_redirect_job.cc",
    ]
}
