package import BrowserInfra

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

extension CORSPolicy {
    /// The source of each choice of ``firefox``.
    package static let firefoxSources: [String: PolicySource] = [
        "authorizationCoveredByWildcard": .recorded("acah"),
        "cachesUnreadableMaxAge": .recorded("pfcache; nsCORSListenerProxy.cpp, AddResultToCache"),
        "cachesWildcards": .recorded("pfcache; nsCORSListenerProxy.cpp, AddResultToCache"),
        "cacheEntriesServeBothCredentials":
            .recorded("pfcache; the credentials are a part of the key"),
        "repeatsHeaderNames": .recorded("reqheader, a name set twice"),
    ]
}
