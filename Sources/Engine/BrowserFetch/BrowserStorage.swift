package import BrowserCORS
package import BrowserCookies
package import BrowserInfra
internal import WebOrigin

/// Where one browser's cookies and caches are kept between commands.
///
/// The browser asks once for each site, URL or cache key that a request touches, before it goes on
/// with that request, so that what a request costs does not grow with the rest.
package protocol BrowserStorage: Sendable {
    /// Every cookie whose domain belongs to `site`, a key of ``CookieJar/siteKey(of:suffixes:)``.
    func cookies(ofSite site: String) throws(BrowserStorageError) -> [Cookie]
    /// The number of cookies in all sites, for the limit on the whole jar.
    func cookieCount() throws(BrowserStorageError) -> Int
    /// A moment before which no cookie was used; `nil` where that is not known.
    func earliestAccess() throws(BrowserStorageError) -> Moment?
    /// Every cookie, for the purge of the whole jar.
    func allCookies() throws(BrowserStorageError) -> [Cookie]
    /// Expired ones may be among them.
    func preflights(
        for key: PreflightCache.Key
    ) throws(BrowserStorageError) -> [PreflightCache.Entry]
    func responses(for key: HTTPCache.Key) throws(BrowserStorageError) -> [StoredResponse]
    /// The hosts that are https only; expired ones may be among them.
    func transportSecurity() throws(BrowserStorageError) -> [TransportSecurityChange]
    /// What is in an area, in the order in which it was stored.
    func webStorage(of key: WebStorage.Key) throws(BrowserStorageError) -> [WebStorage.Item]
    func heldStorageAccess() throws(BrowserStorageError) -> Set<HeldStorageAccess.Frame>
    func permissions() throws(BrowserStorageError) -> [Permissions.Key: Permissions.Entry]
    /// Those of the last ``ContentProcesses/storedChanges``.
    func processes() throws(BrowserStorageError) -> [ContentProcesses.Process]
}

/// The storage could not be read.
package struct BrowserStorageError: Error, Hashable, Sendable {
    /// A sentence that names the file.
    package var detail: String

    package init(detail: String) {
        self.detail = detail
    }
}

/// What is loaded before the algorithms go on. Nothing waits here: between the question whether
/// something is missing and its loading no other request has a turn.
extension Browser {
    func loadCookies(at url: WebURL) throws(BrowserStorageError) {
        if let need = jar.need(toReadAt: url.host) { try load(need) }
    }

    /// Stores one line, and keeps the limit on the whole jar.
    func storeCookie(
        _ source: CookieSource,
        responseDate: Moment?,
        in context: CookieContext,
        through copy: inout ContentProcessCookies?
    ) throws(BrowserStorageError) -> SetCookieVerdict {
        while let need = jar.need(toStoreAt: context.url.host) { try load(need) }
        let now = now()
        var verdict = jar.store(
            source,
            responseDate: responseDate,
            in: context,
            through: &copy,
            policy: policy.cookies,
            now: now
        )
        if policy.cookieStore.storeOrder == .asWritten, let cookie = verdict.cookie,
            [.created, .updated].contains(verdict.effect)
        {
            writeCount += 1
            writeOrder[cookie.identity] = writeCount
        }
        let limits = policy.cookies.limits
        guard [.created, .updated].contains(verdict.effect),
            jar.need(toKeep: limits, now: now) != nil
        else { return verdict }
        while let need = jar.need(toKeep: limits, now: now) { try load(need) }
        let excess = jar.evictExcess(limits: limits, now: now)
        for cookie in excess { copy?.remove(cookie) }
        verdict.evicted += excess
        return verdict
    }

    private func load(_ need: JarRequirement) throws(BrowserStorageError) {
        guard let storage else { return }
        switch need {
        case .site(let key): jar.load(try storage.cookies(ofSite: key), ofSite: key)
        case .count: jar.load(count: try storage.cookieCount())
        case .earliestAccess: jar.load(earliestAccess: try storage.earliestAccess(), now: now())
        case .allSites: jar.load(allCookies: try storage.allCookies())
        }
    }

    func loadPreflights(for key: PreflightCache.Key) throws(BrowserStorageError) {
        guard let storage, preflightCache.lacks(key) else { return }
        preflightCache.load(try storage.preflights(for: key), for: key)
    }

    func loadResponses(for key: HTTPCache.Key) throws(BrowserStorageError) {
        guard let storage, httpCache.lacks(key) else { return }
        httpCache.load(try storage.responses(for: key), for: key)
    }

    func loadTransportSecurity() throws(BrowserStorageError) {
        guard let storage, !hasLoadedTransportSecurity else { return }
        transportSecurity.load(try storage.transportSecurity())
        hasLoadedTransportSecurity = true
    }

    func loadProcesses() throws(BrowserStorageError) {
        guard let storage, processes != nil, !hasLoadedProcesses else { return }
        processes = ContentProcesses(try storage.processes())
        hasLoadedProcesses = true
    }

    /// For a fetch, a storage that cannot be read is one more reason to end in a network error.
    func reading<Result>(
        _ load: @autoclosure () throws(BrowserStorageError) -> Result
    ) throws(FetchFailure) -> Result {
        do throws(BrowserStorageError) {
            return try load()
        } catch {
            throw .storage(error)
        }
    }
}
