internal import BrowserInfra
internal import CPublicSuffix
internal import Glibc
internal import WebOrigin

extension PublicSuffixList.Edition {
    /// The edition of the list in libpsl; it has no date if libpsl was built without a list.
    static var builtin: Self {
        let time = psl_builtin_file_time()
        return Self(
            place: .library,
            date: time > 0 ? Moment(secondsSinceEpoch: Int64(time)) : nil
        )
    }

    /// Reads only the beginning of the file, where the list gives its own date. Older lists and
    /// DAFSAs do not, and have the date of their file.
    init(ofFile path: String) throws(PublicSuffixListError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .lastError(of: path) }
        defer { close(descriptor) }
        var status = stat()
        var head = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &head, head.count)
        guard count >= 0, fstat(descriptor, &status) == 0 else { throw .lastError(of: path) }
        self.init(
            place: .file(path: path),
            date: Self.version(in: head[..<count])
                ?? Moment(secondsSinceEpoch: Int64(status.st_mtim.tv_sec))
        )
    }

    /// The same for a file that has already been read.
    init(ofFile path: String, head: ArraySlice<UInt8>) {
        var status = stat()
        let time = stat(path, &status) == 0 ? status.st_mtim.tv_sec : 0
        self.init(
            place: .file(path: path),
            date: Self.version(in: head)
                ?? Moment(secondsSinceEpoch: Int64(time))
        )
    }

    /// Returns the moment in the line `// VERSION: 2026-01-08_10-22-27_UTC`.
    ///
    /// It searches bytes: searching a string's characters took a tenth of a whole fetch.
    private static func version(in head: ArraySlice<UInt8>) -> Moment? {
        let prefix = Array("// VERSION: ".utf8)
        guard
            let line = head.split(separator: 0x0A).first(where: { $0.starts(with: prefix) })
        else { return nil }
        let text = String(decoding: line.dropFirst(prefix.count), as: UTF8.self)
        let parts = text.split(separator: "_")
        guard parts.count == 3, parts[2] == "UTC" else { return nil }
        let time = parts[1].split(separator: "-").joined(separator: ":")
        return Moment(iso8601: "\(parts[0])T\(time)Z")
    }
}
