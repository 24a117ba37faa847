internal import Glibc
internal import Processes
internal import Synchronization

/// An environment variable that only a server and its descendants have.
enum ServerMark {
    private static let last = Atomic<Int>(0)

    /// For example, `CRUMB_SERVER=1234.1`.
    static func next() -> String {
        "\(prefix).\(last.add(1, ordering: .relaxed).newValue)"
    }

    /// The prefix that the marks of all servers of this process share.
    static var prefix: String { "CRUMB_SERVER=\(getpid())" }

    /// This process's environment with the mark added.
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

/// Processes started by a server that have left its group.
struct EscapedProcesses {
    private let ids: Set<pid_t>

    /// `id`: the server's process, whose group is ended separately.
    init(of id: pid_t, mark: String) {
        let tree = ProcessTree()
        ids = tree.descendants(of: id).union(tree.processes(marked: mark))
            .filter { getpgid($0) != id }
    }

    func end(with signal: Int32) {
        for id in ids {
            kill(id, signal)
            // Reap it, because it may have been reparented to this process.
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
