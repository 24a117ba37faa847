/// What has to be written so that a profile holds what the jar holds.
package enum CookieChange: Hashable, Sendable {
    /// Insert, or replace the cookie of the same identity.
    case put(Cookie, site: String)
    indirect case remove(Cookie.Identity, site: String)

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
    /// Whether two may be about the same cookie, and how many since that was looked at.
    private var mayRepeat = false
    private var repeats = 0

    /// `isNew`: no cookie of that identity was there before.
    mutating func append(_ change: CookieChange, isNew: Bool = false) {
        changes.append(change)
        guard !isNew else { return }
        mayRepeat = true
        repeats += 1
        // One that is overwritten costs nothing until there are many.
        guard repeats >= max(512, changes.count / 2) else { return }
        changes = coalesced
        repeats = 0
    }

    mutating func take() -> [CookieChange] {
        defer { self = CookieChanges() }
        return mayRepeat ? coalesced : changes
    }

    private var coalesced: [CookieChange] {
        var seen: Set<Cookie.Identity> = []
        return changes.reversed().filter { seen.insert($0.identity).inserted }.reversed()
    }
}
