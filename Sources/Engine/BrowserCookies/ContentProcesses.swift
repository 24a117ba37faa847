package import WebOrigin

/// The processes that documents live in, one for each site, where a browser keeps script's view of
/// the cookies there: ``ContentProcessCookies``.
///
/// A page that was left waits in its process to be shown again, until there are too many.
package struct ContentProcesses: Sendable {
    /// The one whose document was opened last comes last.
    private var processes: [Process]
    private var isChanged = false
    /// As many pages wait as Gecko's browser.sessionhistory.max_total_viewers allows at most.
    private static let limit = 8

    package struct Process: Sendable {
        package var site: Site
        package var copy: ContentProcessCookies

        package init(site: Site, copy: ContentProcessCookies) {
            self.site = site
            self.copy = copy
        }
    }

    /// Those of an earlier ``storedChanges``, or none.
    package init(_ processes: [Process] = []) {
        self.processes = processes
    }

    /// What a profile has to keep; `nil` where it has it already.
    package var storedChanges: [Process]? { isChanged ? processes : nil }

    /// `nil` until a document of the site was opened.
    package func copy(of site: Site) -> ContentProcessCookies? {
        processes.first { $0.site == site }?.copy
    }

    /// A document is opened, and its process is told of the cookies that the jar has for it.
    package mutating func open(_ site: Site, with cookies: [Cookie]) {
        isChanged = true
        let index = processes.firstIndex { $0.site == site }
        var process =
            index.map { processes.remove(at: $0) } ?? Process(site: site, copy: ContentProcessCookies())
        for cookie in cookies { process.copy.record(cookie) }
        processes.append(process)
        if processes.count > Self.limit { processes.removeFirst() }
    }

    /// What a response's `Set-Cookie` lines have changed in the jar.
    ///
    /// The process that asked hears of what was stored with the response, after it heard of what
    /// had to go: a cookie that its own response's later lines drove out stays in its copy. The
    /// others hear of everything in its order.
    ///
    /// `key`: of the jar's cookies that changed; `client`: the site of the document that asked.
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

    /// Script of one process has written through its copy into the jar; the others hear of it.
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

    /// The user deletes these from the jar, of one site or of all, and every process is told.
    package mutating func delete(ofSite key: String?, where isDeleted: (Cookie) -> Bool) {
        for index in processes.indices where key == nil || processes[index].site.key == key {
            isChanged = processes[index].copy.delete(where: isDeleted) || isChanged
        }
    }

}

extension SetCookieVerdict {
    /// Whether the jar is not as it was.
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
    /// As ``CookieJar/siteKey(of:suffixes:)``.
    fileprivate var key: String {
        switch self {
        case .opaque: ""
        case .tuple(_, let host): host.serialized
        }
    }
}
