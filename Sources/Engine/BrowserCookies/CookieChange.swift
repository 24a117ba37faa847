/// What has to be written so that a profile holds what the jar holds.
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

/// The changes since they were last taken, the last one of each identity.
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
