internal import BrowserJSON
internal import Explanations

/// Collects all mistakes in a file, so that they can be reported together.
final class ProblemList {
    private(set) var problems: [FileProblem] = []

    func add(_ message: String, at place: Place) {
        problems.append(FileProblem(message, at: place))
    }

    /// In the order of lines in the file.
    var sorted: [FileProblem] {
        problems.sorted { left, right in
            guard let left = left.place, let right = right.place else { return false }
            return (left.line, left.column) < (right.line, right.column)
        }
    }
}

/// Reads a mapping by its keys. Keys that were never read are unknown, and ``end(elsewhere:)``
/// reports them.
struct FieldReader {
    /// For example, "a step".
    let what: String
    let place: Place
    let problems: ProblemList
    private var entries: [String: Node.Entry] = [:]
    private var order: [String] = []
    private var known: [String] = []

    /// `nil` if `node` is not a mapping, which is reported as a problem.
    init?(_ node: Node, what: String, problems: ProblemList) {
        self.what = what
        self.problems = problems
        place = node.place
        guard case .mapping(let all) = node.content else {
            problems.add(
                "\(what) must be a mapping, not \(node.kind)"
                    + (Self.examples[what].map { ": write \($0)" } ?? ""),
                at: node.place
            )
            return nil
        }
        for entry in all {
            if let first = entries[entry.key] {
                problems.add(
                    "duplicate key \(entry.key) (first on line \(first.keyPlace.line))",
                    at: entry.keyPlace
                )
            } else {
                entries[entry.key] = entry
                order.append(entry.key)
            }
        }
    }

    /// A value that is not a mapping where one belongs is usually right apart from its form.
    private static let examples = [
        "a server": "- run: flask run", "a step": "- fetch: /path",
        "capture": "capture: { token: /token }", "cookies": "cookies: { names: [sid] }",
        "expect": "expect: { status: 200 }", "headers": "headers: { Accept: text/html }",
        "map": "map: { \"https://cdn.example/vue.js\": vue.js }",
        "not-sent": "not-sent: { sid: SameSiteLax }",
        "permissions": "permissions: { local-network: granted }",
        "rejected": "rejected: { sid: SecureOnly }",
        "resolve": "resolve: { \"app.test:443\": 127.0.0.1 }",
        "retry": "retry: { times: 3, delay: 1s }", "sent": "sent: { sid: abc123 }",
        "stored": "stored: { sid: {} }", "tls": "tls: { cacert: ca.pem }",
        "variables": "variables: { api: \"http://127.0.0.1:5000\" }",
    ]

    mutating func take(_ key: String) -> Node? {
        takeEntry(key)?.value
    }

    mutating func takeEntry(_ key: String) -> Node.Entry? {
        known.append(key)
        return entries[key]
    }

    /// The place of `key`, for a problem with its presence.
    func keyPlace(_ key: String) -> Place {
        entries[key]?.keyPlace ?? place
    }

    func has(_ key: String) -> Bool { entries[key] != nil }

    /// The entries that have not been read so far; marks them as read.
    mutating func takeRest() -> [Node.Entry] {
        let rest = order.filter { !known.contains($0) }
        known += rest
        return rest.compactMap { entries[$0] }
    }

    /// Reports keys that were not read. `elsewhere`: why a key that other mappings have is not
    /// allowed here.
    func end(elsewhere: (String) -> String? = { _ in nil }) {
        for key in order where !known.contains(key) {
            let place = keyPlace(key)
            if key == "<<" {
                problems.add("YAML 1.2 has no merge keys; write the keys out", at: place)
            } else if let reason = elsewhere(key) {
                problems.add(reason, at: place)
            } else {
                let hint =
                    suggestion(for: key, among: known).map { "; did you mean \($0)?" }
                    ?? "; its keys are " + known.joined(separator: ", ")
                problems.add("\(what) has no key \"\(key)\"" + hint, at: place)
            }
        }
    }
}
