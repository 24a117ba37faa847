/// What browsers decide differently about CORS.
package struct CORSPolicy: Hashable, Sendable {
    /// Lower-case names that never need a preflight, whatever their value.
    package var unconditionallySafelistedRequestHeaders: Set<String>
    /// Lower-case names that need no preflight with a value of their kind.
    package var safelistedClientHints: [String: ClientHintValue]
    /// Whether the unit of a simple `Range` may be `Bytes` too.
    package var rangeUnitIgnoresCase: Bool
    /// Whether `*` in `Access-Control-Allow-Headers` covers `Authorization`.
    package var authorizationCoveredByWildcard: Bool
    /// Whether a cached `*` covers `Authorization` too.
    package var cachedWildcardCoversAuthorization: Bool
    /// Seconds for which a preflight is cached where `Access-Control-Max-Age` is missing or no number.
    package var preflightMaxAgeDefault: Int64
    package var preflightMaxAgeGrammar: MaxAgeGrammar
    /// Whether a preflight whose `Access-Control-Max-Age` is no number is cached like one without.
    package var cachesUnreadableMaxAge: Bool
    /// The longest that a preflight is cached, in seconds.
    package var preflightMaxAgeLimit: Int64
    package var preflightCacheGranularity: PreflightCacheGranularity
    package var preflightCacheCapacity: Int
    /// Whether a request that needed consent and failed drops what the cache holds for its URL,
    /// whether its preflight failed or the request itself.
    package var failedPreflightClearsCache: Bool
    /// Whether `*` in a preflight's lists is cached.
    package var cachesWildcards: Bool
    /// Whether an entry made for a request with credentials serves those without.
    package var cacheEntriesServeBothCredentials: Bool
    /// Whether a name that the page set twice is asked for twice.
    package var repeatsHeaderNames: Bool

    /// What `Access-Control-Max-Age` may be.
    package enum MaxAgeGrammar: Hashable, Sendable {
        /// Digits, and any number of them (the standard).
        case digits
        /// A signed number of 64 bits; one below zero is not cached at all.
        case signedInteger
    }

    package enum ClientHintValue: Hashable, Sendable {
        /// Digits.
        case integer
        /// Digits, with a fraction or without.
        case decimal
        /// One of these, in any case.
        case oneOf(Set<String>)
    }

    package enum PreflightCacheGranularity: Hashable, Sendable {
        /// One entry a method or header name, which later preflights add to (the standard).
        case methodOrHeader
        /// One entry a response; where it does not cover a request, it is dropped.
        case response
    }
}
