internal import Infra

// Files named are Firefox's: `netwerk/cookie`, `netwerk/protocol/http`, `dom/security`.
// After "recorded" stand the families of `fixtures/browsers` that show it.

extension FetchPolicy {
    /// Where each choice of ``firefox`` is known from.
    static let firefoxSources: [String: PolicySource] = [
        "referrerDowngrade": .recorded("mixed, referrer; ReferrerInfo.cpp"),
        "redirectedReferrer": .recorded("redirect; ReferrerInfo.cpp"),
        "crossSiteReferrer": .recorded("mixed, referrer; ReferrerInfo.cpp"),
        "preflightInheritsCacheMode": .recorded("reqheader, If-None-Match"),
        "preflightOrigin": .recorded("redirect; nsCORSListenerProxy.cpp"),
        "redirectedPreflight": .recorded("redirect; nsCORSListenerProxy.cpp"),
        "severalLocations": .recorded("redirect, Location"),
        "dataURLHasLength": .recorded("odd, a data: URL"),
        "blockedFrameFiresError": .recorded("mixed, a frame"),
    ]
}

extension RequestHeaderPolicy {
    /// Where each choice of ``firefox`` is known from.
    static let firefoxSources: [String: PolicySource] = [
        "userAgent": .documented("Firefox 153's own"),
        "acceptImage": .documented("Firefox 153's own"),
        "acceptLanguage": .documented("Firefox 153's own"),
        "storageAccessHeader": .recorded("chips, redirect, opaque"),
        "preflightFetchSite": .recorded("redirect, frame; SecFetch.cpp"),
        "fetchSiteComparison": .recorded("redirect, frame; SecFetch.cpp"),
    ]
}
