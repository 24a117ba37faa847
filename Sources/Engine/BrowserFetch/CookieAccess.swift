internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// Who asks whom, as the jar wants to know it.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.2
    func cookieContext(of request: Request, client: Page?) -> CookieContext {
        let url = request.currentURL
        if isCrossOriginPrefetch(request) { return crossOriginPrefetchContext(of: request) }
        let isTopLevelNavigation = request.isTopLevelNavigation
        // A frame's navigation is judged by the documents around the frame, whoever moves it.
        let document = request.target?.ancestors.last ?? client
        // A top-level navigation makes its own site the site for cookies.
        let siteForCookies =
            isTopLevelNavigation
            ? SiteForCookies(topLevelNavigationTo: url, suffixes: suffixes)
            : document?.siteForCookies(suffixes: suffixes) ?? .none
        let sameSite = SameSiteContext(
            url: url,
            siteForCookies: siteForCookies,
            initiator: request.initiator == .navigation(.typed) ? nil : request.origin,
            isTopLevelNavigation: isTopLevelNavigation,
            hasSafeMethod: Method.isSafe(request.method),
            redirectChain: Array(request.urlList.dropLast()),
            policy: policy.cookies,
            suffixes: suffixes
        )
        let site = Site(of: url.origin, suffixes: suffixes)
        let topLevelSite = isTopLevelNavigation ? site : document?.topLevelSite(suffixes: suffixes)
        var context = CookieContext(
            url: url,
            access: .network,
            sameSite: sameSite,
            isTopLevelNavigation: isTopLevelNavigation,
            partitionKey: partitionKey(
                topLevelSite,
                of: site,
                siteForCookies,
                top: isTopLevelNavigation ? nil : document?.top,
                frame: frameSite(of: request, client: client),
                nonce: request.target.map(\.credentialless) ?? client?.credentialless
            ),
            isThirdParty: !siteForCookies.isSameSite(
                as: site,
                comparing: policy.cookies.siteComparison
            )
        )
        context.isTopLevelSite = topLevelSite.map { isSame(site, $0) } ?? false
        context.storageAccess = storageAccess(
            of: request,
            client: client,
            top: document?.top,
            context
        )
        return context
    }

    /// Whether it fetches another origin's document ahead of a navigation there.
    private func isCrossOriginPrefetch(_ request: Request) -> Bool {
        guard let resource = request.resource,
            policy.resources[resource].partition == .ofTheTarget
        else { return false }
        return !request.origin.isSameOrigin(as: request.currentURL.origin)
    }

    /// In the partition that the document would have in a tab, but for nobody's site.
    private func crossOriginPrefetchContext(of request: Request) -> CookieContext {
        let url = request.currentURL
        let site = Site(of: url.origin, suffixes: suffixes)
        let sameSite = SameSiteContext(
            url: url,
            siteForCookies: .none,
            initiator: request.origin,
            isTopLevelNavigation: false,
            hasSafeMethod: Method.isSafe(request.method),
            redirectChain: Array(request.urlList.dropLast()),
            policy: policy.cookies,
            suffixes: suffixes
        )
        var context = CookieContext(
            url: url,
            access: .network,
            sameSite: sameSite,
            isTopLevelNavigation: false,
            partitionKey: Cookie.PartitionKey(
                topLevelSite: site.serialized,
                hasCrossSiteAncestor: false
            ),
            isThirdParty: true
        )
        let isAllowed = policy.cookies.thirdParty == .allow
        context.storageAccess = isAllowed ? .active : CookieContext.StorageAccess.none
        return context
    }

    private func isSame(_ site: Site, _ other: Site) -> Bool {
        switch policy.cookies.siteComparison {
        case .schemeful: site.isSameSite(as: other)
        case .schemeless: site.isSchemelesslySameSite(as: other)
        }
    }

    /// The site of the frame that a request is for: what a credentialless frame's partition is keyed by.
    private func frameSite(of request: Request, client: Page?) -> Site {
        let origin = request.target == nil ? client?.origin : nil
        return Site(of: origin ?? request.currentURL.origin, suffixes: suffixes)
    }

    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.8.2
    func scriptCookieContext(of page: Page) -> CookieContext {
        let url = page.cookieURL
        let site = Site(of: url.origin, suffixes: suffixes)
        let siteForCookies = page.siteForCookies(suffixes: suffixes)
        var context = CookieContext(
            url: url,
            access: .script,
            sameSite: SameSiteContext(
                scriptAt: url,
                siteForCookies: siteForCookies,
                policy: policy.cookies,
                suffixes: suffixes
            ),
            isTopLevelNavigation: false,
            partitionKey: partitionKey(
                page.topLevelSite(suffixes: suffixes),
                of: site,
                siteForCookies,
                top: page.top,
                frame: site,
                nonce: page.credentialless
            ),
            isThirdParty: !siteForCookies.isSameSite(
                as: site,
                comparing: policy.cookies.siteComparison
            )
        )
        if context.isThirdParty, hasHeldAccess(page) { context.storageAccess = .active }
        return context
    }

    private func partitionKey(
        _ topLevelSite: Site?,
        of site: Site,
        _ siteForCookies: SiteForCookies,
        top: Page?,
        frame: Site,
        nonce: CredentiallessNonce?
    ) -> Cookie.PartitionKey? {
        if let nonce {
            return Cookie.PartitionKey(
                topLevelSite: frame.serialized,
                hasCrossSiteAncestor: true,
                nonce: nonce
            )
        }
        guard let topLevelSite else { return nil }
        guard case .tuple = topLevelSite else { return opaquePartitionKey(of: top) }
        return Cookie.PartitionKey(
            topLevelSite: topLevelSite,
            of: site,
            siteForCookies: siteForCookies,
            policy: policy.cookies
        )
    }

    /// The partition of a page without a site, where a browser has such.
    private func opaquePartitionKey(of page: Page?) -> Cookie.PartitionKey? {
        guard policy.cookies.opaquePagePartition == .own, let page else { return nil }
        let site: String
        switch (page.url.scheme, page.origin) {
        case ("file", _): site = "file://"
        case (_, .opaque(let origin)) where page.url.isHTTP: site = "opaque-\(origin.id).mozilla"
        default: return nil
        }
        return Cookie.PartitionKey(topLevelSite: site, hasCrossSiteAncestor: false)
    }
}
