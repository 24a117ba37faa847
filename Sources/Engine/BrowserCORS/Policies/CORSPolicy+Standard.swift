extension CORSPolicy {
    /// The choices of the Fetch standard.
    package static let standard = CORSPolicy(
        unconditionallySafelistedRequestHeaders: [],
        safelistedClientHints: [:],
        rangeUnitIgnoresCase: false,
        authorizationCoveredByWildcard: false,
        cachedWildcardCoversAuthorization: false,
        preflightMaxAgeDefault: 5,
        preflightMaxAgeGrammar: .digits,
        cachesUnreadableMaxAge: true,
        preflightMaxAgeLimit: 86_400,
        preflightCacheGranularity: .methodOrHeader,
        preflightCacheCapacity: 1024,
        failedPreflightClearsCache: true,
        cachesWildcards: true,
        cacheEntriesServeBothCredentials: true,
        repeatsHeaderNames: false
    )
}
