internal import Glibc

/// Reading and writing whole files, for a target that has no Foundation.
enum File {
    struct Failure: Error, CustomStringConvertible {
        var description: String

        static var last: Failure { Failure(description: String(cString: strerror(errno))) }
    }

    /// `path`: `-` is standard input.
    static func read(_ path: String, limit: FileLimit) throws(Failure) -> [UInt8] {
        let file = try FileForReading(path, limit: limit)
        defer { file.close() }
        var contents = file.beginning
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Glibc.read(file.descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last }
            if count == 0 { return contents }
            contents += buffer[..<count]
            try limit.check(contents.count)
        }
    }

    /// Refuses `-` for what is written to files only, before anything is done.
    static func check(
        _ path: String?,
        of option: String,
        example: String
    ) throws(UsageError) {
        guard let path, path.isEmpty || path == "-" else { return }
        throw UsageError(
            "\(option) \(path.isEmpty ? "\"\"" : path) names no file: write a path, such as \(example)"
        )
    }

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Who may read and write a file that is made.
    enum Access {
        /// Everybody whom the user's mask lets.
        case mask
        case owner
    }

    static func write(
        _ bytes: [UInt8],
        to path: String,
        access: Access = .mask
    ) throws(Failure) {
        try write(bytes, to: path, flags: O_CREAT | O_TRUNC, access: access)
    }

    /// Fails where there is a file already.
    static func create(_ bytes: [UInt8], at path: String) throws(Failure) {
        try write(bytes, to: path, flags: O_CREAT | O_EXCL)
    }

    static func append(_ bytes: [UInt8], to path: String) throws(Failure) {
        try write(bytes, to: path, flags: O_CREAT | O_APPEND)
    }

    /// A file that was there already may be open to all. A device (`-o /dev/null`) stays as it is.
    private static func closeToOthers(_ descriptor: Int32) throws(Failure) {
        var state = stat()
        guard fstat(descriptor, &state) == 0, state.st_mode & S_IFMT == S_IFREG else { return }
        guard fchmod(descriptor, 0o600) == 0 else { throw .last }
    }

    private static func write(
        _ bytes: [UInt8],
        to path: String,
        flags: Int32,
        access: Access = .mask
    ) throws(Failure) {
        let mode: mode_t = access == .owner ? 0o600 : 0o666
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | flags, mode)
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        if access == .owner { try closeToOthers(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .last }
            rest = rest.dropFirst(count)
        }
    }
}
