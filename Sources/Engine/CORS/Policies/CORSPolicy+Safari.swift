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
