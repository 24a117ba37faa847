internal import BrowserInfra

/// The cookies of one registrable domain (or host): all that one store or one request needs.
struct SiteCookies: Sendable {
    /// In the order of creation.
    var cookies: [Cookie] = []

    init(_ cookies: [Cookie] = []) {
        self.cookies = cookies.sorted { $0.creation < $1.creation }
    }

    var isEmpty: Bool { cookies.isEmpty }

    /// Inserts the cookie in the order of creation: at the end, unless it inherited an older
    /// creation time.
    mutating func insert(_ cookie: Cookie) {
        guard let last = cookies.last, last.creation > cookie.creation else {
            return cookies.append(cookie)
        }
        let index = cookies.indices.last { cookies[$0].creation <= cookie.creation }
        cookies.insert(cookie, at: index.map { $0 + 1 } ?? 0)
    }

    /// Sets the last access of the cookies that are sent to now, and returns those.
    ///
    /// Browsers skip the write if the last one is recent.
    mutating func access(
        _ verdicts: [CookieVerdict],
        at now: Moment,
        staleness: Int64
    ) -> [Cookie] {
        let staleBefore = now.advanced(bySeconds: -staleness)
        var accessed: [Cookie] = []
        for index in verdicts.indices
        where verdicts[index].isSent && verdicts[index].cookie.lastAccess <= staleBefore {
            guard let place = self.index(of: verdicts[index].cookie) else { continue }
            cookies[place] = cookies[place].with { $0.lastAccess = now }
            accessed.append(cookies[place])
        }
        return accessed
    }

    /// The index of the cookie with the identity of `other`.
    func index(of other: Cookie) -> Int? {
        cookies.indices.first { cookies[$0].isSame(as: other) }
    }

    func hasExpired(at now: Moment) -> Bool {
        cookies.indices.contains { cookies[$0].isExpired(at: now) }
    }

    mutating func replace(at index: Int, with cookie: Cookie) {
        guard cookies[index].creation != cookie.creation else {
            cookies[index] = cookie
            return
        }
        cookies.remove(at: index)
        insert(cookie)
    }

    /// Returns `now`, or a later moment that follows the creation of every cookie of this site.
    func uniqueCreation(at now: Moment) -> Moment {
        guard let latest = cookies.last?.creation, latest >= now else { return now }
        // The clock stands still, or two lines arrived in one microsecond.
        if latest.microseconds(since: now) < 1_000_000 {
            return latest.advanced(byMicroseconds: 1)
        }
        // The clock was set back. The cookie belongs to that time, not after the others.
        return freeCreation(from: now)
    }

    /// Returns `moment`, or the first moment after it at which no cookie of this site was created.
    func freeCreation(from moment: Moment) -> Moment {
        var creation = moment
        for cookie in cookies where cookie.creation == creation {
            creation = creation.advanced(byMicroseconds: 1)
        }
        return creation
    }
}
