package import BrowserInfra
package import WebOrigin

/// One browser's cookies.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5
package struct CookieJar: Sendable {
    let suffixes: PublicSuffixList
    /// The sites that have been loaded or stored into.
    private(set) var sites: [String: SiteCookies] = [:]
    /// By the host's serialization.
    private var hosts: [String: HostSite] = [:]
    /// The host that was asked about last, which is mostly the next one too.
    private var latestHost: (host: Host, site: HostSite)?
    /// Whether there are no cookies but those of ``sites``.
    private(set) var isComplete = true
    /// How many cookies there are in all sites, loaded or not; `nil` until that was loaded.
    private var count: Int? = 0
    /// No cookie was used before; `nil` if that is not known.
    private var earliestAccess: Moment?
    private var changes = CookieChanges()

    /// An empty jar.
    package init(suffixes: PublicSuffixList) {
        self.suffixes = suffixes
    }

    /// A jar that is kept elsewhere, and of which nothing has been loaded: ``JarNeed``.
    package static func unloaded(suffixes: PublicSuffixList) -> CookieJar {
        var jar = CookieJar(suffixes: suffixes)
        jar.isComplete = false
        jar.count = nil
        return jar
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
    package mutating func store(
        _ line: ByteString,
        responseDate: Moment?,
        in context: CookieContext,
        policy: CookiePolicy,
        now: Moment
    ) -> SetCookieVerdict {
        var noCopy: CookieCopy?
        return store(
            .line(line),
            responseDate: responseDate,
            in: context,
            through: &noCopy,
            policy: policy,
            now: now
        )
    }

    /// The same for a script whose process has a copy of the cookies, which is asked first.
    package mutating func store(
        _ source: CookieSource,
        responseDate: Moment?,
        in context: CookieContext,
        through copy: inout CookieCopy?,
        policy: CookiePolicy,
        now: Moment
    ) -> SetCookieVerdict {
        let storing = StoringCookies(
            context: context,
            policy: policy,
            suffixes: suffixes,
            registrableDomain: site(of: context.url.host ?? .empty).registrableDomain,
            now: now
        )
        var verdict = SetCookieVerdict(line: source.line, effect: .rejected)
        switch storing.judge(source, responseDate: responseDate) {
        case .refused(let refusals, let cookie, let warnings):
            (verdict.refusals, verdict.warnings, verdict.cookie) = (refusals, warnings, cookie)
        case .notPermitted(let refusals, let cookie, let warnings):
            let place = place(of: siteKey(of: context.url.host ?? .empty))
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
                put(cookie, in: context, policy: policy, now: now, as: &verdict)
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
    ) {
        let key = siteKey(of: context.url.host ?? .empty)
        // Looked up once, because hashing its name costs as much as the rest.
        let place = place(of: key)
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
        verdict.evicted += evictExcess(limits: policy.limits, now: now)
    }

    private mutating func recordRemoval(of cookie: Cookie, site: String) {
        changes.append(.remove(cookie.identity, site: site))
        count = count.map { $0 - 1 }
    }

    /// Keeps the limit on the whole jar, and returns what had to go.
    ///
    /// Looks at the cookies of all sites only when the limit is exceeded, and then not again before
    /// some cookie can have become old enough to go. In a jar that is not complete nothing goes:
    /// ``need(toKeep:now:)``.
    package mutating func evictExcess(limits: CookieLimits, now: Moment) -> [Cookie] {
        guard isComplete, mayHaveExcess(limits: limits, now: now) else { return [] }
        for key in sites.keys.sorted() {
            let expired = sites[key, default: SiteCookies()].removeExpired(at: now)
            for old in expired { recordRemoval(of: old, site: key) }
        }
        let excess = excessCookies(
            of: sites.values.flatMap(\.cookies),
            now: now,
            limits: limits
        )
        for cookie in excess { remove(cookie.identity) }
        earliestAccess = sites.values.flatMap(\.cookies).map(\.lastAccess).min()
        return excess
    }

    private func mayHaveExcess(limits: CookieLimits, now: Moment) -> Bool {
        guard let count, count > limits.total else { return false }
        let unsafeBefore = now.advanced(bySeconds: -limits.totalSafeAge)
        return earliestAccess.map { $0 < unsafeBefore } ?? true
    }

    /// A verdict on every stored cookie of the URL's registrable domain: those that are sent come
    /// last, in the order in which they are sent.
    package mutating func cookies(
        for context: CookieContext,
        policy: CookiePolicy,
        now: Moment
    ) -> [CookieVerdict] {
        let key = siteKey(of: context.url.host ?? .empty)
        let place = place(of: key)
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
    ) -> [Cookie] {
        let key = siteKey(of: context.url.host ?? .empty)
        let site = sites.values[place(of: key)]
        guard !site.cookies.isEmpty else { return [] }
        // (Nothing is sent, and so no last access is renewed.)
        return SendingCookies(context: context, policy: policy, now: now).judge(site)
            .filter { $0.exclusions.allSatisfy(\.isKeptInCopies) }
            .map(\.cookie)
    }

    /// Every unexpired cookie of the sites that are loaded, by site, then in the order of creation.
    package func allCookies(at now: Moment) -> [Cookie] {
        sites.sorted { $0.key < $1.key }
            .flatMap { $0.value.cookies.filter { !$0.isExpired(at: now) } }
    }

    package mutating func remove(_ identity: Cookie.Identity) {
        let key = siteKey(ofDomain: identity.domain)
        let place = place(of: key)
        let removed = sites.values[place].removeAll { $0.identity == identity }
        for cookie in removed { recordRemoval(of: cookie, site: key) }
    }

    /// Removes every cookie of the site, or of all sites.
    package mutating func clear(site: String? = nil) {
        removeAll(site: site) { _ in true }
    }

    /// The browser is closed: session cookies go.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7, the last
    /// paragraph
    package mutating func endSession() {
        removeAll(site: nil) { !$0.isPersistent }
    }

    /// Removes those of a site that a server wants gone, and returns them.
    package mutating func clear(
        site key: String,
        where shouldBeRemoved: (Cookie) -> Bool
    ) -> [Cookie] {
        let removed = sites[key, default: SiteCookies()].removeAll(where: shouldBeRemoved)
        for cookie in removed { recordRemoval(of: cookie, site: key) }
        return removed
    }

    private mutating func removeAll(
        site: String?,
        where shouldBeRemoved: (Cookie) -> Bool
    ) {
        for key in site.map({ [$0] }) ?? sites.keys.sorted() {
            let removed = sites[key, default: SiteCookies()].removeAll(where: shouldBeRemoved)
            for cookie in removed { recordRemoval(of: cookie, site: key) }
        }
    }

    /// Inserts a cookie that a storage or an import vouches for: no rule is asked, but a cookie of
    /// the same identity is replaced and no two of a site have the same creation.
    package mutating func insert(_ cookie: Cookie) {
        remove(cookie.identity)
        let key = siteKey(ofDomain: cookie.domain)
        let creation = sites[key, default: SiteCookies()].uniqueCreation(at: cookie.creation)
        let unique = cookie.stored(creation: creation, lastAccess: cookie.lastAccess)
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

    /// In ``sites``, until another site is added.
    private mutating func place(of key: String) -> Dictionary<String, SiteCookies>.Index {
        if let place = sites.index(forKey: key) { return place }
        assert(isComplete, "the cookies of \(key) have not been loaded")
        sites[key] = SiteCookies()
        return sites.index(forKey: key) ?? sites.startIndex
    }
}

extension CookieJar {
    /// Before the cookies of a host are asked for.
    package mutating func need(toReadAt host: Host?) -> JarNeed? {
        guard !isComplete else { return nil }
        let key = siteKey(of: host ?? .empty)
        return sites[key] == nil ? .site(key) : nil
    }

    /// Before a cookie is stored at a host.
    package mutating func need(toStoreAt host: Host?) -> JarNeed? {
        if let need = need(toReadAt: host) { return need }
        // Before the first change: afterwards the number would be another's.
        return count == nil ? .count : nil
    }

    /// After a cookie was stored, before ``evictExcess(limits:now:)``.
    package func need(toKeep limits: CookieLimits, now: Moment) -> JarNeed? {
        guard !isComplete, mayHaveExcess(limits: limits, now: now) else { return nil }
        return earliestAccess == nil ? .earliestAccess : .allSites
    }

    package mutating func load(_ cookies: [Cookie], ofSite key: String) {
        // A site that is here may differ by now from what is kept, and wins.
        guard !isComplete, sites[key] == nil else { return }
        sites[key] = SiteCookies(cookies)
    }

    package mutating func load(count: Int) {
        if self.count == nil { self.count = count }
    }

    /// `nil` where it is not known.
    package mutating func load(earliestAccess: Moment?, now: Moment) {
        // What was put here since it was kept may be older, under a clock that was set back.
        self.earliestAccess = min(earliestAccess ?? .distantPast, now)
    }

    package mutating func load(allCookies: [Cookie]) {
        guard !isComplete else { return }
        var bySite: [String: [Cookie]] = [:]
        for cookie in allCookies {
            bySite[siteKey(ofDomain: cookie.domain), default: []].append(cookie)
        }
        for (key, cookies) in bySite { load(cookies, ofSite: key) }
        isComplete = true
        count = sites.values.reduce(0) { $0 + $1.cookies.count }
        earliestAccess = sites.values.flatMap(\.cookies).map(\.lastAccess).min()
    }
}
