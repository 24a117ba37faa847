package import BrowserCookies
package import BrowserFetch
package import BrowserInfra

/// A cookie that the log knows and the jar does not have, and what became of it.
package struct MissingCookie: Hashable, Sendable {
    package enum Fate: Hashable, Sendable {
        /// The reason codes.
        case refused([String])
        /// The request included no credentials, so its response set no cookies.
        case ignored
        case expired(Moment)
        case deleted
        /// It had to go because another cookie came.
        case evicted
        /// It was stored, has not expired, and no logged request removed it: the browser was closed,
        /// or a command deleted it.
        case gone(wasSession: Bool)
    }

    package var name: String
    package var domain: String
    package var path: String
    package var fate: Fate
    /// The last request that had to do with it.
    package var entry: LogEntry

    /// What the log says of the cookies that are wanted and not in `jar`, the latest first.
    ///
    /// `log`: the entries of one browser, the newest first.
    package static func all(
        in log: [LogEntry],
        besides jar: [Cookie],
        at now: Moment,
        where isWanted: (LoggedCookie) -> Bool
    ) -> [MissingCookie] {
        var seen: Set<Identity> = []
        var missing: [MissingCookie] = []
        for entry in log {
            for cookie in entry.cookies.reversed() {
                guard isWanted(cookie),
                    let fate = fate(of: cookie, at: now),
                    seen.insert(Identity(cookie)).inserted,
                    !jar.contains(where: {
                        $0.loggedName == cookie.loggedName && $0.domain == cookie.domain
                    })
                else { continue }
                missing.append(
                    MissingCookie(
                        name: cookie.name,
                        domain: cookie.domain,
                        path: cookie.path,
                        fate: fate,
                        entry: entry
                    )
                )
            }
        }
        return missing
    }

    /// Whom a line is about: the same cookie may be refused, stored and deleted in turn.
    private struct Identity: Hashable {
        var name: String
        var domain: String
        var partition: String?

        init(_ cookie: LoggedCookie) {
            name = cookie.loggedName
            domain = cookie.domain
            partition = cookie.partition
        }
    }

    /// `nil` where the event says nothing about whether it is there.
    private static func fate(of cookie: LoggedCookie, at now: Moment) -> Fate? {
        switch cookie.event {
        case .sent, .withheld: nil
        case .refused: .refused(cookie.codes)
        case .ignored: .ignored
        case .deleted: .deleted
        case .evicted: .evicted
        case .stored, .replaced:
            if let expiry = cookie.expiry, expiry <= now {
                .expired(expiry)
            } else {
                .gone(wasSession: cookie.expiry == nil)
            }
        }
    }
}

extension LoggedCookie {
    /// Whether a request to `host` could carry it, whatever its path.
    package func reaches(_ host: String) -> Bool {
        host == domain || host.hasSuffix(".\(domain)")
    }
}
