internal import BrowserInfra
package import WebOrigin

/// How close a request is to the site that the user sees.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.2
package struct SameSiteContext: Hashable, Sendable {
    /// What a cookie's SameSite asks for, from nothing to everything.
    package enum Level: Int, Hashable, Sendable, Comparable {
        case crossSite, laxMethodUnsafe, lax, strict

        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// As the policy compares sites.
    package var level: Level
    /// As it would be if schemes did not count.
    package var schemelessLevel: Level
    /// For storing: the hops before this one count for sending only, where they count at all.
    package var storingLevel: Level

    package init(level: Level, schemelessLevel: Level) {
        self.level = level
        self.schemelessLevel = schemelessLevel
        storingLevel = level
    }
}

/// The top-level site, as long as every document between it and the asking one agrees.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.2.1
package struct SiteForCookies: Hashable, Sendable {
    private let site: Site?
    /// Whether the documents agree in their schemes, too.
    private let isSchemefullySame: Bool

    /// Nothing is same-site with it.
    package static let none = SiteForCookies(site: nil, isSchemefullySame: false)

    /// The site for cookies of a navigation of the whole tab: its destination.
    package init(topLevelNavigationTo url: WebURL, suffixes: PublicSuffixList) {
        self.init(site: Site(of: url.origin, suffixes: suffixes), isSchemefullySame: true)
    }

    /// - Parameters:
    ///   - topLevel: The origin of the top-level document.
    ///   - nested: Those of the documents inside it down to the asking one. A sandboxed document
    ///     counts by its URL's origin.
    ///   - suffixes: The public suffix list.
    package init(topLevel: Origin, nested: [Origin], suffixes: PublicSuffixList) {
        // 1. Let top be the site of the top-level document.
        let top = Site(of: topLevel, suffixes: suffixes)
        guard case .tuple = top else {
            self = .none
            return
        }
        // 2. For each document below it: if its site is not same-site with top, return an opaque
        //    origin. (With a scheme or without: the policy decides when it asks.)
        let sites = nested.map { Site(of: $0, suffixes: suffixes) }
        guard sites.allSatisfy({ $0.isSchemelesslySameSite(as: top) }) else {
            self = .none
            return
        }
        // 3. Return top.
        self.init(site: top, isSchemefullySame: sites.allSatisfy { $0.isSameSite(as: top) })
    }

    /// Of a document in a tab: nothing is around it.
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
    /// The context of a request, computed once, before the jar is asked.
    ///
    /// - Parameters:
    ///   - url: The URL of this hop.
    ///   - siteForCookies: The client's; of a top-level navigation, its destination's.
    ///   - initiator: The origin of who started it; `nil` for a typed address.
    ///   - isTopLevelNavigation: Whether the whole tab navigates.
    ///   - hasSafeMethod: Whether the method of this hop is safe (RFC 9110, section 9.2.1).
    ///   - redirectChain: The URLs of the hops before this one.
    ///   - policy: How sites are compared, and whether the hops before count.
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
            // 2. A request that the user started, or its own site (in every hop, for a policy that
            //    looks), is strictly same-site.
            if initiatorSite.map(isSame) ?? true, chain.allSatisfy(isSame) { return .strict }
            // 3. From elsewhere, a top-level navigation with a safe method is lax,
            // 4. with another method it is lax for young cookies only,
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

    /// The context of a document that reads or writes `document.cookie`.
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

/// A cookie whose SameSite asks for more than the request's context has.
package struct SameSiteMismatch: Hashable, Sendable {
    /// As it is written.
    package var sameSite: Cookie.SameSite
    package var context: SameSiteContext
    /// Whether it would have passed if schemes did not count.
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
    /// What keeps a cookie from being sent in this context.
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

    /// What keeps a cookie from being stored in this context.
    ///
    /// Strict ones need no more than lax ones, and every top-level navigation counts as lax.
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
