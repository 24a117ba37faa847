package import WebOrigin

/// The content processes, one for each site, in which a browser keeps the view of the cookies that
/// script has: ``ContentProcessCookies``.
///
/// The process of a page that was left is kept in case the page is shown again, until there are too
/// many processes.
package struct ContentProcesses: Sendable {
    /// In the order in which their documents were last opened, most recent last.
    private var processes: [Process]
    private var isChanged = false
    /// The maximum number of pages in Gecko's back/forward cache,
    /// browser.sessionhistory.max_total_viewers.
    private static let limit = 8

    package struct Process: Sendable {
        package var site: Site
        package var copy: ContentProcessCookies

        package init(site: Site, copy: ContentProcessCookies) {
            self.site = site
            self.copy = copy
        }
    }

    /// Restores the processes of an earlier ``storedChanges``, or starts with none.
    package init(_ processes: [Process] = []) {
        self.processes = processes
    }

    /// The processes that a profile must store; `nil` if nothing has changed.
    package var storedChanges: [Process]? { isChanged ? processes : nil }

    /// The cookies of the site's process; `nil` until a document of the site has been opened.
    package func copy(of site: Site) -> ContentProcessCookies? {
        processes.first { $0.site == site }?.copy
    }

    /// Opens a document, and sends its process the cookies that the jar has for it.
    package mutating func open(_ site: Site, with cookies: [Cookie]) {
        isChanged = true
        let index = processes.firstIndex { $0.site == site }
        var process =
            index.map { processes.remove(at: $0) }
            ?? Process(site: site, copy: ContentProcessCookies())
        for cookie in cookies { process.copy.record(cookie) }
        processes.append(process)
        if processes.count > Self.limit { processes.removeFirst() }
    }

    /// Applies what a response's `Set-Cookie` lines have changed in the jar.
    ///
    /// The client's process handles all evictions before it stores the new cookies: a cookie that a
    /// later line of its own response evicts stays in its copy. The other processes apply
    /// everything in order.
    ///
    /// `key`: the site whose cookies changed; `client`: the site of the document that made the
    /// request.
    package mutating func apply(
        _ verdicts: [SetCookieVerdict],
        ofSite key: String,
        from client: Site?
    ) {
        guard verdicts.contains(where: \.changesJar) else { return }
        for index in processes.indices {
            let site = processes[index].site
            if site == client {
                for verdict in verdicts { processes[index].copy.applyEvictions(verdict) }
            }
            for verdict in verdicts {
                if site != client { processes[index].copy.applyEvictions(verdict) }
                if site.key == key { processes[index].copy.apply(verdict) }
            }
            isChanged = true
        }
    }

    /// Applies a cookie that script of one process has written to its copy and to the jar to the
    /// other processes.
    package mutating func write(
        _ verdict: SetCookieVerdict,
        from site: Site,
        through copy: ContentProcessCookies?
    ) {
        apply([verdict], ofSite: site.key, from: nil)
        guard let copy, let index = processes.firstIndex(where: { $0.site == site }) else { return }
        processes[index].copy = copy
        isChanged = true
    }

    /// Deletes cookies of one site, or of all sites, from every process when the user removes them
    /// from the jar.
    package mutating func delete(ofSite key: String?, where isDeleted: (Cookie) -> Bool) {
        for index in processes.indices where key == nil || processes[index].site.key == key {
            isChanged = processes[index].copy.delete(where: isDeleted) || isChanged
        }
    }

}

extension SetCookieVerdict {
    /// Whether the verdict changes the jar.
    fileprivate var changesJar: Bool {
        switch effect {
        case .created, .updated, .deleted: true
        case .rejected, .ignored: false
        }
    }
}

extension ContentProcessCookies {
    fileprivate mutating func applyEvictions(_ verdict: SetCookieVerdict) {
        for cookie in verdict.evicted { remove(cookie) }
    }

    fileprivate mutating func apply(_ verdict: SetCookieVerdict) {
        guard let cookie = verdict.cookie else { return }
        switch verdict.effect {
        case .created: record(cookie)
        case .updated: if !verdict.isNoOp { record(cookie) }
        case .deleted: remove(cookie)
        case .rejected, .ignored: break
        }
    }
}

extension Site {
    /// The same key as ``CookieJar/siteKey(of:suffixes:)``.
    fileprivate var key: String {
        switch self {
        case .opaque: ""
        case .tuple(_, let host): host.serialized
        }
    }
}
