internal import BrowserInfra
internal import Glibc

/// The location of a profile, and its protection from other users.
struct ProfileFile: Hashable, Sendable {
    let home: String
    let name: String

    init(home: String, name: String) throws(ProfileError) {
        guard Self.isValid(name: name) else { throw .invalidName(name) }
        self.home = home
        self.name = name
    }

    static func isValid(name: String) -> Bool {
        (1...64).contains(name.utf8.count) && name.utf8.first != UInt8(ascii: ".")
            && name.utf8.allSatisfy { byte in
                byte.isASCIIAlphanumeric || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                    || byte == UInt8(ascii: "-")
            }
    }

    private static let suffix = ".sqlite"
    private static func directory(in home: String) -> String { "\(home)/profiles" }

    var path: String { "\(Self.directory(in: home))/\(name)\(Self.suffix)" }

    /// Whether the file exists; anything other than a regular file is an error.
    func exists(for purpose: ProfileError.Purpose) throws(ProfileError) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { return false }
            throw failure(purpose)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw ProfileError(detail: "it is not a regular file", path: path, purpose: purpose)
        }
        return true
    }

    /// Creates the file and any missing directories above it.
    ///
    /// They are accessible to the user alone, whatever the umask. An existing home directory keeps
    /// its permissions, but the profiles directory belongs to crumb.
    func create() throws(ProfileError) {
        let directory = Self.directory(in: home)
        guard makeDirectory(directory), narrow(directory, to: 0o700) else {
            throw failure(.writing)
        }
        // mknod instead of open: closing a descriptor of a database file would release the locks
        // that other connections of this process hold on it, as POSIX requires. An empty file is an
        // empty database, and SQLite gives its journals the permissions of the database.
        if mknod(path, S_IFREG | 0o600, 0) == 0 {
            guard chmod(path, 0o600) == 0 else { throw failure(.writing) }
        } else if errno != EEXIST {
            throw failure(.writing)
        }
    }

    /// The size of the file in bytes; 0 if there is none.
    var size: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Removes the file and the files that SQLite keeps beside it, and returns whether there was
    /// one.
    func remove() throws(ProfileError) -> Bool {
        var isRemoved = false
        for suffix in ["-journal", "-wal", "-shm", ""] {
            if unlink(path + suffix) == 0 {
                isRemoved = suffix.isEmpty
            } else if errno != ENOENT {
                throw failure(.writing)
            }
        }
        return isRemoved
    }

    /// Removes the permissions of group and others from the file and the files that SQLite keeps
    /// beside it.
    func narrow() throws(ProfileError) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            guard narrow(path + suffix, to: 0o600) || errno == ENOENT else {
                throw failure(.writing)
            }
        }
    }

    /// Returns the names of all profiles in a home directory, sorted.
    static func names(inHome home: String) throws(ProfileError) -> [String] {
        guard let stream = opendir(directory(in: home)) else {
            if errno == ENOENT { return [] }
            throw .unreadable(path: directory(in: home), detail: String(cString: strerror(errno)))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let file = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard file.hasSuffix(suffix) else { continue }
            let name = String(file.dropLast(suffix.count))
            if isValid(name: name) { names.append(name) }
        }
        return names.sorted()
    }

    private func narrow(_ path: String, to rights: mode_t) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        let current = status.st_mode & 0o7777
        return current & ~rights == 0 || chmod(path, current & rights) == 0
    }

    private func makeDirectory(_ path: String) -> Bool {
        if mkdir(path, 0o700) == 0 { return chmod(path, 0o700) == 0 }
        if errno == EEXIST { return true }
        guard errno == ENOENT, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")),
            slash > path.startIndex, makeDirectory(String(path[..<slash]))
        else { return false }
        if mkdir(path, 0o700) == 0 { return chmod(path, 0o700) == 0 }
        return errno == EEXIST
    }

    /// The reason is the message for errno.
    private func failure(_ purpose: ProfileError.Purpose) -> ProfileError {
        if errno == ENOSPC { return .full(path: path) }
        return ProfileError(
            detail: String(cString: strerror(errno)),
            path: path,
            purpose: purpose
        )
    }
}
