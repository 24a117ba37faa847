extension CORSPolicy {
    package static let firefox: CORSPolicy = {
        var policy = CORSPolicy.standard
        policy.authorizationCoveredByWildcard = true
        policy.cachesUnreadableMaxAge = false
        policy.cachesWildcards = false
        policy.cacheEntriesServeBothCredentials = false
        policy.repeatsHeaderNames = true
        return policy
    }()
}
