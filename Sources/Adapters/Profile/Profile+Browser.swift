package import BrowserCookies
package import BrowserFetch
package import BrowserInfra
package import WebOrigin

/// Creating a browser from a profile, and saving it.
extension Profile {
    /// Returns the browser as it was last saved; data is loaded when a request needs it.
    ///
    /// A browser that sends nothing does without the HTTP cache, which would respond in place of
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

    /// Writes the changes to the browser's cookies and caches, in one transaction.
    ///
    /// `tab` is the tab to show from now on, `nil` if it does not change; `client`, the page that
    /// made the requests, is recorded too; `log` is the entry for the request. Returns why the log
    /// could not be written, which does not affect anything else.
    @discardableResult
    package func save(
        _ browser: Browser,
        tab: Tab? = nil,
        client: Page? = nil,
        log: NewLogEntry? = nil
    ) async throws(ProfileError) -> ProfileError? {
        try await save(browser, tab: tab, client: client, logs: [log].compactMap(\.self))
    }

    /// Does the same with the log entries of several requests, in order.
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

    /// Returns the page of the last visit.
    package func currentPage(of policy: BrowserPolicy) throws(ProfileError) -> Page? {
        try state(.currentPage, of: policy.name).flatMap(CurrentPageText.page)
    }

    /// Returns the tab of the last visit, with its history.
    package func tab(of policy: BrowserPolicy) throws(ProfileError) -> Tab? {
        guard let page = try currentPage(of: policy) else { return nil }
        let text = try state(.sessionHistory, of: policy.name)
        return Tab(page, history: text.flatMap(SessionHistoryText.history) ?? SessionHistory())
    }

    /// Returns the pages that made requests, latest first.
    package func seenPages(of policy: BrowserPolicy) throws(ProfileError) -> [Page] {
        try seenPages(of: policy.name).compactMap { SeenPageText.page($0.page) }
    }
}

extension Profile {
    /// Removes hosts from the https-only list: one host with all its entries, or all hosts. Returns
    /// how many were removed.
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
    /// Stores decisions about pages; `nil` removes one.
    package func decide(
        _ changes: [Permissions.Key: Permissions.Entry?],
        of policy: BrowserPolicy
    ) throws(ProfileError) {
        try commit(ProfileChanges(browser: policy.name, permissions: changes))
    }
}

/// A jar on its own, edited by the user.
extension Profile {
    /// Returns a jar with all cookies of the browser.
    package func jar(
        of policy: BrowserPolicy,
        suffixes: PublicSuffixList
    ) throws(ProfileError) -> CookieJar {
        var jar = CookieJar.unloaded(suffixes: suffixes)
        jar.load(allCookies: try cookies(of: policy.name))
        return jar
    }

    /// Writes the changes to the jar. Open pages are opened anew from it.
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

    /// Deletes cookies, including those in the processes of open pages.
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

    /// Deletes the cookies of one site, or all, including those in the processes of open pages, and
    /// returns how many there were.
    ///
    /// `site` is a key of ``CookieJar/siteKey(of:suffixes:)``.
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
