internal import BrowserJSON
internal import CookieFiles
internal import CopiedRequests
internal import Glibc
internal import HAR

/// A file that is open for reading; the wait for the writer of a named pipe is limited.
struct FileForReading {
    let descriptor: Int32
    /// The bytes that were read during the check.
    private(set) var beginning: [UInt8] = []
    private let isStandardInput: Bool

    /// The number of seconds for which a named pipe may be without a writer.
    private static let pipeSeconds = 10

    /// Opens a file.
    ///
    /// `path`: `-` is standard input.
    ///
    /// - Throws: for a directory, for a regular file that is larger than `limit`, before any of it
    ///   is read, and for a named pipe without a writer.
    init(_ path: String, limit: FileLimit) throws(File.Failure) {
        isStandardInput = path == "-"
        // Without O_NONBLOCK, opening a named pipe blocks until there is a writer.
        descriptor =
            isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .last }
        do throws(File.Failure) {
            try check(limit)
        } catch {
            close()
            throw error
        }
    }

    func close() {
        if !isStandardInput { Glibc.close(descriptor) }
    }

    private mutating func check(_ limit: FileLimit) throws(File.Failure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw File.Failure(description: "it is a directory")
        case S_IFREG: try limit.check(Int(status.st_size))
        case S_IFIFO where !isStandardInput && isNamedPipe: try waitForWriter()
        default: break
        }
        guard !isStandardInput else { return }
        let flags = fcntl(descriptor, F_GETFL)
        guard fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) == 0 else { throw .last }
    }

    /// Whether the file is a named pipe. One without a name (`<(command)`) has a writer, or had
    /// one.
    private var isNamedPipe: Bool {
        var name = [CChar](repeating: 0, count: 16)
        let count = readlink("/proc/self/fd/\(descriptor)", &name, name.count)
        return count > 0 && name[0] == CChar(UInt8(ascii: "/"))
    }

    /// Waits for a writer: reading from an empty pipe fails with EAGAIN if there is one, and
    /// otherwise reaches the end.
    private mutating func waitForWriter() throws(File.Failure) {
        for _ in 0..<(Self.pipeSeconds * 50) {
            var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&interest, 1, 20) > 0 { return }
            var byte: UInt8 = 0
            let count = read(descriptor, &byte, 1)
            if count < 0, errno == EAGAIN { return }
            if count > 0 {
                beginning = [byte]
                return
            }
        }
        throw File.Failure(
            description: "it is a pipe, and nothing was written to it for \(Self.pipeSeconds) s"
        )
    }
}

/// The maximum size of a file, and its purpose.
struct FileLimit {
    var bytes: Int
    /// The purpose, such as "a scenario".
    var purpose: String

    func check(_ count: Int) throws(File.Failure) {
        guard count > bytes else { return }
        throw File.Failure(
            description: "it is larger than \(bytes >> 20) MiB, the maximum for \(purpose)"
        )
    }
}

extension FileLimit {
    static let scenario = FileLimit(bytes: ReadingLimits.bytes, purpose: "a scenario")
    static let archive = FileLimit(bytes: HARLog.sizeLimit, purpose: "an HTTP archive")
    static let cookieFile = FileLimit(bytes: CookieFile.byteLimit, purpose: "a file of cookies")
    static let copiedRequest = FileLimit(
        bytes: CopiedRequest.sizeLimit,
        purpose: "a copied request"
    )
    static let requestBody = FileLimit(bytes: 256 << 20, purpose: "a request's body")
    static let suiteReport = FileLimit(bytes: 1 << 30, purpose: "the report of a run")
    static let script = FileLimit(bytes: 64 << 20, purpose: "a script")
    static let publicSuffixList = FileLimit(bytes: 16 << 20, purpose: "a public suffix list")
}
