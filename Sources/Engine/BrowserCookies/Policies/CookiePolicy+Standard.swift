extension CookiePolicy {
    /// The specification's choices or, where it is silent, those of most browsers.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html; the sections are in
    /// ``axes``.
    package static let standard = CookiePolicy(
        bareToken: .value,
        emptyNames: .accepted,
        namelessValuesWithEquals: .accepted,
        tabs: .accepted,
        overlongAttributes: .ignored,
        duplicateLifetimes: .lastValid,
        maxAgeGrammar: .digits,
        dateTokens: .digitsThenAnything,
        dateYears: .since1601,
        dateFields: .strict,
        clockSkew: .ignored,
        longestLifetime: 400 * 24 * 60 * 60,
        longestScriptLifetime: nil,
        nonASCIIDomain: .refused,
        loneDotDomain: .hostOnly,
        loopback: .secure,
        prefixes: [.secure, .host],
        hostPrefixPath: .inTheAttribute,
        hostPrefixDomain: .absent,
        partitionedAttribute: .ignored,
        partitionAncestor: .ofThirdParties,
        opaquePagePartition: .none,
        unspecifiedSameSite: .asLax,
        laxAllowingUnsafe: nil,
        insecureSameSiteNone: .refused,
        siteComparison: .schemeful,
        redirectChain: .ignored,
        sameSiteCodes: .byDifference,
        thirdParty: .allow,
        valueChange: .keepsCreation,
        lastAccessStaleness: 0,
        limits: CookieLimits(
            perSite: 180,
            perSiteAfterPurge: 180,
            order: .insecureFirst,
            perPartition: 180,
            perPartitionBytes: 10_240,
            total: 3000,
            totalAfterPurge: 3000,
            totalSafeAge: 0
        ),
        invalidUTF8: .replacedForScript,
        documentCookieSource: .jar
    )
}
