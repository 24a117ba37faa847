package import BrowserCookies
package import BrowserInfra
package import BrowserJSON
internal import CookieFiles
internal import Explanations
internal import Scenario
package import Terminal

/// A change to a jar that is being watched.
package struct JarEvent: Hashable, Sendable {
    /// The kind of a change; `present` is a cookie that was there from the start.
    package enum Kind: String, Hashable, Sendable {
        case present, created, updated, deleted, expired
    }

    package var kind: Kind
    package var cookie: Cookie
    /// The cookie before an update.
    package var previous: Cookie?

    package init(_ kind: Kind, _ cookie: Cookie, previous: Cookie? = nil) {
        self.kind = kind
        self.cookie = cookie
        self.previous = previous
    }

    /// Returns the changes between two states of a jar: first deletions and expiries, then new and
    /// updated cookies.
    ///
    /// An update of the last access alone is not an event.
    package static func events(
        from old: [Cookie],
        to new: [Cookie],
        at now: Moment
    ) -> [JarEvent] {
        let before = Dictionary(old.map { ($0.identity, $0) }) { $1 }
        let after = Dictionary(new.map { ($0.identity, $0) }) { $1 }
        let gone = old.filter { after[$0.identity] == nil }
            .map { JarEvent($0.isExpired(at: now) ? .expired : .deleted, $0) }
        let changed = new.compactMap { cookie -> JarEvent? in
            guard let previous = before[cookie.identity] else { return JarEvent(.created, cookie) }
            let same = previous.with { $0.lastAccess = cookie.lastAccess }
            return same == cookie ? nil : JarEvent(.updated, cookie, previous: previous)
        }
        return gone + changed
    }

    package func layout(at now: Moment) -> Layout {
        var text = StyledText(now.iso8601.dropFirst(11).prefix(8) + " ", .faint)
        switch kind {
        case .present: text.append("  ")
        case .created: text.append("+ ", .good)
        case .updated: text.append("~ ", .caution)
        case .deleted, .expired: text.append("- ", .bad)
        }
        text.append(escaping: cookie.name.utf8Decoded, .strong)
        text.append("=", .faint)
        if let previous, previous.value != cookie.value {
            text.append(escaping: previous.value.utf8Decoded.truncated(to: 40), .faint)
            text.append(" → ", .faint)
        }
        text.append(escaping: cookie.value.utf8Decoded.truncated(to: 40))
        switch kind {
        case .deleted, .expired: text.append(escaping: " \(kind.rawValue), \(cookie.domain)")
        case .present, .created, .updated:
            text.append(escaping: " " + cookie.summary(now: now), .faint)
        }
        var layout = Layout()
        layout.text(text, hanging: 11)
        return layout
    }

    package func json(at now: Moment) -> JSONValue {
        .object([
            "time": .string(now.iso8601),
            "event": .string(kind.rawValue),
            "cookie": cookie.json,
            "previousValue": .optional(previous) { .string($0.value.utf8Decoded) },
        ])
    }
}
