package import BrowserFetch
internal import BrowserInfra
package import BrowserJSON
package import Terminal

/// A cookie that a logged request did not store, as `cookies watch` shows it.
package struct RejectedCookie: Hashable, Sendable {
    package var cookie: LoggedCookie
    private var entry: LogEntry

    /// Those of one request.
    package static func all(in entry: LogEntry) -> [RejectedCookie] {
        entry.cookies.filter { [.refused, .ignored].contains($0.event) }
            .map { RejectedCookie(cookie: $0, entry: entry) }
    }

    package var layout: Layout {
        var text = StyledText(entry.began.iso8601.dropFirst(11).prefix(8) + " ", .faint)
        text.append("✗ ", .bad)
        text.append(escaping: cookie.name, .strong)
        text.append(
            escaping: cookie.event == .ignored
                ? " not stored: the request included no credentials, \(cookie.domain)"
                : " refused, \(cookie.domain)"
        )
        if !cookie.codes.isEmpty {
            text.append(escaping: " [\(cookie.codes.joined(separator: ", "))]", .faint)
        }
        text.append(" (crumb log show \(entry.number))", .faint)
        var layout = Layout()
        layout.text(text, hanging: 11)
        return layout
    }

    package var json: JSONValue {
        .object([
            "time": .string(entry.began.iso8601),
            "event": "refused",
            "name": .string(cookie.name),
            "domain": .string(cookie.domain),
            "blockedReasons": .strings(cookie.codes),
            "request": .integer(Int(entry.number)),
        ])
    }
}
