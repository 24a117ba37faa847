internal import BrowserCORS
internal import BrowserCookies
internal import BrowserInfra

extension BrowserPolicy {
    static let firefoxSources = [
        CookiePolicy.firefoxSources,
        FetchPolicy.firefoxSources,
        ResourcePolicy.firefoxSources,
        CORSPolicy.firefoxSources,
        RequestHeaderPolicy.firefoxSources,
        WebSocketPolicy.firefoxSources,
        EventSourcePolicy.firefoxSources,
        BeaconPolicy.firefoxSources,
        NavigationPolicy.firefoxSources,
        CookieStorePolicy.firefoxSources,
        ClearSiteDataPolicy.firefoxSources,
        TransportSecurityPolicy.firefoxSources,
        StorageAccessPolicy.firefoxSources,
        LocalNetworkPolicy.firefoxSources,
    ]
}

// Files are Firefox's: `netwerk/cookie`, `netwerk/protocol/http`, `dom/security`.
// "recorded" is followed by the families of `fixtures/browsers` that show the behavior.

extension FetchPolicy {
    /// The source of each choice of ``firefox``.
    static let firefoxSources: [String: PolicySource] = [
        "referrerDowngrade": .recorded("mixed, referrer; ReferrerInfo.cpp"),
        "redirectedReferrer": .recorded("redirect; ReferrerInfo.cpp"),
        "crossSiteReferrer": .recorded("mixed, referrer, navkind; ReferrerInfo.cpp"),
        "preflightInheritsCacheMode": .recorded("reqheader, If-None-Match"),
        "preflightOrigin": .recorded("redirect; nsCORSListenerProxy.cpp"),
        "redirectedPreflight": .recorded("redirect; nsCORSListenerProxy.cpp"),
        "severalLocations": .recorded("redirect, Location"),
        "dataURLHasLength": .recorded("odd, a data: URL"),
        "socketSources": .recorded("csp, wss:"),
        "reportOrder": .recorded("csp, report-uri; nsCSPContext.cpp"),
        "reportSender": .recorded("csp, report-uri; nsCSPContext.cpp"),
        "reportBody": .recorded("csp, report-uri"),
        "knowsReportTo": .documented("nsCSPContext.cpp; dom.reporting.enabled is off"),
        "blockAllMixedContent": .recorded("csp, block-all-mixed-content"),
        "unknownResourcePolicy": .recorded("coep, unknown and several values"),
        "blockedFrameFiresError": .recorded("mixed, a frame"),
        "insecureRequestUpgrade": .recorded("upgrade"),
        "opaqueReferrer": .recorded("eventsource, beacon"),
        "requestStream": .recorded("fetchinit, keepalive"),
    ]
}

extension ResourcePolicy {
    /// The source of each choice of ``firefox``.
    static let firefoxSources: [String: PolicySource] = [
        "as preload-font": .recorded("element, preload as=font"),
        "as preload-track": .recorded("element, preload as=track"),
        "as ping": .recorded("element, ping; browser.send_pings is off"),
        "as manifest": .recorded("element, manifests, in a window that installs nothing"),
        "as track": .recorded("element, track"),
        "as object": .recorded("element, object"),
        "as object-image": .recorded("element, object"),
        "as embed": .recorded("element, embed"),
        "as embed-image": .recorded("element, embed"),
        "as fe-image": .recorded("element, feImage"),
        "as svg-use": .recorded("element, use"),
    ]
}

extension RequestHeaderPolicy {
    /// The source of each choice of ``firefox``.
    static let firefoxSources: [String: PolicySource] = [
        "userAgent": .documented("sent by Firefox 153"),
        "acceptImage": .documented("sent by Firefox 153"),
        "acceptLanguage": .documented("sent by Firefox 153"),
        "storageAccessHeader": .recorded("chips, redirect, opaque"),
        "preflightFetchSite": .recorded("redirect, frame; SecFetch.cpp"),
        "fetchSiteComparison": .recorded("redirect, frame; SecFetch.cpp"),
    ]
}

extension WebSocketPolicy {
    /// The source of each choice of ``firefox``.
    static let firefoxSources: [String: PolicySource] = [
        "subprotocolAnswer": .recorded("websocket; WebSocketChannel.cpp"),
        "insecureSocket": .recorded("websocket, mixed"),
        "socketBlockedByCSP": .recorded("websocket, csp"),
    ]
}

