internal import BrowserCookies
internal import BrowserHTTP
internal import WebOrigin

extension Initiator {
    /// As the jar wants to know it.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.2
    func context(
        for url: EngineURL,
        policy: CookiePolicy,
        suffixes: EngineSuffixes
    ) -> CookieContext {
        let site = Site(of: url.origin, suffixes: suffixes)
        let siteForCookies: SiteForCookies
        let topLevelSite: Site
        if let page, !isNavigation {
            let origins = (page.framedBy + [page.url]).map(\.engine.origin)
            siteForCookies = SiteForCookies(
                topLevel: origins[0],
                nested: Array(origins.dropFirst()),
                suffixes: suffixes
            )
            topLevelSite = Site(of: origins[0], suffixes: suffixes)
        } else {
            siteForCookies = SiteForCookies(topLevelNavigationTo: url, suffixes: suffixes)
            topLevelSite = site
        }
        var context = CookieContext(
            url: url,
            access: isScript ? .script : .network,
            sameSite: sameSite(of: url, siteForCookies, policy, suffixes),
            isTopLevelNavigation: isNavigation,
            partitionKey: EngineCookie.PartitionKey(
                topLevelSite: topLevelSite,
                of: site,
                siteForCookies: siteForCookies,
                policy: policy
            ),
            isThirdParty: !siteForCookies.isSameSite(as: site, comparing: policy.siteComparison)
        )
        context.isTopLevelSite =
            policy.siteComparison == .schemeful
            ? site.isSameSite(as: topLevelSite) : site.isSchemelesslySameSite(as: topLevelSite)
        return context
    }

    private func sameSite(
        of url: EngineURL,
        _ siteForCookies: SiteForCookies,
        _ policy: CookiePolicy,
        _ suffixes: EngineSuffixes
    ) -> SameSiteContext {
        if isScript {
            return SameSiteContext(
                scriptAt: url,
                siteForCookies: siteForCookies,
                policy: policy,
                suffixes: suffixes
            )
        }
        return SameSiteContext(
            url: url,
            siteForCookies: siteForCookies,
            initiator: page?.url.engine.origin,
            isTopLevelNavigation: isNavigation,
            hasSafeMethod: Method.isSafe(Method.normalize(method)),
            redirectChain: redirectedFrom.map(\.engine),
            policy: policy,
            suffixes: suffixes
        )
    }
}
