internal import Explanations
internal import Fetch
package import Infra
package import JSON
package import RequestLog
package import Terminal

extension MissingCookie {
    /// One line: which cookie, what became of it, when, by which request, and the reason codes.
    package func text(at now: Moment) -> StyledText {
        var text = StyledText("✗ ", .bad)
        text.append(escaping: name, .strong)
        text.append(escaping: " \(phrase(at: now))")
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

    private var isClearedBySiteData: Bool {
        entry.cookies.contains {
            $0.name == name && $0.domain == domain && $0.codes == [LoggedCookie.clearedBySiteData]
        }
    }

    private func phrase(at now: Moment) -> String {
        let request = "\(entry.method) \(entry.url)\(entry.page.map { " from \($0)" } ?? "")"
        let distance = relativeTime(from: now, to: entry.began)
        let when = distance == "now" ? "just now" : distance
        switch fate {
        case .refused: return "was refused \(when) by the rules for \(request)."
        case .ignored:
            return "came \(when) with the response to \(request), which was sent without "
                + "credentials: such a response sets no cookies."
        case .expired(let expiry):
            return "expired \(relativeTime(from: now, to: expiry)); it was stored \(when) by "
                + "\(request)."
        case .deleted where isClearedBySiteData:
            return "was cleared \(when) by \(request): Clear-Site-Data."
        case .deleted: return "was deleted \(when) by \(request)."
        case .evicted:
            return "was evicted \(when), when \(request) stored another cookie: a browser keeps a "
                + "limited number for each site."
        case .gone(let wasSession):
            return "was stored \(when) by \(request) and has gone since: "
                + (wasSession
                    ? "crumb close ends session cookies, and crumb cookies delete any."
                    : "a crumb command deleted it.")
        }
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
