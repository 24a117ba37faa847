package import WebOrigin

extension Cookie.PartitionKey {
    /// The partition of a request; `nil` where the top-level site is opaque.
    ///
    /// https://github.com/privacycg/CHIPS
    ///
    /// - Parameters:
    ///   - topLevelSite: Of the tab's document; of a navigation of the whole tab, its destination's.
    ///   - site: Of the URL that is asked for.
    ///   - siteForCookies: The client's.
    ///   - policy: Which documents' partitions are marked as lying below another site.
    package init?(
        topLevelSite: Site,
        of site: Site,
        siteForCookies: SiteForCookies,
        policy: CookiePolicy
    ) {
        guard case .tuple = topLevelSite else { return nil }
        let hasCrossSiteAncestor =
            switch policy.partitionAncestor {
            case .ofThirdParties: !siteForCookies.isSameSite(as: site, comparing: .schemeful)
            case .ofReturnsToTheTop:
                site.isSchemelesslySameSite(as: topLevelSite)
                    && !siteForCookies.isSameSite(as: site, comparing: .schemeless)
            }
        self.init(
            topLevelSite: topLevelSite.serialized,
            hasCrossSiteAncestor: hasCrossSiteAncestor
        )
    }
}
