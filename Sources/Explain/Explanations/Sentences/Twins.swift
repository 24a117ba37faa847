package import BrowserCookies
internal import BrowserInfra

/// Cookies of one name, which a list of names would show as the same.
package struct SameNamedCookies {
    private let cookies: [Cookie]

    package init(_ cookies: [Cookie]) {
        self.cookies = cookies
    }

    /// What tells this cookie from those of its name, `Path=/tickets`; `nil` where it has no twin.
    package func distinction(of cookie: Cookie) -> String? {
        let twins = cookies.filter { $0.name == cookie.name && $0.identity != cookie.identity }
        guard !twins.isEmpty else { return nil }
        var parts: [String] = []
        if twins.contains(where: { $0.path != cookie.path }) {
            parts.append("Path=\(cookie.path.utf8Decoded)")
        }
        if twins.contains(where: {
            $0.domain != cookie.domain || $0.isHostOnly != cookie.isHostOnly
        }) {
            parts.append(cookie.isHostOnly ? "\(cookie.domain) only" : "Domain=\(cookie.domain)")
        }
        if twins.contains(where: { $0.partitionKey != cookie.partitionKey }) {
            parts.append(
                cookie.partitionKey.map { "partition of \($0.topLevelSite)" } ?? "unpartitioned"
            )
        }
        return parts.joined(separator: ", ")
    }

    /// The name, and what tells it from another of that name.
    package func shownName(of cookie: Cookie) -> String {
        distinction(of: cookie).map { "\(cookie.shownName) (\($0))" } ?? cookie.shownName
    }

    /// Of those that are sent, in their order: one sentence for each name that goes twice.
    package static func sentences(onSent sent: [Cookie]) -> [String] {
        sent.map(\.name).uniqued().compactMap { name in
            let own = sent.filter { $0.name == name }
            guard own.count > 1 else { return nil }
            let first = SameNamedCookies(own).distinction(of: own[0]) ?? ""
            return "\(own.count) cookies named \(own[0].shownName) are sent, \(first) first; most "
                + "servers read only one of them."
        }
    }
}
