package import BrowserFetch
package import BrowserInfra
package import BrowserJSON
package import Explanations
package import Terminal

extension MissingCookie {
    /// One line: which cookie, what became of it, when, by which request, and the reason codes.
    package func text(at now: Moment) -> StyledText {
        var text = StyledText("✗ ", .bad)
        text.append(escaping: name, .strong)
        text.append(escaping: " \(sentence(at: now))")
        if case .refused(let codes) = fate, !codes.isEmpty {
            text.append(escaping: " [\(codes.joined(separator: ", "))]", .faint)
        }
        text.append(" (crumb log show \(entry.number))", .faint)
        return text
    }

    /// An element of `missing` in `why --json`.
    package var json: JSONValue {
        .object([
            "name": .string(name),
            "domain": .string(domain),
            "path": .string(path),
            "fate": .string(fate.name),
            "blockedReasons": .strings(fate.codes),
            "request": .integer(Int(entry.number)),
        ])
    }
}

extension LoggedCookie {
    /// What last stood in the way of a cookie that is stored.
    package var problemPhrase: String {
        (event == .refused ? "a line for it was rejected" : "not sent")
            + (codes.isEmpty ? "" : " [\(codes.joined(separator: ", "))]")
    }
}

extension MissingCookie.Fate {
    fileprivate var name: String {
        switch self {
        case .refused: "refused"
        case .ignored: "ignored"
        case .expired: "expired"
        case .deleted: "deleted"
        case .evicted: "evicted"
        case .gone: "gone"
        }
    }

    fileprivate var codes: [String] {
        if case .refused(let codes) = self { codes } else { [] }
    }
}
