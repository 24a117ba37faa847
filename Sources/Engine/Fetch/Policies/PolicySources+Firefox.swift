extension PolicySources {
    /// Where each choice of Firefox 153 comes from.
    ///
    /// Files named are Firefox's: `netwerk/cookie`, `netwerk/protocol/http`, `dom/security`.
    /// After "recorded" stand the families of `fixtures/browsers` that show it.
    static let firefox: [String: String] = [
        // Cookies.
        "bareToken": "recorded: parse",
        "emptyNames": "recorded: parse",
        "tabs": "recorded: parse",
        "invalidUTF8": "recorded: parse",
        "overlongAttributes": "recorded: size",
        "duplicateLifetimes": "recorded: both",
        "maxAgeGrammar": "recorded: maxage",
        "dateTokens": "recorded: expires",
        "dateYears": "recorded: expires",
        "dateFields": "recorded: expires; prtime.cpp",
        "loneDotDomain": "recorded: domain",
        "prefixes": "recorded: prefix",
        "hostPrefixPath": "recorded: prefix",
        "hostPrefixDomain": "recorded: random, on localhost",
        "partitionedAttribute": "recorded: chips",
        "partitionAncestor": "recorded: frame",
        "unspecifiedSameSite": "recorded: samesite",
        "siteComparison": "recorded: samesite",
        "redirectChain": "recorded: ssredirect",
        "thirdParty": "recorded: samesite, cred; Total Cookie Protection",
        "limits.perSiteAfterPurge": "recorded: many",
        "documentCookieSource": "recorded: doccookie, lsa, many; CookieServiceChild.cpp",
        // Fetch.
        "referrerDowngrade": "recorded: mixed, referrer; ReferrerInfo.cpp",
        "redirectedReferrer": "recorded: redirect; ReferrerInfo.cpp",
        "crossSiteReferrer": "recorded: mixed, referrer; ReferrerInfo.cpp",
        "preflightInheritsCacheMode": "recorded: reqheader, If-None-Match",
        "preflightOrigin": "recorded: redirect; nsCORSListenerProxy.cpp",
        "redirectedPreflight": "recorded: redirect; nsCORSListenerProxy.cpp",
        "severalLocations": "recorded: redirect, Location",
        "dataURLHasLength": "recorded: odd, a data: URL",
        "blockedFrameFiresError": "recorded: mixed, a frame",
        // CORS.
        "authorizationCoveredByWildcard": "recorded: acah",
        "cachesUnreadableMaxAge": "recorded: pfcache; nsCORSListenerProxy.cpp, AddResultToCache",
        "cachesWildcards": "recorded: pfcache; nsCORSListenerProxy.cpp, AddResultToCache",
        "cacheEntriesServeBothCredentials":
            "recorded: pfcache; the credentials are a part of the key",
        "repeatsHeaderNames": "recorded: reqheader, a name set twice",
        // Request headers.
        "userAgent": "Firefox 153's own",
        "acceptImage": "Firefox 153's own",
        "acceptLanguage": "Firefox 153's own",
        "storageAccessHeader": "recorded: chips, redirect, opaque",
        "preflightFetchSite": "recorded: redirect, frame; SecFetch.cpp",
        "fetchSiteComparison": "recorded: redirect, frame; SecFetch.cpp",
        "opaquePagePartition": "recorded: websocket, eventsource",
        "insecureRequestUpgrade": "recorded: upgrade",
        "opaqueReferrer": "recorded: eventsource, beacon",
        "opaqueFetchOrigin": "recorded: clearsitedata, a sandboxed frame",
        "requestStream": "recorded: fetchinit, keepalive",
        // WebSocket.
        "subprotocolAnswer": "recorded: websocket; WebSocketChannel.cpp",
        "insecureSocket": "recorded: websocket, mixed",
        "socketBlockedByCSP": "recorded: websocket, csp",
        // EventSource.
        "reconnectionURL": "recorded: eventsource, redirects; EventSource.cpp",
        "nullInID": "recorded: eventsource; EventSource.cpp",
        "idWithoutData": "recorded: eventsource; EventSource.cpp",
        "unreachableServer": "recorded: eventsource; EventSource.cpp",
        "redirectLoop": "recorded: eventsource",
        "readsDataURLs": "recorded: eventsource",
        // Beacons.
        "beaconQuota": "recorded: beacon",
        "streamBody": "recorded: beacon",
        "refusedBeacons": "recorded: beacon",
        // Cookie Store.
        "itemsWithoutName": "recorded: cookiestore",
        "refusedItem": "recorded: cookiestore",
        "itemDeletion": "recorded: cookiestore",
        "partitionedItem": "recorded: cookiestore",
        "storeOrder": "recorded: cookiestore",
        "changesBeyondPath": "recorded: cookiestore",
        // Clear-Site-Data.
        "clearedHosts": "recorded: clearsitedata",
        "clearedPartitions": "recorded: clearsitedata",
        "clearingByCrossOriginXHR": "recorded: clearsitedata",
        // HSTS.
        "hostList": "recorded: hsts, hstsmore; nsSiteSecurityService.cpp",
        "longMaxAge": "recorded: hsts; nsSiteSecurityService.cpp",
        // What a page's code catches.
        "scriptErrors": "recorded: mode, method, forbidden, nocors",
    ]
}
