internal import BrowserJSON
internal import Glibc
internal import Scenario

/// The scenario files named on the command line; those in directories are ordered by path.
struct ScenarioFiles {
    private(set) var paths: [String] = []
    private var known: Set<String> = []

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
            let found = try ScenarioFolder(path).paths
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
        if known.insert(path).inserted { paths.append(path) }
    }

    /// Strings that change when a file is modified or added.
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
            return try File.read(path, limit: .scenario)
        } catch {
            throw InvalidFile(
                source: SourceFile(path: path, text: ""),
                problems: [FileProblem("cannot read it: \(error.description)", at: nil)]
            )
        }
    }
}
