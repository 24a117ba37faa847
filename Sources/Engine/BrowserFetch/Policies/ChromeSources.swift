internal import BrowserCORS
internal import BrowserCookies
internal import BrowserInfra

extension BrowserPolicy {
    static let chromeSources = [
        CookiePolicy.chromeSources,
        FetchPolicy.chromeSources,
        ResourcePolicy.chromeSources,
        CORSPolicy.chromeSources,
        RequestHeaderPolicy.chromeSources,
        WebSocketPolicy.chromeSources,
        EventSourcePolicy.chromeSources,
        BeaconPolicy.chromeSources,
        NavigationPolicy.chromeSources,
        CookieStorePolicy.chromeSources,
        ClearSiteDataPolicy.chromeSources,
        TransportSecurityPolicy.chromeSources,
        StorageAccessPolicy.chromeSources,
        LocalNetworkPolicy.chromeSources,
    ]
}

// Files are Chromium's: `net/cookies`, `services/network/cors`, `net/url_request`.
// "recorded" is followed by the families of `fixtures/browsers` that show the behavior.

extension FetchPolicy {
    /// The source of each choice of ``chrome``.
    static let chromeSources: [String: PolicySource] = [
        "corpTreatsAddressesAsSameSite": .recorded("corp, two ports of 127.0.0.1"),
        "modeCheck":
            .recorded(
                "mode \"same-origin\" to http from https; fetch_manager.cc checks it first"
            ),
        "insecureForms": .recorded("mixed, forms"),
        "referrerDowngrade":
            .recorded("referrer, mixed; url_request_job.cc, ComputeReferrerForPolicy"),
        "redirectedReferrer":
            .recorded("referrer, mixed; url_request_job.cc, ComputeReferrerForPolicy"),
        "originHiding": .recorded("nocors, no-referrer"),
        "redirectedOrigin": .recorded("random, a no-cors POST with 307; redirect_util.cc"),
        "elementOrigin": .recorded("crossorigin, on the page's own origin"),
        "postNavigationCache": .recorded("navheaders, form-post"),
        "rangeHeader": .recorded("reqheader, Range"),
        "conditionalRequestCache": .recorded("reqheader, If-None-Match"),
        "preflightInheritsCacheMode": .recorded("reqheader, If-None-Match"),
        "emptyLocation": .recorded("redirect, Location"),
        "severalLocations": .recorded("redirect, Location"),
        "unsafeRedirectSchemes":
            .recorded("redirect; url_request_job_factory.cc, IsSafeRedirectTarget"),
        "socketSources": .recorded("csp, wss:"),
        "reportBody": .recorded("csp, report-uri"),
        "cacheWithoutCredentials": .recorded("coep, credentialless"),
        "sourceUpgrade": .recorded("csp, an http source with a port"),
        "dataDocumentCookies": .recorded("opaque, a data: frame"),
    ]
}

extension ResourcePolicy {
    /// The source of each choice of ``chrome``.
    static let chromeSources: [String: PolicySource] = [
        "as icon": .recorded("element, icons"),
        "as manifest": .recorded("element, manifests"),
        "as prefetch-document": .recorded("element, prefetch as=document"),
        "as object-image": .recorded("element, object"),
        "as embed-image": .recorded("element, object"),
        "as ping": .recorded("element, ping"),
        "as worker": .recorded("element, workers"),
        "as module-worker": .recorded("element, workers"),
        "as shared-worker": .recorded("element, workers"),
        "as module-shared-worker": .recorded("element, workers"),
    ]
}

extension RequestHeaderPolicy {
    /// The source of each choice of ``chrome``.
    static let chromeSources: [String: PolicySource] = [
        "userAgent": .documented("sent by Chromium 156"),
        "acceptDocument": .documented("sent by Chromium 156"),
        "acceptImage": .documented("sent by Chromium 156"),
        "clientHints": .documented("sent by Chromium 156"),
        "scriptMaySetUserAgent": .recorded("reqheader, User-Agent"),
        "storageAccessHeader": .recorded("subheaders"),
        "preflightSendsFetchModeEverywhere":
            .recorded("random, a preflight to plain http that is not loopback"),
        "preflightFetchSite":
            .recorded("redirect, a preflight after a redirect back to the page's own origin"),
        "sendsFetchUserForFrames": .recorded("frame"),
        "webSocketSendsFetchMetadata": .recorded("websocket"),
    ]
}

