internal import Glibc

/// A file that is replaced at once: nobody ever reads half of it.
struct WholeFile {
    let path: String

    /// A link stays one: what it leads to is replaced.
    init(_ path: String) {
        if let resolved = realpath(path, nil) {
            self.path = String(cString: resolved)
            free(resolved)
        } else {
            self.path = path
        }
    }

    private var directory: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// In the same directory, because only there a file can be renamed in one step.
    private var temporaryPath: String { "\(path).\(getpid()).tmp" }

    /// Finds out whether it can be written, and makes the directories that are missing.
    func check() throws(File.Failure) {
        try makeDirectories(directory)
        var status = stat()
        if stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR {
                throw File.Failure(description: "it is a directory")
            }
            // A pipe or a device.
            if status.st_mode & S_IFMT != S_IFREG { return }
        }
        try File.create([], at: temporaryPath)
        unlink(temporaryPath)
    }

    func write(_ bytes: [UInt8]) throws(File.Failure) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            // It is not to be replaced by a file.
            try File.write(bytes, to: path)
            return
        }
        try makeDirectories(directory)
        do throws(File.Failure) {
            try File.create(bytes, at: temporaryPath)
        } catch {
            unlink(temporaryPath)
            throw error
        }
        guard rename(temporaryPath, path) == 0 else {
            let failure = File.Failure.last
            unlink(temporaryPath)
            throw failure
        }
    }

    private func makeDirectories(_ directory: String) throws(File.Failure) {
        guard !directory.isEmpty, !File.exists(directory) else { return }
        if let slash = directory.lastIndex(of: "/") {
            try makeDirectories(String(directory[..<slash]))
        }
        guard mkdir(directory, 0o777) == 0 || errno == EEXIST else { throw .last }
    }
}
