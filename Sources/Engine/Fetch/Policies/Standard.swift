internal import CORS
internal import Cookies

extension FetchPolicy {
    /// What the standards say.
    package static let standard = FetchPolicy(
        loopbackContent: .trusted,
        corpTreatsAddressesAsSameSite: true,
        modeCheck: .afterBlocking,
        insecureForms: .sent,
        referrerDowngrade: .byTrustworthiness,
        redirectedReferrer: .fromThePage,
        preflightReferrer: .ofTheRequest,
        crossSiteReferrer: .byPolicy,
        originHiding: .outsideCORS,
        originDowngrade: .hidden,
        methodForOrigin: .current,
        redirectedOrigin: .byTaint,
        elementOrigin: .whenTainted,
        postNavigationCache: .default,
        conditionalRequestCache: .noStore,
        rangeHeader: .asWritten,
        preflightInheritsCacheMode: false,
        preflightOrigin: .byTaint,
        preflightUserAgent: .ofTheBrowser,
        redirectedPreflight: .whereNeeded,
        emptyLocation: .relativeURL,
        severalLocations: .combined,
        unsafeRedirectSchemes: [],
        resetContentBody: .none,
        dataURLHasLength: false,
        dataDocumentCookies: .empty,
        blockedFrameFiresError: false
    )
}

extension RequestHeaderPolicy {
    /// crumb's own name, and what Fetch prescribes.
    package static let standard = RequestHeaderPolicy(
        userAgent: "crumb",
        acceptDocument: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        acceptImage: "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
        acceptStyle: "text/css,*/*;q=0.1",
        acceptLanguage: "en-US,en;q=0.9",
        acceptEncodingSecure: "gzip, deflate, br, zstd",
        acceptEncodingInsecure: "gzip, deflate",
        clientHints: [],
        scriptMaySetUserAgent: true,
        storageAccessHeader: .never,
        preflightSendsFetchModeEverywhere: false,
        preflightFetchSite: .ofAllHops,
        fetchSiteComparison: .schemeful,
        sendsFetchUserForFrames: false,
        sendsUpgradeOverHTTPS: true
    )
}

extension BrowserPolicy {
    /// What the standards say, where browsers follow none of them exactly.
    package static let standard = BrowserPolicy(
        name: "spec",
        title: "the specification",
        cookies: .standard,
        cors: .standard,
        headers: .standard,
        fetch: .standard,
        evidence: .documented
    )
}

extension BrowserPolicy {
    /// Every policy that has a name, in the order in which they are shown.
    package static let presets: [BrowserPolicy] = [.chrome, .firefox, .safari, .standard]

    /// The preset of that name; a report has no other.
    package static func named(_ name: String) -> BrowserPolicy {
        presets.first { $0.name == name } ?? .standard
    }
}
