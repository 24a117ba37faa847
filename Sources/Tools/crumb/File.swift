internal import Glibc

/// Reads whole files, for a target without Foundation. All writing is done by `Output`.
enum File {
    struct Failure: Error, CustomStringConvertible {
        /// The system's error number; 0 when the error is not the system's.
        var number: Int32 = 0
        var description: String

        init(description: String) {
            self.description = description
        }

        init(number: Int32) {
            self.number = number
            description = String(cString: strerror(number))
        }

        static var last: Failure { Failure(number: errno) }

        static func larger(than limit: Int) -> Failure {
            Failure(description: "it is larger than \(limit >> 20) MiB")
        }
    }

    /// Reads a file.
    ///
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

    /// Rejects `-` for output that only goes to files, before anything is done.
    static func check(
        _ path: String?,
        of option: String,
        example: String
    ) throws(UsageError) {
        guard let path, path.isEmpty || path == "-" else { return }
        throw UsageError(
            "\(option) \(path.isEmpty ? "\"\"" : path) is not a file: write a path, such as \(example)"
        )
    }

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }
}
