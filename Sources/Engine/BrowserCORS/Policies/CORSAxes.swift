package import BrowserInfra

extension CORSPolicy {
    /// A description of every field.
    package static let axes: [PolicyAxis<CORSPolicy>] = [
        PolicyAxis(
            "unconditionallySafelistedRequestHeaders",
            \.unconditionallySafelistedRequestHeaders,
            title: "Headers that never need a preflight",
            "Which names are safe with any value, besides those of the standard.",
            source: "Fetch 2.2.2: CORS-safelisted request-header"
        ) { $0.isEmpty ? "{adds|add} none" : "{adds|add} \($0.sorted().joined(separator: ", "))" },
        PolicyAxis(
            "safelistedClientHints",
            \.safelistedClientHints,
            title: "Client hints without a preflight",
            "Which client hints a page may send without asking.",
            source: "Fetch 2.2.2: CORS-safelisted request-header"
        ) {
            $0.isEmpty
                ? "{allows|allow} none"
                : "{allows|allow} \($0.keys.sorted().joined(separator: ", "))"
        },
        PolicyAxis(
            "rangeUnitIgnoresCase",
            \.rangeUnitIgnoresCase,
            title: "Range with \"Bytes=\" in capitals",
            "Whether a range needs no preflight with its unit in capitals, too.",
            source: "Fetch 2.2.2: simple range header value"
        ) { $0 ? "{needs|need} no preflight" : "{asks|ask} with a preflight" },
        PolicyAxis(
            "authorizationCoveredByWildcard",
            \.authorizationCoveredByWildcard,
            title: "Authorization and Access-Control-Allow-Headers of *",
            "Whether the wildcard covers Authorization.",
            source: "Fetch 4.8: a CORS non-wildcard request-header name has to be listed",
            answer: covers
        ),
        PolicyAxis(
            "cachedWildcardCoversAuthorization",
            \.cachedWildcardCoversAuthorization,
            title: "Authorization and a cached *",
            "Whether a wildcard in the preflight cache covers Authorization.",
            source: "Fetch 4.9: likewise in the cache",
            answer: covers
        ),
        PolicyAxis(
            "preflightMaxAgeDefault",
            \.preflightMaxAgeDefault,
            title: "Access-Control-Max-Age missing",
            "How long a preflight is cached then.",
            source: "Fetch 4.8: 5 seconds where the header is missing or fails to parse"
        ) { "{caches|cache} a preflight for \(durationWords($0))" },
        PolicyAxis(
            "preflightMaxAgeGrammar",
            \.preflightMaxAgeGrammar,
            title: "Syntax of Access-Control-Max-Age",
            "What is read as a number of seconds.",
            source: "Fetch 4.8: delta-seconds"
        ) {
            switch $0 {
            case .digits: "{reads|read} digits only"
            case .signedInteger: "{reads|read} a sign before the digits too"
            }
        },
        PolicyAxis(
            "cachesUnreadableMaxAge",
            \.cachesUnreadableMaxAge,
            title: "Access-Control-Max-Age that is not a number",
            "Whether such a preflight is cached.",
            source: "Fetch 4.8: 5 seconds where the header is missing or fails to parse"
        ) { $0 ? "{caches|cache} it as if the header were missing" : "{does|do} not cache it" },
        PolicyAxis(
            "preflightMaxAgeLimit",
            \.preflightMaxAgeLimit,
            title: "Longest Access-Control-Max-Age",
            "How long a preflight is cached at most, whatever the server says.",
            source: "Fetch 4.8 leaves the limit to the browser"
        ) { "{caches|cache} a preflight for at most \(durationWords($0))" },
        PolicyAxis(
            "preflightCacheGranularity",
            \.preflightCacheGranularity,
            title: "Entries of the preflight cache",
            "What one entry is about.",
            source: "Fetch 4.9: an entry a method or header name"
        ) {
            switch $0 {
            case .methodOrHeader: "{keeps|keep} one for each method and header name"
            case .response:
                "{keeps|keep} one for each URL, and {drops|drop} it where it does not cover a request"
            }
        },
        PolicyAxis(
            "preflightCacheCapacity",
            \.preflightCacheCapacity,
            title: "Size of the preflight cache",
            "For how many URLs preflights are cached.",
            source: "Fetch 4.9 leaves it to the browser"
        ) { "{keeps|keep} \($0)" },
        PolicyAxis(
            "failedPreflightClearsCache",
            \.failedPreflightClearsCache,
            title: "Preflight cache after a failure",
            "Whether a request that needed consent and failed drops what is cached for its URL.",
            source: "Fetch 4.1: a network error after \"CORS with preflight\" clears the entries"
        ) { $0 ? "{drops|drop} it" : "{keeps|keep} it" },
        PolicyAxis(
            "cachesWildcards",
            \.cachesWildcards,
            title: "* in a preflight's answer",
            "Whether the wildcard is cached.",
            source: "Fetch 4.9: a cache entry match"
        ) { $0 ? "{caches|cache} it" : "{does|do} not cache it" },
        PolicyAxis(
            "cacheEntriesServeBothCredentials",
            \.cacheEntriesServeBothCredentials,
            title: "Cached preflights and credentials",
            "Whether an answer for requests with credentials serves those without.",
            source: "Fetch 4.9: a cache entry match"
        ) { $0 ? "{uses|use} it for both" : "{asks|ask} again" },
        PolicyAxis(
            "repeatsHeaderNames",
            \.repeatsHeaderNames,
            title: "A header that the page set twice",
            "How often Access-Control-Request-Headers names it.",
            source: "Fetch 4.8: a sorted set"
        ) { $0 ? "{names|name} it twice" : "{names|name} it once" },
    ]

    @Sendable private static func covers(_ isCovered: Bool) -> String {
        isCovered
            ? "{lets|let} the wildcard cover it" : "{requires|require} the name to be listed"
    }
}
