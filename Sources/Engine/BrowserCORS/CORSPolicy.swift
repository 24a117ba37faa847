/// The decisions about CORS in which browsers differ.
package struct CORSPolicy: Hashable, Sendable {
    /// Lower-case header names that never need a preflight, whatever their value.
    package var unconditionallySafelistedRequestHeaders: Set<String>
    /// Lower-case header names that need no preflight if the value is of the given kind.
    package var safelistedClientHints: [String: ClientHintValue]
    /// Whether the unit of a simple `Range` may be `Bytes` too.
    package var rangeUnitIgnoresCase: Bool
    /// Whether `*` in `Access-Control-Allow-Headers` covers `Authorization`.
    package var authorizationCoveredByWildcard: Bool
    /// Whether a cached `*` covers `Authorization` too.
    package var cachedWildcardCoversAuthorization: Bool
    /// The number of seconds that a preflight is cached if `Access-Control-Max-Age` is missing or
    /// is not a number.
    package var preflightMaxAgeDefault: Int64
    package var preflightMaxAgeGrammar: MaxAgeGrammar
    /// Whether a preflight whose `Access-Control-Max-Age` is not a number is cached as if it had
    /// none.
    package var cachesUnreadableMaxAge: Bool
    /// The maximum number of seconds that a preflight is cached.
    package var preflightMaxAgeLimit: Int64
    package var preflightCacheGranularity: PreflightCacheGranularity
    package var preflightCacheCapacity: Int
    /// Whether a request that needed a preflight and failed clears the cache entries of its URL,
    /// whether the preflight failed or the request itself.
    package var failedPreflightClearsCache: Bool
    /// Whether `*` in a preflight's lists is cached.
    package var cachesWildcards: Bool
    /// Whether an entry made for a request with credentials also serves requests without.
    package var cacheEntriesServeBothCredentials: Bool
    /// Whether a header name that the page set twice is listed twice.
    package var repeatsHeaderNames: Bool

    /// The syntax of `Access-Control-Max-Age`.
    package enum MaxAgeGrammar: Hashable, Sendable {
        /// Any number of digits (the standard).
        case digits
        /// A signed 64-bit number; with a negative one, the preflight is not cached.
        case signedInteger
    }

    package enum ClientHintValue: Hashable, Sendable {
        /// Digits.
        case integer
        /// Digits, with an optional fraction.
        case decimal
        /// One of these values, ignoring case.
        case oneOf(Set<String>)
    }

    package enum PreflightCacheGranularity: Hashable, Sendable {
        /// One entry for each method or header name, which later preflights add to (the standard).
        case methodOrHeader
        /// One entry for each response, which is dropped if it does not cover a request.
        case response
    }
}
