internal import Explanations

extension CookieRemark {
    /// `limit`: how many cookies it names.
    package func sentence(naming limit: Int) -> String {
        let names = listed(names, limit)
        let isOne = self.names.count == 1
        switch kind {
        case .originsLeftOut(let count):
            return "The local storage of \(counted(count, "origin")) was left out: crumb only "
                + "keeps cookies."
        case .othersLeftOut(let keys):
            return "Left out, because they are not cookies: \(enumerated(keys))."
        case .unknownKey(let key):
            return "The member \"\(key.prefix(60))\" was left out, which crumb does not know: of "
                + "\(names)."
        case .unsaid(let attributes):
            return "The file does not mention \(enumerated(attributes.map(\.title))) for \(names): "
                + "taken as "
                + "\(Self.taken(for: attributes))."
        case .laxOrUnspecified(let program):
            return "SameSite=Lax of \(names) may be none: \(program) writes Lax for both."
        case .noneWithoutSecure:
            return "\(names) \(isOne ? "has" : "have") SameSite=None without Secure, which some "
                + "programs write when there is none: read as no SameSite."
        case .takenAs(let unit):
            return "The end of \(names) is taken as \(unit.title): as seconds it would be "
                + "thousands of years away."
        case .minusOne:
            return
                "\(names) \(isOne ? "ends" : "end") at -1, which is taken for a session cookie's."
        case .spacesInsteadOfTabs:
            return
                "The line of \(names) has spaces instead of tabs, and was read anyway."
        case .sizeMismatch:
            return "\(names) \(isOne ? "has" : "have") another size than the table says: the value "
                + "may be cut, or decoded (DevTools' \"Show URL-decoded\")."
        }
    }

    /// What is taken for granted where a file is silent.
    private static func taken(for attributes: [Attribute]) -> String {
        var parts: [String] = []
        if attributes.contains(.domain) { parts.append("the host's own") }
        if attributes.contains(.path) { parts.append("Path=/") }
        if attributes.contains(.expiry) { parts.append("a session cookie") }
        let flags = attributes.filter { [.secure, .httpOnly, .sameSite].contains($0) }
        if attributes.contains(.partitionKey) || attributes.contains(.priority) || flags.count > 1 {
            parts.append(parts.isEmpty ? "not set" : "the rest not set")
        } else if let flag = flags.first {
            parts.append("no \(flag.title)")
        }
        return enumerated(parts)
    }
}

extension CookieRemark.Attribute {
    fileprivate var title: String {
        switch self {
        case .domain: "Domain"
        case .path: "Path"
        case .expiry: "Expires"
        case .secure: "Secure"
        case .httpOnly: "HttpOnly"
        case .sameSite: "SameSite"
        case .priority: "Priority"
        case .partitionKey: "the partition key"
        }
    }
}

extension CookieTime.Unit {
    fileprivate var title: String {
        switch self {
        case .milliseconds: "milliseconds"
        case .microseconds: "microseconds"
        case .microsecondsSince1601: "Chrome's microseconds since 1601"
        }
    }
}
