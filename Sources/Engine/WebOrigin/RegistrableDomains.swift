internal import Synchronization

/// What a list said of the names that it was asked about last.
///
/// Each request asks for the same few hosts, several times, and a list looks at all labels of a name: ten
/// thousand instructions.
final class RegistrableDomains: Sendable {
    private let known = Mutex<[String: String?]>([:])

    /// After so many names all are forgotten.
    private static let limit = 1024
    /// The longest name that the DNS has; longer ones would only take memory.
    private static let longestName = 255

    /// What `ask` says of the name, now or when it was last asked.
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
