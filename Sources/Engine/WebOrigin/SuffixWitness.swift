internal import Synchronization

/// Records the first decision that depended on the public suffix list: a warning about an outdated
/// list is only useful if the list mattered.
///
/// A new rule makes a suffix longer. So a newer list can matter where a cookie is set for a domain,
/// and where two hosts that end in the same two labels are compared: hosts with fewer labels in
/// common are different sites under any list. Reserved names (RFC 2606, RFC 6762, `internal`) never
/// appear in a list.
package final class SuffixWitness: Sendable {
    /// A decision that might be different with a newer list.
    package enum Decision: Hashable, Sendable {
        /// Whether these two hosts belong to one site.
        case oneSite(String, String)
        /// Whether this is a public suffix, for which no one may set cookies.
        case cookieDomain(String)
    }

    private struct State {
        var decision: Decision?
        /// The first host seen below each pair of labels.
        var hosts: [Substring: String] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// The first such decision.
    package var decision: Decision? { state.withLock { $0.decision } }

    /// Records that the site of `host` was obtained, to be compared with those of other hosts.
    func compares(_ host: Host) {
        guard case .domain(let name) = host, let end = Self.end(of: name) else { return }
        state.withLock { state in
            guard state.decision == nil else { return }
            if let other = state.hosts[end] {
                if other != name { state.decision = .oneSite(other, name) }
            } else {
                state.hosts[end] = name
            }
        }
    }

    /// Records that a cookie was accepted or rejected because of its `Domain`.
    package func judges(cookieDomain: String) {
        guard Self.end(of: cookieDomain) != nil else { return }
        state.withLock { state in
            if state.decision == nil { state.decision = .cookieDomain(cookieDomain) }
        }
    }

    /// Returns the last two labels of a name; `nil` if no list could matter.
    private static func end(of name: String) -> Substring? {
        let labels = name.split(separator: ".")
        guard labels.count >= 2, let first = labels.dropLast().last, let top = labels.last,
            !reservedTops.contains(top)
        else { return nil }
        let end = name[first.startIndex..<top.endIndex]
        return reservedNames.contains(end) ? nil : end
    }

    private static let reservedTops: Set<Substring> = [
        "test", "example", "invalid", "localhost", "local", "internal",
    ]
    private static let reservedNames: Set<Substring> = [
        "example.com", "example.net", "example.org",
    ]
}
