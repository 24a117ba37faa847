internal import Infra

/// The cookies of one registrable domain (or host): what one store or one request looks at.
struct SiteCookies: Sendable {
    /// In the order of creation.
    var cookies: [Cookie] = []

    init(_ cookies: [Cookie] = []) {
        self.cookies = cookies.sorted { $0.creation < $1.creation }
    }

    /// At its place in the order of creation, which is the end unless it inherited an older one.
    mutating func insert(_ cookie: Cookie) {
        let index = cookies.lastIndex { $0.creation <= cookie.creation }
        cookies.insert(cookie, at: index.map { $0 + 1 } ?? 0)
    }

    /// `now`, or a moment after it that comes after every cookie of this site.
    func uniqueCreation(at now: Moment) -> Moment {
        guard let latest = cookies.last?.creation, latest >= now else { return now }
        // The clock stands still, or two lines came in one microsecond.
        if latest.microseconds(since: now) < 1_000_000 {
            return latest.advanced(byMicroseconds: 1)
        }
        // The clock was set back. The cookie belongs to that time, not behind the others.
        var creation = now
        for cookie in cookies where cookie.creation == creation {
            creation = creation.advanced(byMicroseconds: 1)
        }
        return creation
    }
}
