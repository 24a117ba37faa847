/// A change that must be written so that a profile holds what the jar holds.
package enum CookieChange: Hashable, Sendable {
    /// Inserts the cookie, or replaces the one with the same identity.
    case put(Cookie, site: String)
    indirect case remove(Cookie.Identity, site: String)

    package var identity: Cookie.Identity {
        switch self {
        case .put(let cookie, _): cookie.identity
        case .remove(let identity, _): identity
        }
    }
}

/// The changes since they were last taken; of several with one identity, the last.
struct CookieChanges: Sendable {
    private var changes: [CookieChange] = []
    /// Whether two changes may concern the same cookie, and how many such changes came since the
    /// last coalescing.
    private var mayRepeat = false
    private var repeats = 0

    /// `isNew`: no cookie of that identity existed before.
    mutating func append(_ change: CookieChange, isNew: Bool = false) {
        changes.append(change)
        guard !isNew else { return }
        mayRepeat = true
        repeats += 1
        // Duplicates are cheap until they pile up.
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
