package import BrowserInfra

extension CORSPolicy {
    package static let chrome: CORSPolicy = {
        var policy = CORSPolicy.standard
        policy.unconditionallySafelistedRequestHeaders = ["user-agent"]
        policy.safelistedClientHints = [
            "device-memory": .decimal, "dpr": .decimal, "downlink": .decimal, "width": .integer,
            "viewport-width": .integer, "rtt": .integer,
            "ect": .oneOf(["slow-2g", "2g", "3g", "4g"]), "save-data": .oneOf(["on"]),
        ]
        policy.rangeUnitIgnoresCase = true
        policy.authorizationCoveredByWildcard = true
        policy.cachedWildcardCoversAuthorization = false
        policy.preflightMaxAgeGrammar = .signedInteger
        policy.preflightMaxAgeLimit = 7200
        policy.preflightCacheGranularity = .response
        policy.failedPreflightClearsCache = false
        return policy
    }()
}

extension CORSPolicy {
    /// The source of each choice of ``chrome``.
    package static let chromeSources: [String: PolicySource] = [
        "failedPreflightClearsCache": .recorded("pfcache, a main request that fails"),
        "safelistedClientHints": .recorded("reqheader; services/network/public/cpp/cors/cors.cc"),
        "rangeUnitIgnoresCase": .documented("services/network/public/cpp/cors/cors.cc"),
        "preflightMaxAgeGrammar": .recorded("pfcache; preflight_result.cc, StringToInt64"),
        "unconditionallySafelistedRequestHeaders":
            .recorded("reqheader; services/network/public/cpp/cors/cors.cc"),
        "authorizationCoveredByWildcard": .recorded("acah"),
        "preflightMaxAgeLimit": .documented("preflight_result.cc: kMaxTimeout"),
        "preflightCacheGranularity":
            .documented(
                "preflight_cache.cc: one result a URL, dropped where it does not cover the request"
            ),
    ]
}
