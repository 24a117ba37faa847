internal import Glibc

/// A file that is replaced atomically: no one ever reads a half-written one, and one that cannot be
/// written stays as it was.
///
/// A new file is only accessible to its user, because it may contain cookies; one that is replaced
/// keeps its permissions, unless it must be closed to others.
struct AtomicFile {
    private enum Place {
        /// The path of a file, existing or not.
        case file(String)
        /// A descriptor that is already open: `/dev/stdout`, `/dev/fd/3`.
        case descriptor(Int32)
    }

    private let place: Place
    private let isClosedToOthers: Bool

    init(_ path: String, isClosedToOthers: Bool = false) {
        place = Self.place(of: path)
        self.isClosedToOthers = isClosedToOthers
    }

    /// Resolves links, including one whose target is missing: it remains a link.
    private static func place(of path: String) -> Place {
        var path = path
        for _ in 0..<40 {
            if let descriptor = descriptor(named: path) { return .descriptor(descriptor) }
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            let count = readlink(path, &buffer, Int(PATH_MAX))
            guard count > 0 else { break }
            let target = String(
                decoding: buffer[..<count].map(UInt8.init(bitPattern:)),
                as: UTF8.self
            )
            path = target.hasPrefix("/") ? target : "\(directory(of: path))/\(target)"
        }
        return .file(path)
    }

    private static func descriptor(named path: String) -> Int32? {
        switch path {
        case "/dev/stdout": return STDOUT_FILENO
        case "/dev/stderr": return STDERR_FILENO
        default: break
        }
        for start in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(start) {
            return Int32(path.dropFirst(start.count))
        }
        return nil
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A path in the same directory, because a file can only be renamed atomically within a file
    /// system.
    private static func temporaryPath(beside path: String) -> String {
        "\(directory(of: path))/.crumb-\(getpid())-\(UInt32.random(in: .min ... .max)).tmp"
    }

    // MARK: Writing

    /// Checks whether the file can be written.
    func check(makesDirectories: Bool) throws(File.Failure) {
        guard case .file(let path) = place else { return }
        let directory = Self.directory(of: path)
        if makesDirectories { try Self.makeDirectories(directory) }
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT else { throw .last }
            guard access(directory, W_OK | X_OK) == 0 else { throw .last }
            return
        }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw File.Failure(number: EISDIR) }
        guard access(path, W_OK) == 0 else { throw .last }
    }

    func write(_ bytes: [UInt8]) throws(File.Failure) {
        switch place {
        case .descriptor(let descriptor): try Descriptor.write(bytes, to: descriptor)
        case .file(let path):
            var status = stat()
            guard stat(path, &status) == 0 else { return try Self.begin(path, bytes) }
            switch status.st_mode & S_IFMT {
            case S_IFREG: try replace(path, status, bytes)
            // Pipes and devices are written to directly.
            default: try overwrite(path, bytes)
            }
        }
    }

    /// Creates the file; fails when it exists.
    func create(_ bytes: [UInt8]) throws(File.Failure) {
        guard case .file(let path) = place else { throw File.Failure(number: EEXIST) }
        var status = stat()
        guard stat(path, &status) != 0 else { throw File.Failure(number: EEXIST) }
        // If another program has taken the name in the meantime, it keeps the file: link() does not
        // replace.
        try Self.writing(bytes, beside: path) { temporary throws(File.Failure) in
            guard link(temporary, path) == 0 else { throw .last }
            unlink(temporary)
        }
    }

    private static func begin(_ path: String, _ bytes: [UInt8]) throws(File.Failure) {
        try writing(bytes, beside: path) { temporary throws(File.Failure) in
            guard rename(temporary, path) == 0 else { throw .last }
        }
    }

    private func replace(
        _ path: String,
        _ old: stat,
        _ bytes: [UInt8]
    ) throws(File.Failure) {
        // A file that cannot be opened for writing must not be replaced either, although the
        // directory's permissions would allow it.
        guard access(path, W_OK) == 0 else { throw .last }
        do throws(File.Failure) {
            let mode = isClosedToOthers ? 0o600 : old.st_mode & 0o7777
            try Self.writing(bytes, beside: path) { temporary throws(File.Failure) in
                // When root replaces another user's file, that user remains the owner.
                _ = chown(temporary, old.st_uid, old.st_gid)
                guard chmod(temporary, mode) == 0,
                    rename(temporary, path) == 0
                else { throw .last }
            }
        } catch {
            // A file in a directory in which no files can be created, or one that is a mount point.
            guard [EACCES, EPERM, EROFS, EBUSY, EXDEV, ETXTBSY].contains(error.number) else {
                throw error
            }
            try overwrite(path, bytes)
        }
    }

    /// Writes a file beside `path`, which `finish` moves into place; if that fails, it is removed.
    private static func writing(
        _ bytes: [UInt8],
        beside path: String,
        finish: (String) throws(File.Failure) -> Void
    ) throws(File.Failure) {
        let temporary = temporaryPath(beside: path)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last }
        do throws(File.Failure) {
            try writeAndClose(bytes, descriptor)
            try finish(temporary)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Writes in place: space is allocated before any content is lost.
    private func overwrite(_ path: String, _ bytes: [UInt8]) throws(File.Failure) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
            let number = bytes.isEmpty ? 0 : posix_fallocate(descriptor, 0, off_t(bytes.count))
            if [ENOSPC, EFBIG, EDQUOT].contains(number) {
                close(descriptor)
                throw File.Failure(number: number)
            }
            ftruncate(descriptor, off_t(bytes.count))
            if isClosedToOthers { fchmod(descriptor, 0o600) }
        }
        try Self.writeAndClose(bytes, descriptor)
    }

    private static func writeAndClose(_ bytes: [UInt8], _ descriptor: Int32) throws(File.Failure) {
        do throws(File.Failure) {
            try Descriptor.write(bytes, to: descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        // Some file systems only report now that there is no space.
        guard close(descriptor) == 0 else { throw .last }
    }

    private static func makeDirectories(_ directory: String) throws(File.Failure) {
        guard !directory.isEmpty, access(directory, F_OK) != 0 else { return }
        try makeDirectories(Self.directory(of: directory))
        guard mkdir(directory, 0o777) == 0 || errno == EEXIST else { throw .last }
    }
}
