extension CookiePolicy {
    /// Chromium 156, as recorded; `PolicySources.chrome` says where each choice comes from.
    package static let chrome: CookiePolicy = {
        var policy = standard
        policy.namelessValuesWithEquals = .refused
        policy.tabs = .refused
        policy.duplicateLifetimes = .last
        policy.maxAgeGrammar = .signedInteger
        policy.dateTokens = .boundedLength
        policy.dateYears = .saturating
        policy.clockSkew = .corrected
        policy.nonASCIIDomain = .convertedToASCII
        policy.loneDotDomain = .refused
        policy.prefixes = [.secure, .host, .http, .hostHTTP]
        policy.hostPrefixDomain = .absentOrEqualAddress
        policy.partitionedAttribute = .honoured
        policy.laxAllowingUnsafe = 120
        policy.sameSiteCodes = .alwaysSchemeful
        policy.valueChange = .renewsCreation
        policy.lastAccessStaleness = 60
        policy.limits.perSiteAfterPurge = 150
        policy.limits.order = .priorityRounds(lowQuota: 30, mediumQuota: 50, highQuota: 70)
        policy.limits.total = 3300
        policy.limits.totalSafeAge = 30 * 24 * 60 * 60
        policy.invalidUTF8 = .emptiesTheString
        return policy
    }()
}
