package import BrowserInfra
package import WebOrigin

/// One browser's cookies.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5
package struct CookieJar: Sendable {
    let suffixes: PublicSuffixList
    /// The sites that have been loaded or stored into, in that order: none ever goes.
    private var sites: [KeptSite] = []
    /// Where they are in ``sites``.
    private var places: [String: Int] = [:]
    /// The hosts that were asked about.
    private var hosts: [KeptHost] = []
    /// Where they are in ``hosts``, by their serializations.
    private var hostPlaces: [String: Int] = [:]
    /// The few that were asked about last, of which the next one mostly is.
    private var recentHosts: [Int] = []
    private var oldestRecent = 0
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

    /// A jar that is kept elsewhere, and of which nothing has been loaded: ``JarRequirement``.
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
        var noCopy: ContentProcessCookies?
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
        through copy: inout ContentProcessCookies?,
        policy: CookiePolicy,
        now: Moment
    ) -> SetCookieVerdict {
        let host = place(of: context.url.host ?? .empty)
        let storing = StoringCookies(
            context: context,
            policy: policy,
            host: hosts[host].host,
            now: now
        )
        var verdict = SetCookieVerdict(line: source.line, effect: .rejected)
        switch storing.judge(source, responseDate: responseDate) {
        case .refused(let refusals, let cookie, let warnings):
            (verdict.refusals, verdict.warnings, verdict.cookie) = (refusals, warnings, cookie)
        case .notPermitted(let refusals, let cookie, let warnings):
            let objections = sites[site(ofHostAt: host)].cookies.objections(
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
                put(cookie, at: host, in: context, policy: policy, now: now, as: &verdict)
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
        let host = place(of: context.url.host ?? .empty)
        put(cookie, at: host, in: context, policy: policy, now: now, as: &verdict)
    }

    private mutating func put(
        _ cookie: Cookie,
        at host: Int,
        in context: CookieContext,
        policy: CookiePolicy,
        now: Moment,
        as verdict: inout SetCookieVerdict
    ) {
        let place = site(ofHostAt: host)
        let key = sites[place].key
        let expired = sites[place].cookies.removeExpired(at: now)
        for old in expired { recordRemoval(of: old, site: key) }

        let result = sites[place].cookies.store(
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
        changes.append(.put(result.cookie, site: key), isNew: result.effect == .created)
        verdict.evicted = sites[place].cookies.evict(
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
        removeAll(ofSitesAt: Array(sites.indices)) { $0.isExpired(at: now) }
        let excess = excessCookies(of: everyCookie, now: now, limits: limits)
        for cookie in excess { remove(cookie.identity) }
        earliestAccess = everyCookie.map(\.lastAccess).min()
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
        let host = place(of: context.url.host ?? .empty)
        let place = site(ofHostAt: host)
        guard !sites[place].cookies.isEmpty else { return [] }
        let verdicts = SendingCookies(context: context, policy: policy, now: now)
            .judge(sites[place].cookies)
        let accessed = sites[place].cookies.access(
            verdicts,
            at: now,
            staleness: policy.lastAccessStaleness
        )
        for cookie in accessed { changes.append(.put(cookie, site: sites[place].key)) }
        return verdicts
    }

    /// What the process of a document has to know when it is opened: the cookies on its path that
    /// script may see, also those that need a better connection or a closer page.
    package mutating func cookiesToCopy(
        for context: CookieContext,
        policy: CookiePolicy,
        now: Moment
    ) -> [Cookie] {
        let site = sites[site(ofHostAt: place(of: context.url.host ?? .empty))].cookies
        guard !site.isEmpty else { return [] }
        // (Nothing is sent, and so no last access is renewed.)
        return SendingCookies(context: context, policy: policy, now: now).judge(site)
            .filter { $0.exclusions.allSatisfy(\.isKeptInCopies) }
            .map(\.cookie)
    }

    /// Every unexpired cookie of the sites that are loaded, by site, then in the order of creation.
    package func allCookies(at now: Moment) -> [Cookie] {
        sites.sorted { $0.key < $1.key }
            .flatMap { $0.cookies.cookies.filter { !$0.isExpired(at: now) } }
    }

    private var everyCookie: [Cookie] { sites.flatMap(\.cookies.cookies) }

    package mutating func remove(_ identity: Cookie.Identity) {
        removeAll(ofSitesAt: [site(ofDomain: identity.domain)]) { $0.has(identity) }
    }

    /// Removes every cookie of the site, or of all sites.
    package mutating func clear(site: String? = nil) {
        let place = site.map { places[$0] ?? add(KeptSite(key: $0)) }
        removeAll(ofSitesAt: place.map { [$0] } ?? Array(sites.indices)) { _ in true }
    }

    /// The browser is closed: session cookies go.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7, the last
    /// paragraph
    package mutating func endSession() {
        removeAll(ofSitesAt: Array(sites.indices)) { !$0.isPersistent }
    }

    /// Removes those of a site that a server wants gone, and returns them.
    package mutating func clear(
        site key: String,
        where shouldBeRemoved: (Cookie) -> Bool
    ) -> [Cookie] {
        let place = places[key] ?? add(KeptSite(key: key))
        return removeAll(ofSitesAt: [place], where: shouldBeRemoved)
    }

    @discardableResult
    private mutating func removeAll(
        ofSitesAt places: [Int],
        where shouldBeRemoved: (Cookie) -> Bool
    ) -> [Cookie] {
        var all: [Cookie] = []
        for place in places.sorted(by: { sites[$0].key < sites[$1].key }) {
            let removed = sites[place].cookies.removeAll(where: shouldBeRemoved)
            for cookie in removed { recordRemoval(of: cookie, site: sites[place].key) }
            all += removed
        }
        return all
    }

    /// Inserts a cookie that a storage or an import vouches for: no rule is asked, but a cookie of
    /// the same identity is replaced and no two of a site have the same creation.
    package mutating func insert(_ cookie: Cookie) {
        remove(cookie.identity)
        let place = site(ofDomain: cookie.domain)
        let creation = sites[place].cookies.uniqueCreation(at: cookie.creation)
        let unique = cookie.stored(creation: creation, lastAccess: cookie.lastAccess)
        sites[place].cookies.insert(unique)
        earliestAccess = earliestAccess.map { min($0, unique.lastAccess) }
        count = count.map { $0 + 1 }
        changes.append(.put(unique, site: sites[place].key), isNew: true)
    }

    /// Gives a cookie that has just been stored the times that somebody else vouches for.
    mutating func redate(_ cookie: Cookie, creation: Moment?, lastAccess: Moment?) -> Cookie {
        let place = site(ofDomain: cookie.domain)
        // It may have been the one that had to go for the limits' sake.
        guard creation != nil || lastAccess != nil,
            let index = sites[place].cookies.index(of: cookie)
        else { return cookie }
        let old = sites[place].cookies.cookies.remove(at: index)
        let dated = old.stored(
            creation: creation.map(sites[place].cookies.freeCreation(from:)) ?? old.creation,
            lastAccess: lastAccess ?? old.lastAccess
        )
        sites[place].cookies.insert(dated)
        earliestAccess = earliestAccess.map { min($0, dated.lastAccess) }
        changes.append(.put(dated, site: sites[place].key))
        return dated
    }

    /// What changed since the last call, in order.
    package mutating func takeChanges() -> [CookieChange] {
        changes.take()
    }
}

extension CookieJar {
    private struct KeptSite {
        let key: String
        var cookies = SiteCookies()
    }

    private struct KeptHost {
        let host: CookieHost
        /// Of its site, in ``sites``; `nil` until that is there.
        var site: Int?
    }

    /// Of the host, in ``hosts``.
    private mutating func place(of host: Host) -> Int {
        let name = host.serialized
        // (Cheaper than a hash.)
        for place in recentHosts where hosts[place].host.name == name { return place }
        let place: Int
        if let known = hostPlaces[name] {
            place = known
        } else {
            place = hosts.count
            hosts.append(KeptHost(host: CookieHost(host, suffixes: suffixes)))
            hostPlaces[hosts[place].host.name] = place
        }
        if recentHosts.count < 4 {
            recentHosts.append(place)
        } else {
            recentHosts[oldestRecent] = place
            oldestRecent = (oldestRecent + 1) % 4
        }
        return place
    }

    /// Of the host's site, in ``sites``.
    private mutating func site(ofHostAt place: Int) -> Int {
        if let site = hosts[place].site { return site }
        let site = self.place(of: hosts[place].host.siteKey)
        hosts[place].site = site
        return site
    }

    /// Of a cookie's site, in ``sites``.
    private mutating func site(ofDomain domain: String) -> Int {
        site(ofHostAt: place(ofDomain: domain))
    }

    /// Of a cookie's domain as a host, in ``hosts``.
    private mutating func place(ofDomain domain: String) -> Int {
        // A stored domain is a canonical host, which the parser gives back as it is.
        if let known = hostPlaces[domain] { return known }
        return place(of: (try? Host(parsing: domain)) ?? .domain(domain))
    }

    /// Of a site, in ``sites``.
    private mutating func place(of key: String) -> Int {
        if let place = places[key] { return place }
        assert(isComplete, "the cookies of \(key) have not been loaded")
        return add(KeptSite(key: key))
    }

    @discardableResult
    private mutating func add(_ site: KeptSite) -> Int {
        places[site.key] = sites.count
        sites.append(site)
        return sites.count - 1
    }
}

extension CookieJar {
    /// Before the cookies of a host are asked for.
    package mutating func need(toReadAt host: Host?) -> JarRequirement? {
        guard !isComplete else { return nil }
        let key = hosts[place(of: host ?? .empty)].host.siteKey
        return places[key] == nil ? .site(key) : nil
    }

    /// Before a cookie is stored at a host.
    package mutating func need(toStoreAt host: Host?) -> JarRequirement? {
        if let need = need(toReadAt: host) { return need }
        // Before the first change: afterwards the number would be another's.
        return count == nil ? .count : nil
    }

    /// After a cookie was stored, before ``evictExcess(limits:now:)``.
    package func need(toKeep limits: CookieLimits, now: Moment) -> JarRequirement? {
        guard !isComplete, mayHaveExcess(limits: limits, now: now) else { return nil }
        return earliestAccess == nil ? .earliestAccess : .allSites
    }

    package mutating func load(_ cookies: [Cookie], ofSite key: String) {
        // A site that is here may differ by now from what is kept, and wins.
        guard !isComplete, places[key] == nil else { return }
        add(KeptSite(key: key, cookies: SiteCookies(cookies)))
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
            let host = hosts[place(ofDomain: cookie.domain)].host
            bySite[host.siteKey, default: []].append(cookie)
        }
        for (key, cookies) in bySite { load(cookies, ofSite: key) }
        isComplete = true
        count = sites.reduce(0) { $0 + $1.cookies.cookies.count }
        earliestAccess = everyCookie.map(\.lastAccess).min()
    }
}
