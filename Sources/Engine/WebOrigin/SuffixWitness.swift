internal import Synchronization

/// Notices the first thing that the public suffix list decided: an outdated list is only worth a word
/// where its answer mattered.
///
/// A new rule makes a suffix longer. So it can matter where a cookie is for a domain, and where two
/// hosts that end in the same two labels are compared: with fewer in common they are two sites by any
/// list. Names that are reserved (RFC 2606, RFC 6762, `internal`) are in no list, ever.
package final class SuffixWitness: Sendable {
    /// What a newer list may decide otherwise.
    package enum Decision: Hashable, Sendable {
        /// Whether these two hosts are of one site.
        case oneSite(String, String)
        /// Whether this is a public suffix, for which nobody may set cookies.
        case cookieDomain(String)
    }

    private struct State {
        var decision: Decision?
        /// The first host seen below each pair of labels.
        var hosts: [Substring: String] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// The first one.
    package var decision: Decision? { state.withLock { $0.decision } }

    /// A site was made of `host`, to be compared with those of other hosts.
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

    /// A cookie was accepted or refused because of its `Domain`.
    package func judges(cookieDomain: String) {
        guard Self.end(of: cookieDomain) != nil else { return }
        state.withLock { state in
            if state.decision == nil { state.decision = .cookieDomain(cookieDomain) }
        }
    }

    /// The last two labels of a name; `nil` where no list could matter.
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
