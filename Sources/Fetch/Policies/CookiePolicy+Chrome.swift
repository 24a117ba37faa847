package import Cookies

extension CookiePolicy {
    /// Chromium 156, as recorded (`fixtures/cookies`); the files named are Chromium's, in
    /// `net/cookies` where no folder is given.
    package static let chrome: CookiePolicy = {
        var policy = standard
        policy.namelessValuesWithEquals = .refused  // recorded; EXCLUDE_AMBIGUOUS_SERIALIZATION
        policy.tabs = .refused  // recorded; parsed_cookie.cc
        policy.duplicateLifetimes = .last  // recorded; parsed_cookie.cc keeps the last index
        policy.maxAgeGrammar = .signedInteger  // recorded; canonical_cookie.cc, StringToInt64
        policy.dateTokens = .boundedLength  // recorded; cookie_util.cc
        policy.dateYears = .saturating  // recorded; cookie_util.cc
        policy.clockSkew = .corrected  // canonical_cookie.cc
        policy.nonASCIIDomain = .convertedToASCII  // recorded; cookie_util.cc, a warning so far
        policy.loneDotDomain = .refused  // recorded
        policy.prefixes = [.secure, .host, .http, .hostHTTP]  // recorded; cookie_util.cc
        policy.hostPrefixDomain = .absentOrEqualAddress  // cookie_util.cc
        policy.partitionedAttribute = .honoured  // recorded; CHIPS
        policy.laxAllowingUnsafe = 120  // recorded; kLaxAllowUnsafeMaxAge
        policy.sameSiteCodes = .alwaysSchemeful  // recorded
        policy.valueChange = .renewsCreation  // recorded; cookie_monster.cc
        policy.lastAccessStaleness = 60  // cookie_monster.cc
        policy.limits.perSiteAfterPurge = 150  // recorded; cookie_monster.h
        policy.limits.order = .priorityRounds(lowQuota: 30, mediumQuota: 50, highQuota: 70)  // same
        policy.limits.total = 3300  // cookie_monster.h
        policy.limits.totalSafeAge = 30 * 24 * 60 * 60  // cookie_monster.h
        policy.invalidUTF8 = .emptiesTheString  // recorded
        return policy
    }()
}
