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
