package import BrowserInfra

extension CookiePolicy {
    /// Chromium 156, as recorded; ``chromeSources`` says where each choice comes from.
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
        policy.partitionedAttribute = .honored
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

extension CookiePolicy {
    /// Where each choice of ``chrome`` is known from.
    package static let chromeSources: [String: PolicySource] = [
        "namelessValuesWithEquals": .recorded("parse; EXCLUDE_AMBIGUOUS_SERIALIZATION"),
        "tabs": .recorded("parse; parsed_cookie.cc"),
        "duplicateLifetimes": .recorded("both; parsed_cookie.cc keeps the last index"),
        "maxAgeGrammar": .recorded("maxage; canonical_cookie.cc, StringToInt64"),
        "dateTokens": .recorded("expires; cookie_util.cc"),
        "dateYears": .recorded("expires; cookie_util.cc"),
        "clockSkew": .documented("canonical_cookie.cc"),
        "nonASCIIDomain": .recorded("domain; cookie_util.cc, a warning so far"),
        "loneDotDomain": .recorded("domain"),
        "prefixes": .recorded("prefix; cookie_util.cc"),
        "hostPrefixDomain": .documented("cookie_util.cc"),
        "partitionedAttribute": .recorded("chips; CHIPS"),
        "laxAllowingUnsafe": .recorded("ssvalue; kLaxAllowUnsafeMaxAge"),
        "sameSiteCodes": .recorded("samesite"),
        "valueChange": .recorded("order; cookie_monster.cc"),
        "lastAccessStaleness": .documented("cookie_monster.cc"),
        "limits.perSiteAfterPurge": .recorded("many; cookie_monster.h"),
        "limits.order": .recorded("many; cookie_monster.h"),
        "limits.total": .documented("cookie_monster.h"),
        "limits.totalSafeAge": .documented("cookie_monster.h"),
        "invalidUTF8": .recorded("parse"),
    ]
}