extension WebSocketPolicy {
    /// The source of each choice of ``chrome``.
    static let chromeSources: [String: PolicySource] = [
        "handshakeCookies": .recorded("websocket; websocket_basic_handshake_stream.cc"),
        "insecureSocket": .recorded("websocket, mixed; websocket_common.cc"),
        "socketBlockedByCSP": .recorded("websocket, csp"),
        "upgradedSocketURL": .recorded("websocket, upgrade-insecure-requests"),
    ]
}

extension EventSourcePolicy {
    /// The source of each choice of ``chrome``.
    static let chromeSources: [String: PolicySource] = [
        "streamCharset": .recorded("eventsource; event_source.cc"),
        "reconnectionURL": .recorded("eventsource, redirects; event_source.cc"),
    ]
}

extension BeaconPolicy {
    /// The source of each choice of ``chrome``.
    static let chromeSources: [String: PolicySource] = [
        "blobType": .recorded("beacon; navigator_beacon.cc"),
        "refusedBeacons": .recorded("beacon"),
    ]
}

extension NavigationPolicy {
    /// The source of each choice of ``chrome``.
    static let chromeSources: [String: PolicySource] = [
        "scriptReload": .recorded("navkind, nestedframe"),
        "downloadLink": .recorded("navkind, download"),
        "pagesNotStored": .recorded("navkind, history"),
        "postedPageInHistory": .recorded("navkind, history"),
        "fetchUserAcrossSites": .recorded("nestedframe, navigated by the parent and to the top"),
        "framesLeftAlone": .recorded("nestedframe, mixed"),
        "errorPageURL": .recorded("csp, frame-src"),
        "requiredPolicies": .recorded("csp, the attribute csp"),
        "credentiallessFrames": .recorded("nestedframe, credentialless"),
    ]
}

extension CookieStorePolicy {
    /// The source of each choice of ``chrome``.
    static let chromeSources: [String: PolicySource] = [
        "tabsInItems": .recorded("cookiestore; cookie_store.cc"),
        "emptyItemDomain": .recorded("cookiestore; cookie_store.cc"),
        "semicolonInPath": .recorded("cookiestore; canonical_cookie.cc"),
        "itemPath": .recorded("cookiestore; cookie_store.cc"),
        "itemMembers": .recorded("cookiestore"),
        "dataDocumentStore": .recorded("cookiestore, a data: frame"),
    ]
}

extension ClearSiteDataPolicy {
    /// The source of each choice of ``chrome``.
    static let chromeSources: [String: PolicySource] = [
        "clearingWithoutCredentials": .recorded("clearsitedata; clear_site_data_handler.cc"),
        "clearingByHandshake": .recorded("clearsitedata"),
        "showsClearSiteData": .recorded("clearsitedata"),
        "furtherTypes": .recorded("clearsitedata; clear_site_data_handler.cc"),
    ]
}

extension TransportSecurityPolicy {
    /// The source of each choice of ``chrome``.
    static let chromeSources: [String: PolicySource] = [
        "hstsUpgrade": .recorded("hsts, hstsmore; url_request_redirect_job.cc")
    ]
}

extension LocalNetworkPolicy {
    /// The source of each choice of ``chrome``.
    static let chromeSources: [String: PolicySource] = [
        "localNetworkChecks": .recorded("lna, from the network; ip_address_space_util.cc"),
        "addressBlocks": .documented("ip_address_space_util.cc, NonPublicAddressSpaceMap"),
        "knowsCombinedName": .recorded("lna, allow and Permissions-Policy"),
        "treatAsPublicAddress": .recorded("lna, policy"),
    ]
}

extension StorageAccessPolicy {
    /// The source of each choice of ``chrome``.
    static let chromeSources: [String: PolicySource] = [
        "retryCache": .recorded("storageaccess, Activate-Storage-Access: retry"),
        "undecidedAccess": .recorded("storageaccess, without a window"),
        "refusesWhereAllowed": .recorded("storageaccess, a denial"),
    ]
}
