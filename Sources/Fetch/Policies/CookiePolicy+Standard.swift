package import Cookies

extension CookiePolicy {
    /// What the specification says, and where it says nothing what most browsers do.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html (section numbers below)
    package static let standard = CookiePolicy(
        bareToken: .value,  // 5.6, step 3
        emptyNames: .accepted,  // 5.6, step 3
        namelessValuesWithEquals: .accepted,  // 5.6, step 3
        tabs: .accepted,  // 5.6, step 1
        overlongAttributes: .ignored,  // 5.6, step 5 of the attributes
        duplicateLifetimes: .lastValid,  // 5.6.1, 5.6.2: an invalid one is not added to the list
        maxAgeGrammar: .digits,  // 5.6.2
        dateTokens: .digitsThenAnything,  // 5.1.1
        dateYears: .since1601,  // 5.1.1
        dateFields: .strict,  // 5.1.1
        clockSkew: .ignored,  // not mentioned
        longestLifetime: 400 * 24 * 60 * 60,  // 5.5
        nonASCIIDomain: .refused,  // 5.7, step 8
        loneDotDomain: .hostOnly,  // 5.6.3
        loopback: .secure,  // 5.8.3 leaves it to the user agent; localhost is its example
        prefixes: [.secure, .host],  // 5.4
        hostPrefixPath: .inTheAttribute,  // 5.7, step 21
        hostPrefixDomain: .absent,  // 5.7, step 21
        partitionedAttribute: .ignored,  // not mentioned
        unspecifiedSameSite: .asLax,  // 5.6.7
        laxAllowingUnsafe: nil,  // 5.6.7.2: may be two minutes
        insecureSameSiteNone: .refused,  // 5.7, step 19
        siteComparison: .schemeful,  // 5.2
        redirectChain: .ignored,  // 5.2
        sameSiteCodes: .byDifference,  // the codes' own definitions
        thirdParty: .allow,  // 7.1 leaves it to the user agent
        valueChange: .keepsCreation,  // 5.7, step 23
        lastAccessStaleness: 0,  // 5.8.3, step 3
        limits: CookieLimits(  // 6.1 asks for 50 of a domain and 3000 in all, at least
            perSite: 180,
            perSiteAfterPurge: 180,
            order: .insecureFirst,
            perPartition: 180,
            perPartitionBytes: 10_240,
            total: 3000,
            totalAfterPurge: 3000,
            totalSafeAge: 0
        ),
        invalidUTF8: .replacedForScript  // HTML, document.cookie: "UTF-8 decode without BOM"
    )
}
