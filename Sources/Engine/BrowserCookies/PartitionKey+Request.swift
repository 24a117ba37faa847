package import WebOrigin

extension Cookie.PartitionKey {
    /// Creates the partition key of a request; `nil` if the top-level site is opaque.
    ///
    /// https://github.com/privacycg/CHIPS
    ///
    /// - Parameters:
    ///   - topLevelSite: The site of the tab's document or, for a top-level navigation, of its
    ///     destination.
    ///   - site: The site of the requested URL.
    ///   - siteForCookies: The client's site for cookies.
    ///   - policy: Decides which documents' partitions have a cross-site ancestor.
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
