internal import Glibc

/// Measures crumb beside its peers; README.md beside this file says how and what came of it.
@main
struct CrumbBench {
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        do {
            try run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            printLine("crumb-bench: \(error)")
            exit(1)
        }
    }

    private static let usage = """
        crumb-bench [--quick] [--rounds N] [start-up] [engine] [fetch] [scenario] [long] \
        [suite] [script] [pages] [serve]: one table each; \
        without names, all of them.
        """

    private static func run(_ words: [String]) throws {
        var words = words[...]
        // What this program starts of itself, so that an engine has a process of its own.
        if words.popPrefix("engine-work"), words.count == 4 {
            try engineWork(Array(words))
            return
        }
        if words.popPrefix("write-profile"), words.count == 4 {
            let words = Array(words)
            try EngineWork(workload: Workload(cookies: Int(words[0]) ?? 0), home: words[1])
                .writeProfile(named: words[2], netscapeFile: words[3])
            return
        }
        var rounds: Int?
        var isQuick = false
        var names: [String] = []
        while let word = words.popFirst() {
            switch word {
            case "--quick": isQuick = true
            case "--rounds": rounds = words.popFirst().flatMap { Int($0) }
            case "start-up", "engine", "fetch", "scenario", "long", "suite", "script", "pages",
                "serve":
                names.append(word)
            default: throw ChildFailure(description: usage)
            }
        }
        let bench = try Bench(isQuick: isQuick, rounds: rounds)
        defer { bench.removeFiles() }
        try bench.run(names)
    }

    private static func engineWork(_ words: [String]) throws {
        let workload = Workload(cookies: Int(words[0]) ?? 0)
        let work = EngineWork(workload: workload, home: words[1])
        let phase = EngineWork.Phase(rawValue: words[2]) ?? .all
        for (name, figure) in try work.figures(upTo: phase, passes: Int(words[3]) ?? 1) {
            printLine("\(name) \(figure)")
        }
    }
}

func printLine(_ text: String) {
    print(text)
    fflush(nil)
}

extension ArraySlice<String> {
    fileprivate mutating func popPrefix(_ word: String) -> Bool {
        guard first == word else { return false }
        removeFirst()
        return true
    }
}