extension EventSourcePolicy {
    /// The source of each choice of ``firefox``.
    static let firefoxSources: [String: PolicySource] = [
        "reconnectionURL": .recorded("eventsource, redirects; EventSource.cpp"),
        "nullInID": .recorded("eventsource; EventSource.cpp"),
        "idWithoutData": .recorded("eventsource; EventSource.cpp"),
        "unreachableServer": .recorded("eventsource; EventSource.cpp"),
        "redirectLoop": .recorded("eventsource"),
        "readsDataURLs": .recorded("eventsource"),
    ]
}

extension BeaconPolicy {
    /// The source of each choice of ``firefox``.
    static let firefoxSources: [String: PolicySource] = [
        "beaconQuota": .recorded("beacon"),
        "streamBody": .recorded("beacon"),
        "refusedBeacons": .recorded("beacon"),
    ]
}

extension NavigationPolicy {
    /// The source of each choice of ``firefox``.
    static let firefoxSources: [String: PolicySource] = [
        "reloadCache": .recorded("navkind"),
        "framesLeftAlone": .recorded("csp, frame-src; lna; mixed"),
        "errorPagesWithoutLoad": .recorded("coep; csp, upgrade-insecure-requests"),
        "formActionOfRedirects": .recorded("csp, form-action"),
        "localReferrer": .recorded("nestedframe, about:blank and blob:"),
        "blobDocumentCookies": .recorded("nestedframe, blob"),
    ]
}

extension CookieStorePolicy {
    /// The source of each choice of ``firefox``.
    static let firefoxSources: [String: PolicySource] = [
        "itemsWithoutName": .recorded("cookiestore"),
        "refusedItem": .recorded("cookiestore"),
        "itemDeletion": .recorded("cookiestore"),
        "partitionedItem": .recorded("cookiestore"),
        "storeOrder": .recorded("cookiestore"),
        "changesBeyondPath": .recorded("cookiestore"),
    ]
}

extension ClearSiteDataPolicy {
    /// The source of each choice of ``firefox``.
    static let firefoxSources: [String: PolicySource] = [
        "clearedHosts": .recorded("clearsitedata"),
        "clearedPartitions": .recorded("clearsitedata"),
        "clearingByCrossOriginXHR": .recorded("clearsitedata"),
    ]
}

extension TransportSecurityPolicy {
    /// The source of each choice of ``firefox``.
    static let firefoxSources: [String: PolicySource] = [
        "hostList": .recorded("hsts, hstsmore; nsSiteSecurityService.cpp"),
        "longMaxAge": .recorded("hsts; nsSiteSecurityService.cpp"),
    ]
}

extension LocalNetworkPolicy {
    /// The source of each choice of ``firefox``.
    static let firefoxSources: [String: PolicySource] = [
        "localNetworkChecks":
            .recorded("lna, from the network; network.lna.local-network-to-localhost.skip-checks"),
        "addressBlocks": .documented("DNS.cpp, GetIpAddressSpace"),
        "checksWebSockets": .recorded("lna; network.lna.websocket.enabled"),
        "insecureClients": .recorded("lna; network.lna.block_insecure_contexts"),
        "permissionOwner": .recorded("lna, frames; nsHttpChannel.cpp"),
        "framePermissions": .recorded("lna, frames and policy; LNAPermissionRequest.cpp"),
        "targetAddressSpace": .recorded("lna, mixed"),
        "localMixedContent": .recorded("lna, mixed"),
    ]
}

extension StorageAccessPolicy {
    /// The source of each choice of ``firefox``.
    static let firefoxSources: [String: PolicySource] = [
        "accessReach": .recorded("storageaccess, a fetch from the frame to its site"),
        "retriedDocuments": .recorded("storageaccess, Activate-Storage-Access: retry"),
        "cookiesBeforeRetry": .recorded("storageaccess, Activate-Storage-Access: retry"),
        "activatesOwnCookies": .recorded("storageaccess, Activate-Storage-Access: load"),
        "obeysPermissionsPolicy": .recorded("storageaccess, Permissions-Policy"),
        "topLevelQuery": .recorded("storageaccess, permissions.query()"),
    ]
}
