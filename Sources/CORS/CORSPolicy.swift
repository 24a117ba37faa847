/// What browsers decide differently about CORS.
package struct CORSPolicy: Hashable, Sendable {
    /// Lower-case names that never need a preflight, whatever their value.
    package var unconditionallySafelistedRequestHeaders: Set<String>
    /// Whether `*` in `Access-Control-Allow-Headers` covers `Authorization`.
    package var authorizationCoveredByWildcard: Bool
    /// Whether a cached `*` covers `Authorization` too.
    package var cachedWildcardCoversAuthorization: Bool
    /// Seconds for which a preflight is cached where `Access-Control-Max-Age` is missing or no number.
    package var preflightMaxAgeDefault: Int64
    /// Whether a preflight whose `Access-Control-Max-Age` is no number is cached like one without.
    package var cachesUnreadableMaxAge: Bool
    /// The longest that a preflight is cached, in seconds.
    package var preflightMaxAgeLimit: Int64
    package var preflightCacheGranularity: PreflightCacheGranularity
    package var preflightCacheCapacity: Int
    /// Whether a preflight that fails drops what the cache holds for its URL.
    package var failedPreflightClearsCache: Bool
    /// Whether `*` in a preflight's lists is cached.
    package var cachesWildcards: Bool
    /// Whether an entry made for a request with credentials serves those without.
    package var cacheEntriesServeBothCredentials: Bool
    /// Whether a name that the page set twice is asked for twice.
    package var repeatsHeaderNames: Bool

    package init(
        unconditionallySafelistedRequestHeaders: Set<String>,
        authorizationCoveredByWildcard: Bool,
        cachedWildcardCoversAuthorization: Bool,
        preflightMaxAgeDefault: Int64,
        cachesUnreadableMaxAge: Bool,
        preflightMaxAgeLimit: Int64,
        preflightCacheGranularity: PreflightCacheGranularity,
        preflightCacheCapacity: Int,
        failedPreflightClearsCache: Bool,
        cachesWildcards: Bool,
        cacheEntriesServeBothCredentials: Bool,
        repeatsHeaderNames: Bool
    ) {
        self.unconditionallySafelistedRequestHeaders = unconditionallySafelistedRequestHeaders
        self.authorizationCoveredByWildcard = authorizationCoveredByWildcard
        self.cachedWildcardCoversAuthorization = cachedWildcardCoversAuthorization
        self.preflightMaxAgeDefault = preflightMaxAgeDefault
        self.cachesUnreadableMaxAge = cachesUnreadableMaxAge
        self.preflightMaxAgeLimit = preflightMaxAgeLimit
        self.preflightCacheGranularity = preflightCacheGranularity
        self.preflightCacheCapacity = preflightCacheCapacity
        self.failedPreflightClearsCache = failedPreflightClearsCache
        self.cachesWildcards = cachesWildcards
        self.cacheEntriesServeBothCredentials = cacheEntriesServeBothCredentials
        self.repeatsHeaderNames = repeatsHeaderNames
    }

    package enum PreflightCacheGranularity: Hashable, Sendable {
        /// One entry a method or header name, which later preflights add to (the standard).
        case methodOrHeader
        /// One entry a response; where it does not cover a request, it is dropped.
        case response
    }
}
