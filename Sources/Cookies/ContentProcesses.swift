package import Infra
package import WebOrigin

/// The processes that documents live in, one for each site, where a browser keeps script's view of
/// the cookies there: ``CookieCopy``.
///
/// A process lives as long as the value of its browser: a page that was left waits there to be shown
/// again. A profile does not keep it. A browser may end a process at any time and make it anew from
/// the jar, and the end of a command is such a time: what is only in a copy is nobody's to rely on.
package struct ContentProcesses: Sendable {
    private var copies: [Site: CookieCopy] = [:]

    package init() {}

    /// `nil` until a document of the site was opened.
    package func copy(of site: Site) -> CookieCopy? { copies[site] }

    /// A document is opened, and its process is told of the cookies that the jar has for it.
    package mutating func open(_ site: Site, with cookies: [Cookie]) {
        var copy = copies[site] ?? CookieCopy()
        for cookie in cookies { copy.record(cookie) }
        copies[site] = copy
    }

    /// What a response's `Set-Cookie` lines have changed in the jar.
    ///
    /// The process that asked hears of what was stored with the response, after it heard of what
    /// had to go: a cookie that its own response's later lines drove out stays in its copy. The
    /// others hear of everything in its order.
    ///
    /// `key`: of the jar's cookies that changed; `client`: the site of the document that asked.
    package mutating func hear(
        _ verdicts: [SetCookieVerdict],
        ofSite key: String,
        from client: Site?
    ) {
        guard !copies.isEmpty, !verdicts.isEmpty else { return }
        for site in Array(copies.keys) {
            if site == client {
                for verdict in verdicts { change(site) { $0.forget(verdict) } }
            }
            for verdict in verdicts {
                change(site) { copy in
                    if site != client { copy.forget(verdict) }
                    if site.key == key { copy.hear(verdict) }
                }
            }
        }
    }

    /// Script of one process writes, through its copy, into the jar; the others hear of it.
    package mutating func write(
        _ line: ByteString,
        from site: Site,
        in context: CookieContext,
        policy: CookiePolicy,
        now: Moment,
        to jar: inout CookieJar
    ) throws(CookieStorageError) -> SetCookieVerdict {
        var copy: CookieCopy? = copies.removeValue(forKey: site) ?? CookieCopy()
        let verdict = try jar.store(
            line,
            responseDate: nil,
            in: context,
            through: &copy,
            policy: policy,
            now: now
        )
        hear([verdict], ofSite: site.key, from: nil)
        copies[site] = copy
        return verdict
    }

    private mutating func change(_ site: Site, _ body: (inout CookieCopy) -> Void) {
        guard var copy = copies.removeValue(forKey: site) else { return }
        body(&copy)
        copies[site] = copy
    }
}

extension CookieCopy {
    fileprivate mutating func forget(_ verdict: SetCookieVerdict) {
        for cookie in verdict.evicted { remove(cookie) }
    }

    fileprivate mutating func hear(_ verdict: SetCookieVerdict) {
        guard let cookie = verdict.cookie else { return }
        switch verdict.effect {
        case .created: record(cookie)
        case .updated: if !verdict.isUnnoticed { record(cookie) }
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
