extension PolicySources {
    /// Where each choice of Safari 26 comes from.
    ///
    /// A recording is of WebKitGTK 2.50, which shares the fetch and CORS code.
    /// After "recorded" stand the families of `fixtures/browsers` that show it.
    static let safari: [String: String] = [
        // Cookies.
        "thirdParty": "webkit.org, \"Full Third-Party Cookie Blocking and More\"",
        "unspecifiedSameSite":
            "Compatibility data: neither a Lax default nor a Secure rule for None, nor schemes",
        "insecureSameSiteNone":
            "Compatibility data: neither a Lax default nor a Secure rule for None, nor schemes",
        "siteComparison":
            "Compatibility data: neither a Lax default nor a Secure rule for None, nor schemes",
        "loopback": "WebKit bug 281149, up to Safari 26",
        "longestScriptLifetime": "webkit.org, \"Intelligent Tracking Prevention 2.1\"",
        "longestLifetime": "Intelligent Tracking Prevention is the only limit that is documented",
        // Fetch.
        "loopbackContent": "recorded: mixed",
        "originDowngrade": "recorded: mixed",
        "referrerDowngrade": "recorded: mixed, referrer",
        "redirectedReferrer": "recorded: redirect",
        "preflightReferrer": "recorded: redirect",
        "crossSiteReferrer": "recorded: mixed, referrer",
        "methodForOrigin": "recorded: redirect",
        "redirectedPreflight": "recorded: redirect",
        "preflightUserAgent": "recorded: reqheader, User-Agent",
        "resetContentBody": "recorded: body, status 205",
        "insecureRequestUpgrade": "recorded: upgrade",
        "pragmaAfterCrossOriginHop": "recorded: eventsource, redirects",
        "insecureSocket": "recorded: websocket, mixed",
        "socketBlockedByCSP": "recorded: websocket, csp",
        "upgradedSocketURL": "recorded: websocket, upgrade-insecure-requests",
        "opaqueReferrer": "recorded: eventsource, beacon",
        "redirectLoop": "recorded: eventsource",
        "readsDataURLs": "recorded: eventsource",
        "idWithoutData": "recorded: eventsource",
        "refusedBeacons": "recorded: beacon",
        "beaconCache": "recorded: beacon",
        // CORS.
        "preflightMaxAgeGrammar": "recorded: pfcache, a negative one",
        "preflightMaxAgeLimit": "CrossOriginPreflightResultCache.cpp: maxPreflightCacheTimeout",
        "authorizationCoveredByWildcard": "recorded: pfcache",
        "cachedWildcardCoversAuthorization": "recorded: pfcache",
        "failedPreflightClearsCache": "recorded: pfcache",
        // Request headers.
        "userAgent": "Safari 26's own",
        "sendsUpgradeOverHTTPS": "recorded: mixed",
        // What a page's code catches.
        "scriptErrors": "recorded: mode, method, forbidden, nocors",
    ]
}
