package import Infra
package import WebOrigin

/// One browser's cookies.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5
package struct CookieJar: Sendable {
    let suffixes: PublicSuffixList
    private let storage: (any CookieStorage)?
    /// The sites that have been asked for; the others are still only in the storage.
    private var sites: [String: SiteCookies] = [:]
    /// By the host's serialization.
    private var hosts: [String: HostSite] = [:]
    /// The host that was asked about last, which is mostly the next one too.
    private var latestHost: (host: Host, site: HostSite)?
    private var isFullyLoaded: Bool
    /// How many cookies there are in all sites; `nil` until the first change.
    private var count: Int?
    /// No cookie was used before; `nil` if that is not known.
    private var earliestAccess: Moment?
    private var changes = CookieChanges()

    package init(suffixes: PublicSuffixList, storage: (any CookieStorage)? = nil) {
        self.suffixes = suffixes
        self.storage = storage
        isFullyLoaded = storage == nil
        count = storage == nil ? 0 : nil
    }

    /// The registrable domain, or the host where there is none: what limits count by.
    package static func siteKey(of host: Host, suffixes: PublicSuffixList) -> String {
        suffixes.registrableDomain(of: host) ?? host.serialized
    }

    /// Stores what one `Set-Cookie` line (or one write to `document.cookie`) asks for, or says why
    /// not.
    ///
    /// - Parameters:
    ///   - line: The header's value, in the bytes that were received.
    ///   - responseDate: The response's `Date`, if it had one.
    ///   - context: Who sets it.
    ///   - policy: The browser.
    ///   - now: The client's clock.
    /// - Returns: What became of it, with the cookie as it is stored.
    /// - Throws: If the storage cannot be read.
    package mutating func store(
        _ line: ByteString,
        responseDate: Moment?,
        in context: CookieContext,
        policy: CookiePolicy,
        now: Moment
    ) throws(CookieStorageError) -> SetCookieVerdict {
        var noCopy: CookieCopy?
        return try store(
            line,
            responseDate: responseDate,
            in: context,
            through: &noCopy,
            policy: policy,
            now: now
        )
    }

    /// The same for a script whose process has a copy of the cookies, which is asked first.
    package mutating func store(
        _ line: ByteString,
        responseDate: Moment?,
        in context: CookieContext,
        through copy: inout CookieCopy?,
        policy: CookiePolicy,
        now: Moment
    ) throws(CookieStorageError) -> SetCookieVerdict {
        let storing = StoringCookies(
            context: context,
            policy: policy,
            suffixes: suffixes,
            registrableDomain: site(of: context.url.host ?? .empty).registrableDomain,
            now: now
        )
        var verdict = SetCookieVerdict(line: line, effect: .rejected)
        switch storing.judge(line, responseDate: responseDate) {
        case .refused(let refusals, let cookie, let warnings):
            (verdict.refusals, verdict.warnings, verdict.cookie) = (refusals, warnings, cookie)
        case .notPermitted(let refusals, let cookie, let warnings):
            let place = try place(of: siteKey(of: context.url.host ?? .empty))
            let objections = sites.values[place].objections(
                to: cookie,
                context: context,
                policy: policy,
                now: now
            )
            verdict.refusals = refusals + objections
            (verdict.warnings, verdict.cookie) = (warnings, cookie)
        case .cookie(let cookie, let warnings):
            (verdict.warnings, verdict.cookie) = (warnings, cookie)
            if let refusal = copy?.write(cookie, in: context, policy: policy, now: now) {
                verdict.refusals = [refusal]
            } else {
                try put(cookie, in: context, policy: policy, now: now, as: &verdict)
                for old in verdict.evicted { copy?.remove(old) }
            }
        }
        return verdict
    }

    /// The steps that need to look into the jar.
    mutating func put(
        _ cookie: Cookie,
        in context: CookieContext,
        policy: CookiePolicy,
        now: Moment,
        as verdict: inout SetCookieVerdict
    ) throws(CookieStorageError) {
        let key = siteKey(of: context.url.host ?? .empty)
        try loadCount()
        // Looked up once, because hashing its name costs as much as the rest.
        let place = try place(of: key)
        let expired = sites.values[place].removeExpired(at: now)
        for old in expired { recordRemoval(of: old, site: key) }

        let result = sites.values[place].store(
            cookie,
            context: context,
            policy: policy,
            now: now
        )
        verdict.effect = result.effect
        verdict.refusals = result.refusals
        verdict.cookie = result.cookie
        verdict.replaced = result.replaced
        switch result.effect {
        case .created: count = count.map { $0 + 1 }
        case .updated, .rejected, .ignored: break
        case .deleted: recordRemoval(of: result.cookie, site: key)
        }
        guard result.effect == .created || result.effect == .updated else { return }

        // Under a clock that was set back.
        earliestAccess = earliestAccess.map { min($0, result.cookie.lastAccess) }
        changes.append(.put(result.cookie, site: key))
        verdict.evicted = sites.values[place].evict(
            partition: cookie.partitionKey,
            limits: policy.limits
        )
        for old in verdict.evicted { recordRemoval(of: old, site: key) }
        verdict.evicted += try evictFromAll(limits: policy.limits, now: now)
    }

    private mutating func recordRemoval(of cookie: Cookie, site: String) {
        changes.append(.remove(cookie.identity, site: site))
        count = count.map { $0 - 1 }
    }

    /// Keeps the limit on the whole jar.
    ///
    /// Only when it is passed are the cookies of all sites looked at, and then not again before one of them can have become old enough to go.
    private mutating func evictFromAll(
        limits: CookieLimits,
        now: Moment
    ) throws(CookieStorageError) -> [Cookie] {
        guard let count, count > limits.total else { return [] }
        let unsafeBefore = now.advanced(bySeconds: -limits.totalSafeAge)
        if earliestAccess == nil, !isFullyLoaded, let stored = try storage?.earliestAccess() {
            // What was put here since it was stored may be older, under a clock that was set back.
            earliestAccess = min(stored, now)
        }
        if let earliestAccess, earliestAccess >= unsafeBefore { return [] }
        try loadAll()
        for key in sites.keys.sorted() {
            let expired = sites[key, default: SiteCookies()].removeExpired(at: now)
            for old in expired { recordRemoval(of: old, site: key) }
        }
        let excess = excessCookies(
            of: sites.values.flatMap(\.cookies),
            now: now,
            limits: limits
        )
        for cookie in excess { try remove(cookie.identity) }
        earliestAccess = sites.values.flatMap(\.cookies).map(\.lastAccess).min()
        return excess
    }

    /// A verdict on every stored cookie of the URL's registrable domain: those that are sent come
    /// last, in the order in which they are sent.
    package mutating func cookies(
        for context: CookieContext,
        policy: CookiePolicy,
        now: Moment
    ) throws(CookieStorageError) -> [CookieVerdict] {
        let key = siteKey(of: context.url.host ?? .empty)
        let place = try place(of: key)
        guard !sites.values[place].cookies.isEmpty else { return [] }
        let verdicts = SendingCookies(context: context, policy: policy, now: now)
            .judge(sites.values[place])
        let accessed = sites.values[place].access(
            verdicts,
            at: now,
            staleness: policy.lastAccessStaleness
        )
        for cookie in accessed { changes.append(.put(cookie, site: key)) }
        return verdicts
    }

    /// What the process of a document has to know when it is opened: the cookies on its path that
    /// script may see, also those that need a better connection or a closer page.
    package mutating func cookiesToCopy(
        for context: CookieContext,
        policy: CookiePolicy,
        now: Moment
    ) throws(CookieStorageError) -> [Cookie] {
        let key = siteKey(of: context.url.host ?? .empty)
        try load(key)
        guard let site = sites[key], !site.cookies.isEmpty else { return [] }
        // (Nothing is sent, and so no last access is renewed.)
        return SendingCookies(context: context, policy: policy, now: now).judge(site)
            .filter { $0.exclusions.allSatisfy(\.isKeptInCopies) }
            .map(\.cookie)
    }

    /// Every unexpired cookie, by site, then in the order of creation.
    package mutating func allCookies(at now: Moment) throws(CookieStorageError) -> [Cookie] {
        try loadAll()
        return sites.sorted { $0.key < $1.key }
            .flatMap { $0.value.cookies.filter { !$0.isExpired(at: now) } }
    }

    package mutating func remove(_ identity: Cookie.Identity) throws(CookieStorageError) {
        let key = siteKey(ofDomain: identity.domain)
        try loadCount()
        try load(key)
        let removed = sites[key, default: SiteCookies()].removeAll { $0.identity == identity }
        for cookie in removed { recordRemoval(of: cookie, site: key) }
    }

    /// Removes every cookie of the site, or of all sites.
    package mutating func clear(site: String? = nil) throws(CookieStorageError) {
        try removeAll(site: site) { _ in true }
    }

    /// The browser is closed: session cookies go.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7, the last
    /// paragraph
    package mutating func endSession() throws(CookieStorageError) {
        try removeAll(site: nil) { !$0.isPersistent }
    }

    private mutating func removeAll(
        site: String?,
        where shouldBeRemoved: (Cookie) -> Bool
    ) throws(CookieStorageError) {
        try loadCount()
        if let site { try load(site) } else { try loadAll() }
        for key in site.map({ [$0] }) ?? sites.keys.sorted() {
            let removed = sites[key, default: SiteCookies()].removeAll(where: shouldBeRemoved)
            for cookie in removed { recordRemoval(of: cookie, site: key) }
        }
    }

    /// Inserts a cookie that a storage or an import vouches for: no rule is asked, but a cookie of
    /// the same identity is replaced and no two of a site have the same creation.
    package mutating func insert(_ cookie: Cookie) throws(CookieStorageError) {
        try remove(cookie.identity)
        let key = siteKey(ofDomain: cookie.domain)
        var unique = cookie
        unique.creation = sites[key, default: SiteCookies()].uniqueCreation(at: cookie.creation)
        sites[key, default: SiteCookies()].insert(unique)
        earliestAccess = earliestAccess.map { min($0, unique.lastAccess) }
        count = count.map { $0 + 1 }
        changes.append(.put(unique, site: key))
    }

    /// Gives a cookie that has just been stored the times that somebody else vouches for.
    mutating func redate(_ cookie: Cookie, creation: Moment?, lastAccess: Moment?) -> Cookie {
        let key = siteKey(ofDomain: cookie.domain)
        // It may have been the one that had to go for the limits' sake.
        guard creation != nil || lastAccess != nil, var site = sites.removeValue(forKey: key)
        else { return cookie }
        defer { sites[key] = site }
        guard let index = site.index(of: cookie) else { return cookie }
        let old = site.cookies.remove(at: index)
        let dated = old.stored(
            creation: creation.map(site.freeCreation(from:)) ?? old.creation,
            lastAccess: lastAccess ?? old.lastAccess
        )
        site.insert(dated)
        earliestAccess = earliestAccess.map { min($0, dated.lastAccess) }
        changes.append(.put(dated, site: key))
        return dated
    }

    /// What changed since the last call, in order.
    package mutating func takeChanges() -> [CookieChange] {
        changes.take()
    }
}

