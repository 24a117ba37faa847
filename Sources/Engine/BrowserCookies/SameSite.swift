internal import BrowserInfra
package import WebOrigin

/// How closely a request is related to the site that the user sees.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.2
package struct SameSiteContext: Hashable, Sendable {
    /// The levels that a cookie's SameSite attribute can require, from weakest to strongest.
    package enum Level: Int, Hashable, Sendable, Comparable {
        case crossSite, laxMethodUnsafe, lax, strict

        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// The level if sites are compared as the policy says.
    package var level: Level
    /// The level if schemes are ignored.
    package var schemelessLevel: Level
    /// The level for storing a cookie: earlier hops of a redirect chain count, if at all, only for
    /// sending.
    package var storingLevel: Level

    package init(level: Level, schemelessLevel: Level) {
        self.level = level
        self.schemelessLevel = schemelessLevel
        storingLevel = level
    }
}

/// The top-level site, if every document between it and the client is same-site with it.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.2.1
package struct SiteForCookies: Hashable, Sendable {
    private let site: Site?
    /// Whether the schemes of the documents are the same too.
    private let isSchemefullySame: Bool

    /// An opaque site, with which nothing is same-site.
    package static let none = SiteForCookies(site: nil, isSchemefullySame: false)

    /// Creates the site for cookies of a top-level navigation: that of its destination.
    package init(topLevelNavigationTo url: WebURL, suffixes: PublicSuffixList) {
        self.init(site: Site(of: url.origin, suffixes: suffixes), isSchemefullySame: true)
    }

    /// - Parameters:
    ///   - topLevel: The origin of the top-level document.
    ///   - nested: The origins of the documents inside it, down to the client. A sandboxed document
    ///     counts by the origin of its URL.
    ///   - suffixes: The public suffix list.
    package init(topLevel: Origin, nested: [Origin], suffixes: PublicSuffixList) {
        // 1. Let top be the site of the top-level document.
        let top = Site(of: topLevel, suffixes: suffixes)
        guard case .tuple = top else {
            self = .none
            return
        }
        // 2. For each document below it: if its site is not same-site with top, return an opaque
        //    origin. (With or without the scheme: the policy decides at the comparison.)
        let sites = nested.map { Site(of: $0, suffixes: suffixes) }
        guard sites.allSatisfy({ $0.isSchemelesslySameSite(as: top) }) else {
            self = .none
            return
        }
        // 3. Return top.
        self.init(site: top, isSchemefullySame: sites.allSatisfy { $0.isSameSite(as: top) })
    }

    /// Creates the site for cookies of a tab's own document, which has no ancestors.
    package init(tabAt origin: Origin, suffixes: PublicSuffixList) {
        let site = Site(of: origin, suffixes: suffixes)
        guard case .tuple = site else {
            self = .none
            return
        }
        self.init(site: site, isSchemefullySame: true)
    }

    private init(site: Site?, isSchemefullySame: Bool) {
        self.site = site
        self.isSchemefullySame = isSchemefullySame
    }

    package func isSameSite(as other: Site, comparing: CookiePolicy.SiteComparison) -> Bool {
        guard let site else { return false }
        switch comparing {
        case .schemeful: return isSchemefullySame && site.isSameSite(as: other)
        case .schemeless: return site.isSchemelesslySameSite(as: other)
        }
    }
}

extension SameSiteContext {
    /// Creates the context of a request, which is computed once, before cookies are read.
    ///
    /// - Parameters:
    ///   - url: The URL of this hop.
    ///   - siteForCookies: The client's site for cookies or, for a top-level navigation, its
    ///     destination's.
    ///   - initiator: The origin that started the request; `nil` for an address typed by the user.
    ///   - isTopLevelNavigation: Whether the whole tab navigates.
    ///   - hasSafeMethod: Whether the method of this hop is safe (RFC 9110, section 9.2.1).
    ///   - redirectChain: The URLs of the hops before this one.
    ///   - policy: How sites are compared, and whether earlier hops count.
    ///   - suffixes: The public suffix list.
    package init(
        url: WebURL,
        siteForCookies: SiteForCookies,
        initiator: Origin?,
        isTopLevelNavigation: Bool,
        hasSafeMethod: Bool,
        redirectChain: [WebURL],
        policy: CookiePolicy,
        suffixes: PublicSuffixList
    ) {
        let target = Site(of: url.origin, suffixes: suffixes)
        let initiatorSite = initiator.map { Site(of: $0, suffixes: suffixes) }
        let chain =
            policy.redirectChain == .considered
            ? redirectChain.map { Site(of: $0.origin, suffixes: suffixes) } : []

        func level(comparing: CookiePolicy.SiteComparison, over chain: [Site]) -> Level {
            func isSame(_ site: Site) -> Bool {
                comparing == .schemeful
                    ? site.isSameSite(as: target) : site.isSchemelesslySameSite(as: target)
            }
            // 1. A URL that is not same-site with the site for cookies is cross-site.
            guard siteForCookies.isSameSite(as: target, comparing: comparing) else {
                return .crossSite
            }
            // 2. A request started by the user or by its own site (in every hop, if the policy
            //    considers redirects) is strictly same-site.
            if initiatorSite.map(isSame) ?? true, chain.allSatisfy(isSame) { return .strict }
            // 3. Otherwise, a top-level navigation with a safe method is lax,
            // 4. with another method, it is lax only for recently created cookies,
            guard isTopLevelNavigation else { return .crossSite }
            return hasSafeMethod ? .lax : .laxMethodUnsafe
            // 5. and anything else is cross-site.
        }
        self.init(
            level: level(comparing: policy.siteComparison, over: chain),
            schemelessLevel: level(comparing: .schemeless, over: chain)
        )
        storingLevel = level(comparing: policy.siteComparison, over: [])
    }

    /// Creates the context of a document that reads or writes `document.cookie`.
    package init(
        scriptAt url: WebURL,
        siteForCookies: SiteForCookies,
        policy: CookiePolicy,
        suffixes: PublicSuffixList
    ) {
        let site = Site(of: url.origin, suffixes: suffixes)
        func level(_ comparing: CookiePolicy.SiteComparison) -> Level {
            siteForCookies.isSameSite(as: site, comparing: comparing) ? .strict : .crossSite
        }
        self.init(
            level: level(policy.siteComparison),
            schemelessLevel: level(.schemeless)
        )
    }
}

/// A SameSite attribute that requires a higher level than the context of the request has.
package struct SameSiteMismatch: Hashable, Sendable {
    /// The attribute as it was written.
    package var sameSite: Cookie.SameSite
    package var context: SameSiteContext
    /// Whether there would be no mismatch if schemes were ignored.
    package var onlySchemesDiffer: Bool
    package var codes: CookiePolicy.SameSiteCodes

    package var code: String {
        let isSchemeful = codes == .alwaysSchemeful || onlySchemesDiffer
        let name =
            switch sameSite {
            case .strict: "SameSiteStrict"
            case .lax: "SameSiteLax"
            case .unspecified: "SameSiteUnspecifiedTreatedAsLax"
            case .none: "SameSiteNone"
            }
        return isSchemeful ? "Schemeful\(name)" : name
    }
}

extension SameSiteContext {
    /// Returns the mismatch that prevents a cookie from being sent in this context, if any.
    ///
    /// `age` is the microseconds since the cookie was created.
    func mismatchWhenSending(
        _ sameSite: Cookie.SameSite,
        age: Int64,
        policy: CookiePolicy
    ) -> SameSiteMismatch? {
        let needed: Level
        switch sameSite {
        case .none: return nil
        case .strict: needed = .strict
        case .lax: needed = .lax
        case .unspecified:
            guard policy.unspecifiedSameSite == .asLax else { return nil }
            let isYoung =
                policy.laxAllowingUnsafe.map {
                    age <= Moment(secondsSinceEpoch: $0).microsecondsSinceEpoch
                }
                ?? false
            needed = isYoung ? .laxMethodUnsafe : .lax
        }
        return mismatch(sameSite, of: level, needed: needed, policy: policy)
    }

    /// Returns the mismatch that prevents a cookie from being stored in this context, if any.
    ///
    /// `Strict` requires no more than `Lax` here, and every top-level navigation counts as lax.
    func mismatchWhenStoring(
        _ sameSite: Cookie.SameSite,
        isTopLevelNavigation: Bool,
        policy: CookiePolicy
    ) -> SameSiteMismatch? {
        if isTopLevelNavigation || sameSite == .none { return nil }
        if sameSite == .unspecified && policy.unspecifiedSameSite == .asNone { return nil }
        return mismatch(sameSite, of: storingLevel, needed: .lax, policy: policy)
    }

    private func mismatch(
        _ sameSite: Cookie.SameSite,
        of level: Level,
        needed: Level,
        policy: CookiePolicy
    ) -> SameSiteMismatch? {
        guard level < needed else { return nil }
        return SameSiteMismatch(
            sameSite: sameSite,
            context: self,
            onlySchemesDiffer: schemelessLevel >= needed,
            codes: policy.sameSiteCodes
        )
    }
}
