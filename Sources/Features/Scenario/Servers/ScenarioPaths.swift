internal import BrowserJSON
internal import Glibc

/// Where the paths of a scenario count from: the folder in which crumb is started, or with
/// `paths: file` the file's.
struct ScenarioPaths: Sendable {
    /// The scenario's own path.
    private let file: String
    private let countsFromFile: Bool

    init(of file: String, countsFromFile: Bool) {
        self.file = file
        self.countsFromFile = countsFromFile
    }

    /// Where its servers run; `nil` is where crumb does.
    var directory: String? {
        guard countsFromFile else { return nil }
        // A shell looks for other names along CDPATH.
        return folder.hasPrefix("/") ? folder : "./\(folder)"
    }

    private var folder: String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    func resolve(_ path: String) -> String {
        countsFromFile && !path.hasPrefix("/") ? "\(folder)/\(path)" : path
    }

    /// For a path that is not there, and stands beside the file; `nil` for any other.
    func hint(for path: String) -> String? {
        guard !countsFromFile, folder != ".", !path.isEmpty, !path.hasPrefix("/"),
            !path.hasPrefix("-"), !Self.exists(path), Self.exists("\(folder)/\(path)")
        else { return nil }
        return "\(path) is in \(folder), and paths count from where crumb is started: write "
            + "paths: file at the top of \(file)"
    }

    /// For the first word of a command that names such a file, or a module of Python.
    func hint(forCommand command: String) -> String? {
        let words = command.split(whereSeparator: \.isWhitespace).map(String.init)
        return words.flatMap { [$0, "\($0).py"] }.compactMap { hint(for: $0) }.first
    }

    private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}

extension Scenario {
    var paths: ScenarioPaths {
        ScenarioPaths(of: source.path, countsFromFile: pathsCountFromFile)
    }
}
