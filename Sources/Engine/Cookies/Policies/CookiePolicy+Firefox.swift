extension CookiePolicy {
    /// Firefox 153 as it is released, as recorded; `PolicySources.firefox` says where each choice
    /// comes from.
    package static let firefox: CookiePolicy = {
        var policy = standard
        policy.bareToken = .name
        policy.emptyNames = .refused
        policy.tabs = .refusedInPath
        policy.invalidUTF8 = .replacedWhenStored
        policy.overlongAttributes = .ignoredExceptFlags
        policy.duplicateLifetimes = .last
        policy.maxAgeGrammar = .minusAndAnything
        policy.dateTokens = .boundedLength
        policy.dateYears = .saturating
        policy.dateFields = .lenient
        policy.loneDotDomain = .refused
        policy.prefixes = [.secure, .host, .http, .hostHTTP]
        policy.hostPrefixPath = .anywhere
        policy.hostPrefixDomain = .absentOrWithoutEffect
        policy.partitionedAttribute = .honoured
        policy.partitionAncestor = .ofReturnsToTheTop
        policy.opaquePagePartition = .own
        policy.unspecifiedSameSite = .asNone
        policy.siteComparison = .schemeless
        policy.redirectChain = .considered
        policy.thirdParty = .partition
        policy.limits.perSiteAfterPurge = 150
        policy.documentCookieSource = .copyInPageProcess
        return policy
    }()
}
