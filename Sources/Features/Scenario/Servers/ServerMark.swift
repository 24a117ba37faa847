internal import Glibc
internal import Processes
internal import Synchronization

/// What stands in the environment of a server and of all that it starts, and of nothing else.
enum ServerMark {
    private static let last = Atomic<Int>(0)

    /// Such as `CRUMB_SERVER=1234.1`.
    static func next() -> String {
        "\(prefix).\(last.add(1, ordering: .relaxed).newValue)"
    }

    /// Of all servers of this process.
    static var prefix: String { "CRUMB_SERVER=\(getpid())" }

    /// This process's, and the mark.
    static func environment(with mark: String) -> [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text)
            if let equals = pair.firstIndex(of: "=") {
                variables[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
            }
            entry += 1
        }
        let parts = mark.split(separator: "=", maxSplits: 1)
        variables[String(parts[0])] = String(parts[1])
        return variables
    }
}

/// Processes that a server has started and that have left its group.
struct EscapedProcesses {
    private let ids: Set<pid_t>

    /// `id`: the server's, whose group is ended otherwise.
    init(of id: pid_t, mark: String) {
        let tree = ProcessTree()
        ids = tree.descendants(of: id).union(tree.processes(marked: mark))
            .filter { getpgid($0) != id }
    }

    func end(with signal: Int32) {
        for id in ids {
            kill(id, signal)
            // It may be this process's child by now.
            waitpid(id, nil, WNOHANG)
        }
    }

    var haveEnded: Bool {
        ids.allSatisfy { id in
            waitpid(id, nil, WNOHANG)
            return kill(id, 0) != 0
        }
    }
}