extension CookieJar {
    /// What the public suffix list says of a host.
    private struct HostSite {
        var registrableDomain: String?
        var key: String
    }

    private mutating func site(of host: Host) -> HostSite {
        if let latestHost, latestHost.host == host { return latestHost.site }
        let name = host.serialized
        if let site = hosts[name] {
            latestHost = (host, site)
            return site
        }
        let registrableDomain = suffixes.registrableDomain(of: host)
        let site = HostSite(
            registrableDomain: registrableDomain,
            key: registrableDomain ?? name
        )
        hosts[name] = site
        latestHost = (host, site)
        return site
    }

    private mutating func siteKey(of host: Host) -> String { site(of: host).key }

    private mutating func siteKey(ofDomain domain: String) -> String {
        // A stored domain is a canonical host, which the parser gives back as it is.
        let host = (try? Host(parsing: domain)) ?? .domain(domain)
        return siteKey(of: host)
    }

    private mutating func load(_ key: String) throws(CookieStorageError) {
        guard sites[key] == nil else { return }
        guard !isFullyLoaded, let storage else {
            sites[key] = SiteCookies()
            return
        }
        sites[key] = SiteCookies(try storage.cookies(ofSite: key))
    }

    /// In ``sites``, until another site is loaded.
    private mutating func place(
        of key: String
    ) throws(CookieStorageError) -> Dictionary<String, SiteCookies>.Index {
        if let place = sites.index(forKey: key) { return place }
        try load(key)
        return sites.index(forKey: key) ?? sites.startIndex
    }

    private mutating func loadAll() throws(CookieStorageError) {
        guard !isFullyLoaded, let storage else { return }
        var bySite: [String: [Cookie]] = [:]
        for cookie in try storage.allCookies() {
            bySite[siteKey(ofDomain: cookie.domain), default: []].append(cookie)
        }
        // A site that was touched may differ from the storage by now, and wins.
        for (key, cookies) in bySite where sites[key] == nil {
            sites[key] = SiteCookies(cookies)
        }
        isFullyLoaded = true
    }

    /// Before the first change: afterwards the storage's number would be another's.
    private mutating func loadCount() throws(CookieStorageError) {
        guard count == nil, let storage else { return }
        count = try storage.cookieCount()
    }
}
