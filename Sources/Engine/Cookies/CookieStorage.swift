package import Infra

/// Where a jar's cookies are kept between commands.
///
/// A jar asks once for each site that a request touches, so that its cost does not grow with the
/// cookies of other sites.
package protocol CookieStorage: Sendable {
    /// Every cookie whose domain belongs to `site`, a key of ``CookieJar/siteKey(of:suffixes:)``.
    func cookies(ofSite site: String) throws(CookieStorageError) -> [Cookie]
    /// The number of cookies in all sites, for the limit on the whole jar.
    func cookieCount() throws(CookieStorageError) -> Int
    /// A moment before which no cookie was used, so that the purge of the whole jar need not look for
    /// old ones; `nil` where that is not known.
    func earliestAccess() throws(CookieStorageError) -> Moment?
    /// Every cookie, for the purge of the whole jar and for listing.
    func allCookies() throws(CookieStorageError) -> [Cookie]
}

extension CookieStorage {
    package func earliestAccess() throws(CookieStorageError) -> Moment? { nil }
}

/// The storage could not be read.
package struct CookieStorageError: Error, Hashable, Sendable {
    package var detail: String

    package init(detail: String) {
        self.detail = detail
    }
}

/// What has to be written so that the storage holds what the jar holds.
package enum CookieChange: Hashable, Sendable {
    /// Insert, or replace the cookie of the same identity.
    case put(Cookie, site: String)
    case remove(Cookie.Identity, site: String)

    package var identity: Cookie.Identity {
        switch self {
        case .put(let cookie, _): cookie.identity
        case .remove(let identity, _): identity
        }
    }
}

/// The changes since the storage was last told, the last one of each identity.
struct CookieChanges: Sendable {
    private var changes: [CookieChange] = []
    private var limit = 512

    mutating func append(_ change: CookieChange) {
        changes.append(change)
        // One that is overwritten costs nothing until there are many.
        guard changes.count >= limit else { return }
        changes = coalesced
        limit = max(512, 2 * changes.count)
    }

    mutating func take() -> [CookieChange] {
        defer {
            changes = []
            limit = 512
        }
        return coalesced
    }

    private var coalesced: [CookieChange] {
        var seen: Set<Cookie.Identity> = []
        return changes.reversed().filter { seen.insert($0.identity).inserted }.reversed()
    }
}
