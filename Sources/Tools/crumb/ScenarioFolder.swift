internal import Glibc

/// The scenario files in a directory and below it.
///
/// Names with a leading dot are hidden, and `node_modules` is third-party. A link is followed if it
/// leads to something new: a link to a parent directory, or one of thousands into the same package,
/// adds nothing.
struct ScenarioFolder {
    /// The paths ordered by name, directory by directory.
    private(set) var paths: [String] = []

    private struct Identity: Hashable {
        let device: UInt
        let inode: UInt

        init(_ status: stat) {
            device = UInt(status.st_dev)
            inode = UInt(status.st_ino)
        }
    }

    private var seen: Set<Identity> = []
    /// The symbolic links, followed after all real entries, which include hard links.
    private var links: [String] = []
    private var isFollowing = false

    init(_ directory: String) throws(CommandFailure) {
        var status = stat()
        if stat(directory, &status) == 0 { seen.insert(Identity(status)) }
        try walk(directory.hasSuffix("/") ? String(directory.dropLast()) : directory)
        isFollowing = true
        while !links.isEmpty {
            let batch = links.sorted(by: Self.precedes)
            links = []
            for link in batch { try follow(link) }
        }
        paths.sort(by: Self.precedes)
    }

    private mutating func walk(_ directory: String) throws(CommandFailure) {
        for name in try Self.names(in: directory) where Self.isVisible(name) {
            let path = "\(directory)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFLNK: links.append(path)
            case S_IFDIR: if seen.insert(Identity(status)).inserted { try walk(path) }
            case S_IFREG where Self.isScenario(name):
                if seen.insert(Identity(status)).inserted || !isFollowing { paths.append(path) }
            default: break
            }
        }
    }

    private mutating func follow(_ link: String) throws(CommandFailure) {
        var status = stat()
        // A broken link, or one in a cycle.
        guard stat(link, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: if seen.insert(Identity(status)).inserted { try walk(link) }
        case S_IFREG where Self.isScenario(link):
            if seen.insert(Identity(status)).inserted { paths.append(link) }
        default: break
        }
    }

    private static func names(in directory: String) throws(CommandFailure) -> [String] {
        guard let stream = opendir(directory.isEmpty ? "/" : directory) else {
            throw CommandFailure(
                .invalidInput,
                "cannot read \(directory): \(File.Failure.last.description)"
            )
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            // The name is a fixed-size C array, whose address is used as that of a string.
            let (name, isValid) = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    (String(cString: $0), String(validatingCString: $0) != nil)
                }
            }
            guard isValid || !isScenario(name) else {
                throw CommandFailure(
                    .invalidInput,
                    "the name of \(directory)/\(name) is not valid UTF-8; rename it"
                )
            }
            names.append(name)
        }
        return names
    }

    private static func isVisible(_ name: String) -> Bool {
        !name.hasPrefix(".") && name != "node_modules"
    }

    private static func isScenario(_ name: String) -> Bool {
        if name.hasSuffix(".schema.json") { return false }
        return [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
    }

    /// Compares paths by the bytes of their components, so that a directory is sorted by its name.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        let separator = UInt8(ascii: "/")
        return left.utf8.split(separator: separator)
            .lexicographicallyPrecedes(right.utf8.split(separator: separator)) {
                $0.lexicographicallyPrecedes($1)
            }
    }
}
