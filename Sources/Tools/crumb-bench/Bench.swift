internal import Glibc

/// The environment of all tables: paths, and the number of rounds.
struct Bench {
    let isQuick: Bool
    let rounds: Int
    /// The directory for profiles, jars and compiled programs; removed at the end.
    let directory: String
    /// The directory of this program and, beside it, crumb.
    let binaries: String
    let server: LoopbackServer

    init(isQuick: Bool, rounds: Int?) throws {
        self.isQuick = isQuick
        self.rounds = max(1, rounds ?? (isQuick ? 5 : 21))
        var template = Array("/tmp/crumb-bench.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw ChildFailure(description: "cannot create a directory in /tmp")
        }
        directory = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
        binaries = try Self.ownDirectory()
        // As `install` does: a file that the linker has just written is in smaller pieces in the
        // page cache, and each piece is a page fault.
        for name in ["crumb", "crumb-bench", "crumb-bench-baseline", "crumb-js"]
        where access("\(binaries)/\(name)", X_OK) == 0 {
            _ = try ChildProcess(["cp", "\(binaries)/\(name)", directory]).run()
            // Valgrind 3.19 cannot read the debug information.
            _ = try? ChildProcess(["strip", "--strip-debug", "\(directory)/\(name)"]).run()
        }
        server = try LoopbackServer()
    }

    func removeFiles() {
        _ = try? ChildProcess(["rm", "-rf", directory]).run()
    }

    func run(_ names: [String]) throws {
        var load = [0.0]
        getloadavg(&load, 1)
        printLine(
            "\(sysconf(Int32(_SC_NPROCESSORS_ONLN))) processors, load \(Table.text(load[0])); "
                + "medians of \(rounds) rounds, run alternately\n"
        )
        var targets = Targets()
        if names.isEmpty || names.contains("start-up") { try startUp(&targets) }
        if names.isEmpty || names.contains("fetch") { try oneFetch(&targets) }
        if names.isEmpty || names.contains("scenario") { try scenario(&targets) }
        if names.isEmpty || names.contains("long") { try longRun(&targets) }
        if names.isEmpty || names.contains("suite") { try suite(&targets) }
        if names.isEmpty || names.contains("script") { try script(&targets) }
        if names.isEmpty || names.contains("pages") { try pages(&targets) }
        if names.isEmpty || names.contains("serve") { try serve(&targets) }
        if names.isEmpty || names.contains("engine") { try engine(&targets) }
        targets.print()
    }

    var crumb: String { "\(directory)/crumb" }
    var baseline: String { "\(directory)/crumb-bench-baseline" }
    var own: String { "\(directory)/crumb-bench" }

    /// A crumb process with its own home.
    func crumb(_ words: [String]) -> ChildProcess {
        ChildProcess([crumb] + words, environment: ["CRUMB_HOME": "\(directory)/home"])
    }

    /// Whether the program is installed; otherwise prints the reason why it is skipped.
    func has(_ program: String, package: String) -> Bool {
        if isInstalled(program) { return true }
        printLine("  (without \(program): apt-get install \(package))")
        return false
    }

    static func ownDirectory() throws(ChildFailure) -> String {
        var path = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &path, path.count - 1)
        let text = String(
            decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
        guard let slash = text.lastIndex(of: "/") else {
            throw ChildFailure(description: "cannot find this program's folder")
        }
        return String(text[..<slash])
    }
}
