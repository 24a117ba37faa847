internal import BrowserCORS
internal import BrowserCookies
internal import BrowserInfra

extension BrowserPolicy {
    static let safariSources = [
        CookiePolicy.safariSources,
        FetchPolicy.safariSources,
        ResourcePolicy.safariSources,
        CORSPolicy.safariSources,
        RequestHeaderPolicy.safariSources,
        WebSocketPolicy.safariSources,
        EventSourcePolicy.safariSources,
        BeaconPolicy.safariSources,
        StorageAccessPolicy.safariSources,
        LocalNetworkPolicy.safariSources,
    ]
}

// Recordings are of WebKitGTK 2.50, which shares the fetch and CORS code.
// "recorded" is followed by the families of `fixtures/browsers` that show the behavior.

extension FetchPolicy {
    /// The source of each choice of ``safari``.
    static let safariSources: [String: PolicySource] = [
        "loopbackContent": .recorded("mixed"),
        "originDowngrade": .recorded("mixed"),
        "referrerDowngrade": .recorded("mixed, referrer"),
        "redirectedReferrer": .recorded("redirect"),
        "preflightReferrer": .recorded("redirect"),
        "crossSiteReferrer": .recorded("mixed, referrer"),
        "thirdPartyReferrer": .recorded("beacon, eventsource; NetworkDataTask.cpp"),
        "requestStream": .recorded("fetchinit, keepalive"),
        "elementOrigin": .recorded("element"),
        "methodForOrigin": .recorded("redirect"),
        "redirectedPreflight": .recorded("redirect"),
        "preflightUserAgent": .recorded("reqheader, User-Agent"),
        "resetContentBody": .recorded("body, status 205"),
        "insecureRequestUpgrade": .recorded("upgrade"),
        "opaqueReferrer": .recorded("eventsource, beacon"),
        "pragmaAfterCrossOriginHop": .recorded("eventsource, redirects"),
        "credentiallessDocuments": .recorded("coep, workers"),
        "wildcardHost": .recorded("csp, *:port; ContentSecurityPolicySource.cpp"),
        "reportOrder": .recorded("csp, report-uri"),
        "reportSender": .recorded("csp, report-uri; PingLoader.cpp"),
        "reportBody": .recorded("csp, report-uri; NetworkLoadChecker.cpp"),
    ]
}

extension ResourcePolicy {
    /// The source of each choice of ``safari``.
    static let safariSources: [String: PolicySource] = [
        "as font": .recorded("element, font-face"),
        "as svg-use": .recorded("element, use"),
        "as ping": .recorded("element, ping"),
        "as object-image": .recorded("element, object"),
        "as embed-image": .recorded("element, object"),
        "as worker": .recorded("element, workers"),
        "as module-worker": .recorded("element, workers"),
        "as shared-worker": .recorded("element, workers"),
        "as module-shared-worker": .recorded("element, workers"),
    ]
}

extension RequestHeaderPolicy {
    /// The source of each choice of ``safari``.
    static let safariSources: [String: PolicySource] = [
        "userAgent": .documented("sent by Safari 26"),
        "sendsUpgradeOverHTTPS": .recorded("mixed"),
    ]
}

extension WebSocketPolicy {
    /// The source of each choice of ``safari``.
    static let safariSources: [String: PolicySource] = [
        "insecureSocket": .recorded("websocket, mixed"),
        "socketBlockedByCSP": .recorded("websocket, csp"),
        "upgradedSocketURL": .recorded("websocket, upgrade-insecure-requests"),
    ]
}

extension EventSourcePolicy {
    /// The source of each choice of ``safari``.
    static let safariSources: [String: PolicySource] = [
        "idWithoutData": .recorded("eventsource"),
        "redirectLoop": .recorded("eventsource"),
        "listedStreamTypes": .recorded("eventsource"),
        "readsDataURLs": .recorded("eventsource"),
    ]
}

extension BeaconPolicy {
    /// The source of each choice of ``safari``.
    static let safariSources: [String: PolicySource] = [
        "beaconCache": .recorded("beacon"),
        "beaconOfOpaqueOrigin": .recorded("beacon"),
        "redirectedBeaconOrigin": .recorded("beacon"),
        "refusedBeacons": .recorded("beacon"),
    ]
}

extension LocalNetworkPolicy {
    /// The source of each choice of ``safari``.
    static let safariSources: [String: PolicySource] = [
        "localNetworkChecks": .documented("WebKit has none; Chrome Platform Status: no signal"),
        "targetAddressSpace": .documented("FetchRequestInit.idl has no such member"),
        "localMixedContent": .documented("MixedContentChecker.cpp"),
    ]
}

extension StorageAccessPolicy {
    /// The source of each choice of ``safari``.
    static let safariSources: [String: PolicySource] = [
        "obeysPermissionsPolicy": .documented(
            "WebKit's Document::requestStorageAccess checks no policy"
        )
    ]
}
