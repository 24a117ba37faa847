package import BrowserInfra

extension CORSPolicy {
    /// A description of every field.
    package static let axes: [PolicyAxis<CORSPolicy>] = [
        PolicyAxis(
            "unconditionallySafelistedRequestHeaders",
            \.unconditionallySafelistedRequestHeaders,
            title: "Headers that never need a preflight",
            "Which names, besides those of the standard, are safe with any value.",
            source: "Fetch 2.2.2: CORS-safelisted request-header"
        ) { $0.isEmpty ? "{adds|add} none" : "{adds|add} \($0.sorted().joined(separator: ", "))" },
        PolicyAxis(
            "safelistedClientHints",
            \.safelistedClientHints,
            title: "Client hints without a preflight",
            "Which client hints a page may send without a preflight.",
            source: "Fetch 2.2.2: CORS-safelisted request-header"
        ) {
            $0.isEmpty
                ? "{allows|allow} none"
                : "{allows|allow} \($0.keys.sorted().joined(separator: ", "))"
        },
        PolicyAxis(
            "rangeUnitIgnoresCase",
            \.rangeUnitIgnoresCase,
            title: "Range with \"Bytes=\" in another case",
            "Whether a range also needs no preflight if its unit is capitalized.",
            source: "Fetch 2.2.2: simple range header value"
        ) { $0 ? "{sends|send} no preflight" : "{sends|send} a preflight" },
        PolicyAxis(
            "authorizationCoveredByWildcard",
            \.authorizationCoveredByWildcard,
            title: "Authorization and Access-Control-Allow-Headers: *",
            "Whether the wildcard covers Authorization.",
            source: "Fetch 4.8: a CORS non-wildcard request-header name must be listed",
            answer: covers
        ),
        PolicyAxis(
            "cachedWildcardCoversAuthorization",
            \.cachedWildcardCoversAuthorization,
            title: "Authorization and a cached *",
            "Whether a wildcard in the preflight cache covers Authorization.",
            source: "Fetch 4.9: the same applies to the cache",
            answer: covers
        ),
        PolicyAxis(
            "preflightMaxAgeDefault",
            \.preflightMaxAgeDefault,
            title: "No Access-Control-Max-Age",
            "How long a preflight is cached without the header.",
            source: "Fetch 4.8: 5 seconds if the header is missing or fails to parse"
        ) { "{caches|cache} a preflight for \(durationWords($0))" },
        PolicyAxis(
            "preflightMaxAgeGrammar",
            \.preflightMaxAgeGrammar,
            title: "Syntax of Access-Control-Max-Age",
            "What is read as a number of seconds.",
            source: "Fetch 4.8: delta-seconds"
        ) {
            switch $0 {
            case .digits: "{accepts|accept} only digits"
            case .signedInteger: "{accepts|accept} digits with a sign too"
            }
        },
        PolicyAxis(
            "cachesUnreadableMaxAge",
            \.cachesUnreadableMaxAge,
            title: "Access-Control-Max-Age that is not a number",
            "Whether such a preflight is cached.",
            source: "Fetch 4.8: 5 seconds if the header is missing or fails to parse"
        ) { $0 ? "{caches|cache} it as if the header were missing" : "{does|do} not cache it" },
        PolicyAxis(
            "preflightMaxAgeLimit",
            \.preflightMaxAgeLimit,
            title: "Longest Access-Control-Max-Age",
            "The maximum time for which a preflight is cached, whatever the server says.",
            source: "Fetch 4.8 leaves the limit to the browser"
        ) { "{caches|cache} a preflight for at most \(durationWords($0))" },
        PolicyAxis(
            "preflightCacheGranularity",
            \.preflightCacheGranularity,
            title: "Entries of the preflight cache",
            "What one entry stands for.",
            source: "Fetch 4.9: one entry for each method or header name"
        ) {
            switch $0 {
            case .methodOrHeader: "{keeps|keep} one for each method and header name"
            case .response:
                "{keeps|keep} one for each URL, and {drops|drop} it if it does not cover a request"
            }
        },
        PolicyAxis(
            "preflightCacheCapacity",
            \.preflightCacheCapacity,
            title: "Size of the preflight cache",
            "The number of URLs for which preflights are cached.",
            source: "Fetch 4.9 leaves it to the browser"
        ) { "{keeps|keep} \($0)" },
        PolicyAxis(
            "failedPreflightClearsCache",
            \.failedPreflightClearsCache,
            title: "Preflight cache after a failure",
            "Whether a request that needed a preflight and failed clears the cache entries of its URL.",
            source: "Fetch 4.1: a network error after \"CORS with preflight\" clears the entries"
        ) { $0 ? "{clears|clear} them" : "{keeps|keep} them" },
        PolicyAxis(
            "cachesWildcards",
            \.cachesWildcards,
            title: "* in a preflight's response",
            "Whether the wildcard is cached.",
            source: "Fetch 4.9: a cache entry match"
        ) { $0 ? "{caches|cache} it" : "{does|do} not cache it" },
        PolicyAxis(
            "cacheEntriesServeBothCredentials",
            \.cacheEntriesServeBothCredentials,
            title: "Cached preflights and credentials",
            "Whether a preflight for requests with credentials also covers requests without.",
            source: "Fetch 4.9: a cache entry match"
        ) { $0 ? "{uses|use} it for both" : "{sends|send} a new preflight" },
        PolicyAxis(
            "repeatsHeaderNames",
            \.repeatsHeaderNames,
            title: "A header that the page set twice",
            "How often it is listed in Access-Control-Request-Headers.",
            source: "Fetch 4.8: a sorted set"
        ) { $0 ? "{lists|list} it twice" : "{lists|list} it once" },
    ]

    @Sendable private static func covers(_ isCovered: Bool) -> String {
        isCovered
            ? "{accepts|accept} the wildcard for it" : "{requires|require} the name to be listed"
    }
}
