internal import Glibc
internal import JSON
internal import Scenario

/// The scenario files that the command line names, those of directories in the order of their
/// paths.
struct ScenarioFiles {
    private(set) var paths: [String] = []

    init(paths: [String]) throws {
        for path in paths {
            var status = stat()
            guard stat(path, &status) == 0 else {
                throw CommandFailure(
                    .invalidInput,
                    "cannot read \(path): \(File.Failure.last.description)"
                )
            }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                append(path)
                continue
            }
            let found = try Self.scenarios(in: path)
            if found.isEmpty {
                throw CommandFailure(
                    .invalidInput,
                    "there is no .yaml, .yml or .json file in \(path)"
                )
            }
            found.forEach { append($0) }
        }
    }

    private mutating func append(_ path: String) {
        if !paths.contains(path) { paths.append(path) }
    }

    /// What changes when a file does, or when there is another one.
    static func fingerprints(of paths: [String]) -> [String] {
        let files = (try? ScenarioFiles(paths: paths))?.paths ?? []
        return files.map { path in
            var status = stat()
            guard stat(path, &status) == 0 else { return path }
            let time = status.st_mtim
            return "\(path) \(time.tv_sec).\(time.tv_nsec) \(status.st_size) \(status.st_ino)"
        }
    }

    static func contents(of path: String) throws(InvalidFile) -> [UInt8] {
        do throws(File.Failure) {
            return try File.read(path)
        } catch {
            throw InvalidFile(
                source: SourceFile(path: path, text: ""),
                problems: [FileProblem("cannot read it: \(error.description)", at: nil)]
            )
        }
    }

    /// Also in directories below; what begins with a dot is hidden.
    private static func scenarios(in directory: String) throws(CommandFailure) -> [String] {
        guard let stream = opendir(directory) else {
            throw CommandFailure(
                .invalidInput,
                "cannot read \(directory): \(File.Failure.last.description)"
            )
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            // The name is an array of fixed size in C, whose address is taken as a string's.
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        let base = directory.hasSuffix("/") ? String(directory.dropLast()) : directory
        var paths: [String] = []
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let path = "\(base)/\(name)"
            var status = stat()
            guard stat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                paths += try scenarios(in: path)
            } else if isScenario(name) {
                paths.append(path)
            }
        }
        return paths
    }

    private static func isScenario(_ name: String) -> Bool {
        if name.hasSuffix(".schema.json") { return false }
        return [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
    }
}
