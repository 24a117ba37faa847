package import BrowserCookies
package import BrowserFetch
package import BrowserInfra

/// A cookie that is in the log but not in the jar, and what happened to it.
package struct MissingCookie: Hashable, Sendable {
    /// What happened to a missing cookie.
    package enum Fate: Hashable, Sendable {
        /// The cookie was rejected, for reasons with these codes.
        case refused([String])
        /// The request did not include credentials, so its response could not set cookies.
        case ignored
        case expired(Moment)
        case deleted
        /// The cookie was removed to make room for another.
        case evicted
        /// The cookie was stored, has not expired, and was not removed by a logged request: the browser
        /// was closed, or a command deleted it.
        case gone(wasSession: Bool)
    }

    package var name: String
    package var domain: String
    package var path: String
    package var fate: Fate
    /// The last logged request that concerns the cookie.
    package var entry: LogEntry

    /// Returns the logged cookies that are wanted but not in `jar`, the latest first.
    ///
    /// `log` has the entries of one browser, newest first.
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

    /// The identity of a logged cookie, by which entries about it are matched: the same cookie may be
    /// rejected, stored and deleted in turn.
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

    /// Returns the fate that an event leads to; `nil` if it says nothing about whether the cookie is
    /// stored.
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
    /// Returns whether a request to `host` could carry the cookie, regardless of its path.
    package func reaches(_ host: String) -> Bool {
        host == domain || host.hasSuffix(".\(domain)")
    }
}
