internal import BrowserJSON
internal import Glibc

/// The base of the paths in a scenario: the working directory or, with `paths: file`, the file's
/// folder.
struct ScenarioPaths: Sendable {
    /// The path of the scenario.
    private let file: String
    private let countsFromFile: Bool

    init(of file: String, countsFromFile: Bool) {
        self.file = file
        self.countsFromFile = countsFromFile
    }

    /// The directory to run servers in; `nil` is crumb's own.
    var directory: String? {
        guard countsFromFile else { return nil }
        // A shell would look up other names in CDPATH.
        return folder.hasPrefix("/") ? folder : "./\(folder)"
    }

    private var folder: String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    func resolve(_ path: String) -> String {
        countsFromFile && !path.hasPrefix("/") ? "\(folder)/\(path)" : path
    }

    /// A hint if the path does not exist but does exist next to the file; otherwise `nil`.
    func hint(for path: String) -> String? {
        guard !countsFromFile, folder != ".", !path.isEmpty, !path.hasPrefix("/"),
            !path.hasPrefix("-"), !Self.exists(path), Self.exists("\(folder)/\(path)")
        else { return nil }
        return "\(path) is in \(folder), but paths are relative to the working directory: write "
            + "paths: file at the top of \(file)"
    }

    /// A hint if the command's first word is such a path, or its Python module exists next to the
    /// file.
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
