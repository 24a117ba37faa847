package import BrowserInfra

extension CORSPolicy {
    package static let safari: CORSPolicy = {
        var policy = CORSPolicy.standard
        policy.preflightMaxAgeGrammar = .signedInteger
        policy.preflightMaxAgeLimit = 600
        policy.authorizationCoveredByWildcard = true
        policy.cachedWildcardCoversAuthorization = true
        policy.failedPreflightClearsCache = false
        return policy
    }()
}

extension CORSPolicy {
    /// The source of each choice of ``safari``.
    package static let safariSources: [String: PolicySource] = [
        "preflightMaxAgeGrammar": .recorded("pfcache, a negative one"),
        "preflightMaxAgeLimit": .documented(
            "CrossOriginPreflightResultCache.cpp: maxPreflightCacheTimeout"
        ),
        "authorizationCoveredByWildcard": .recorded("pfcache"),
        "cachedWildcardCoversAuthorization": .recorded("pfcache"),
        "failedPreflightClearsCache": .recorded("pfcache"),
    ]
}
