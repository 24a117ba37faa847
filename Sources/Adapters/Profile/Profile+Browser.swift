package import BrowserCookies
package import BrowserFetch
package import BrowserInfra
package import WebOrigin

/// A browser with what the profile keeps, and back.
extension Profile {
    /// The browser as it was left; what a request touches is loaded when it does.
    ///
    /// A browser that sends nothing goes without the HTTP cache, which would answer in the place of
    /// its transport. The clock is real or virtual.
    package func browser(
        policy: BrowserPolicy,
        suffixes: PublicSuffixList,
        hasHTTPCache: Bool = true,
        transport: any Transport,
        clock: @escaping @Sendable () -> Moment
    ) -> Browser {
        Browser(
            policy: policy,
            suffixes: suffixes,
            storage: ProfileStorage(
                profile: self,
                browser: policy.name,
                hasHTTPCache: hasHTTPCache
            ),
            transport: transport,
            now: clock
        )
    }

    /// Writes what the browser's cookies and caches have become, in one transaction.
    ///
    /// `tab` is what it shows from now on, `nil` where that does not change; `client`, the page that
    /// made the requests, is remembered too; `log` is what came of it. Returns why the log could
    /// not be written, for which nothing else is given up.
    @discardableResult
    package func save(
        _ browser: Browser,
        tab: Tab? = nil,
        client: Page? = nil,
        log: NewLogEntry? = nil
    ) async throws(ProfileError) -> ProfileError? {
        try await save(browser, tab: tab, client: client, logs: [log].compactMap(\.self))
    }

    /// The same for what came of several requests, in their order.
    package func save(
        _ browser: Browser,
        tab: Tab? = nil,
        client: Page? = nil,
        logs: [NewLogEntry]
    ) async throws(ProfileError) -> ProfileError? {
        let name = browser.policy.name
        let now = browser.now()
        var changes = ProfileChanges(browser: name)
        changes.cookies = await browser.takeCookieChanges()
        changes.preflights = await browser.preflightCache.storedChanges
        changes.cachedResponses = await browser.httpCache.storedChanges(at: now)
        changes.transportSecurity = await browser.transportSecurity.storedChanges
        changes.webStorage = await browser.takeWebStorageChanges()
        changes.permissions = await browser.permissions.storedChanges
        if tab != nil { await browser.releaseStorageAccess() }
        changes.storageAccess = await browser.heldStorageAccess.storedChanges
        if let tab {
            changes.state += [
                StateChange(.currentPage, of: name, to: CurrentPageText.text(tab.page)),
                StateChange(.sessionHistory, of: name, to: SessionHistoryText.text(tab.history)),
            ]
        }
        if let processes = await browser.processes?.storedChanges {
            changes.state.append(StateChange(processes, of: name))
        }
        if let client = client ?? tab?.page, let text = SeenPageText.text(client) {
            changes.seenPages.append(SeenPage(page: text, lastSeen: now))
        }
        changes.log = logs
        return try commit(changes)
    }

    /// The page of the last visit.
    package func currentPage(of policy: BrowserPolicy) throws(ProfileError) -> Page? {
        try state(.currentPage, of: policy.name).flatMap(CurrentPageText.page)
    }

    /// The tab of the last visit, with the pages before.
    package func tab(of policy: BrowserPolicy) throws(ProfileError) -> Tab? {
        guard let page = try currentPage(of: policy) else { return nil }
        let text = try state(.sessionHistory, of: policy.name)
        return Tab(page, history: text.flatMap(SessionHistoryText.history) ?? SessionHistory())
    }

    /// The pages that made requests, the latest first.
    package func seenPages(of policy: BrowserPolicy) throws(ProfileError) -> [Page] {
        try seenPages(of: policy.name).compactMap { SeenPageText.page($0.page) }
    }
}

extension Profile {
    /// Forgets hosts that are https only: one with all that is said of it, or all. Says how many.
    package func clearTransportSecurity(
        of policy: BrowserPolicy,
        host: String?
    ) throws(ProfileError) -> Int {
        let entries = try transportSecurity(of: policy.name).filter {
            host == nil || $0.key.host == host
        }
        var changes = ProfileChanges(browser: policy.name)
        changes.transportSecurity = entries.map { TransportSecurityChange(key: $0.key, entry: nil) }
        try commit(changes)
        return Set(entries.map(\.key.host)).count
    }
}

extension Profile {
    /// Keeps decisions about pages; `nil` takes one back.
    package func decide(
        _ changes: [Permissions.Key: Permissions.Entry?],
        of policy: BrowserPolicy
    ) throws(ProfileError) {
        try commit(ProfileChanges(browser: policy.name, permissions: changes))
    }
}

/// A jar by itself, changed by hand.
extension Profile {
    /// With every cookie of the browser.
    package func jar(
        of policy: BrowserPolicy,
        suffixes: PublicSuffixList
    ) throws(ProfileError) -> CookieJar {
        var jar = CookieJar.unloaded(suffixes: suffixes)
        jar.load(allCookies: try cookies(of: policy.name))
        return jar
    }

    /// Writes what the jar has become. Open pages are opened anew from it.
    package func save(
        _ jar: inout CookieJar,
        of policy: BrowserPolicy
    ) throws(ProfileError) {
        var changes = ProfileChanges(browser: policy.name, cookies: jar.takeChanges())
        if policy.cookies.documentCookieSource == .copyInPageProcess {
            changes.state = [StateChange(.contentProcesses, of: policy.name, to: nil)]
        }
        try commit(changes)
    }

    /// Deletes cookies, also from what open pages know of them.
    package func delete(
        _ cookies: [Cookie],
        from jar: inout CookieJar,
        of policy: BrowserPolicy
    ) throws(ProfileError) {
        for cookie in cookies { jar.remove(cookie.identity) }
        let identities = Set(cookies.map(\.identity))
        try commit(
            ProfileChanges(
                browser: policy.name,
                cookies: jar.takeChanges(),
                state: try deletingFromProcesses(of: policy) { identities.contains($0.identity) }
            )
        )
    }

    /// Deletes the cookies of one site, or all, also from what open pages know of them, and says how
    /// many there were.
    ///
    /// `site`: a key of ``CookieJar/siteKey(of:suffixes:)``.
    package func clearCookies(
        of policy: BrowserPolicy,
        site: String?
    ) throws(ProfileError) -> Int {
        let state = try deletingFromProcesses(of: policy, site: site) { _ in true }
        try commit(ProfileChanges(browser: policy.name, state: state))
        return try clearCookies(of: policy.name, site: site)
    }

    private func deletingFromProcesses(
        of policy: BrowserPolicy,
        site: String? = nil,
        where isDeleted: (Cookie) -> Bool
    ) throws(ProfileError) -> [StateChange] {
        guard policy.cookies.documentCookieSource == .copyInPageProcess else { return [] }
        let text = try state(.contentProcesses, of: policy.name)
        var processes = ContentProcesses(text.map(ProcessText.processes) ?? [])
        processes.delete(ofSite: site, where: isDeleted)
        return processes.storedChanges.map { [StateChange($0, of: policy.name)] } ?? []
    }
}

extension StateChange {
    fileprivate init(_ processes: [ContentProcesses.Process], of browser: String) {
        self.init(.contentProcesses, of: browser, to: ProcessText.text(processes))
    }
}
