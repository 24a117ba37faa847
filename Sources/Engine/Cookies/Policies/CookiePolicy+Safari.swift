extension CookiePolicy {
    /// Safari 26 as documented: its jar is no open source, and nothing of it was recorded.
    /// `PolicySources.safari` says where each choice comes from.
    package static let safari: CookiePolicy = {
        var policy = standard
        policy.thirdParty = .block
        policy.unspecifiedSameSite = .asNone
        policy.insecureSameSiteNone = .accepted
        policy.siteComparison = .schemeless
        policy.loopback = .insecure
        policy.longestScriptLifetime = 7 * 24 * 60 * 60
        policy.longestLifetime = nil
        return policy
    }()
}
