package import CORS
internal import Cookies

extension CORSPolicy {
    /// What the Fetch standard says.
    package static let standard = CORSPolicy(
        unconditionallySafelistedRequestHeaders: [],
        safelistedClientHints: [:],
        // Fetch 2.2.2: a simple range header value.
        rangeUnitIgnoresCase: false,
        // Fetch 4.8: a CORS non-wildcard request-header name has to be listed.
        authorizationCoveredByWildcard: false,
        // Fetch 4.9: likewise in the cache.
        cachedWildcardCoversAuthorization: false,
        // Fetch 4.8: 5 seconds where the header is missing or fails to parse.
        preflightMaxAgeDefault: 5,
        // Fetch 4.8: `delta-seconds`.
        preflightMaxAgeGrammar: .digits,
        // Fetch 4.8 leaves the limit to the browser.
        preflightMaxAgeLimit: 86_400,
        preflightCacheGranularity: .methodOrHeader,
        preflightCacheCapacity: 1024,
        // Fetch 4.1: a network error after "CORS with preflight" clears the entries.
        failedPreflightClearsCache: true
    )
}

extension FetchPolicy {
    /// What the standards say.
    package static let standard = FetchPolicy(
        // Mixed Content 4.4: loopback is potentially trustworthy.
        loopbackIsMixedContent: false,
        // HTML: a host without a registrable domain is its own site.
        corpTreatsAddressesAsSameSite: true,
        // Fetch 4.1: step 7 blocks, step 12 looks at the mode.
        modeCheck: .afterBlocking,
        // Mixed Content 4.4: a top-level navigation is not blocked.
        insecureForms: .sent,
        // Referrer Policy 8.3.
        referrerDowngrade: .byTrustworthiness,
        redirectedReferrer: .fromThePage,
        // Fetch 3.2: append a request `Origin` header.
        originHiding: .outsideCORS,
        redirectedOrigin: .byTaint,
        elementOrigin: .whenTainted,
        // HTML: a navigation's request has the default cache mode.
        postNavigationCache: .default,
        // Fetch 4.6, step 8.16.
        conditionalRequestCache: .noStore,
        // Fetch 4.8: a preflight is a new request.
        preflightInheritsCacheMode: false,
        // Fetch 2.2.6: location URL.
        emptyLocation: .relativeURL,
        severalLocations: .combined,
        unsafeRedirectSchemes: []
    )
}

extension RequestHeaderPolicy {
    /// crumb's own name, and what Fetch prescribes.
    package static let standard = RequestHeaderPolicy(
        userAgent: "crumb",
        // Fetch 2.2.5: the document `Accept` header value.
        acceptDocument: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        acceptImage: "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
        acceptStyle: "text/css,*/*;q=0.1",
        acceptLanguage: "en-US,en;q=0.9",
        acceptEncodingSecure: "gzip, deflate, br, zstd",
        acceptEncodingInsecure: "gzip, deflate",
        clientHints: [],
        // Fetch 2.2.2: not a forbidden request-header.
        scriptMaySetUserAgent: true,
        sendsStorageAccessHeader: false,
        preflightSendsFetchModeEverywhere: false,
        // Fetch 4.8: the preflight's URL list is a clone.
        preflightFetchSite: .ofAllHops
    )
}

extension BrowserPolicy {
    /// Every browser that crumb can be.
    package static let presets: [BrowserPolicy] = [.chrome, .standard]

    /// What the standards say, where browsers follow none of them exactly.
    package static let standard = BrowserPolicy(
        name: "spec",
        cookies: .standard,
        cors: .standard,
        headers: .standard,
        fetch: .standard
    )
}
