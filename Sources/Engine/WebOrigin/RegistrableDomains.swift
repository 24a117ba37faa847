internal import Synchronization

/// A cache of the registrable domains of recent names.
///
/// Each request looks up the same few hosts several times, and a list examines all labels of a
/// name, which takes ten thousand instructions.
final class RegistrableDomains: Sendable {
    private let known = Mutex<[String: String?]>([:])

    /// The cache is emptied when it holds this many names.
    private static let limit = 1024
    /// The maximum length of a DNS name; longer ones would only take up memory.
    private static let longestName = 255

    /// Returns the result of `ask` for the name, from the cache if it is there.
    func domain(of name: String, _ ask: (String) -> String?) -> String? {
        guard name.utf8.count <= Self.longestName else { return ask(name) }
        if let answer = known.withLock({ $0[name] }) { return answer }
        let answer = ask(name)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
            known[name] = .some(answer)
        }
        return answer
    }
}
