internal import Glibc

/// A file that gets more and more, each part whole or not at all.
struct AppendedFile {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    /// `text`: makes the new part from what is there. A new file is its user's alone.
    ///
    /// Two that do this at once take turns.
    func append(_ text: ([UInt8]) -> [UInt8]) throws(File.Failure) {
        let descriptor = try opened()
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last }
        // A pipe and a device have nothing to be read again.
        let isFile = status.st_mode & S_IFMT == S_IFREG
        let part = text(isFile ? try contents(of: descriptor) : [])
        do throws(File.Failure) {
            try Descriptor.write(part, to: descriptor)
        } catch {
            if isFile { ftruncate(descriptor, status.st_size) }
            throw error
        }
    }

    private func opened() throws(File.Failure) -> Int32 {
        var status = stat()
        // A pipe is opened for writing alone, which waits for its reader.
        let isOther = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
        let access = isOther ? O_WRONLY : O_RDWR
        let descriptor = open(path, access | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last }
        return descriptor
    }

    private func contents(of descriptor: Int32) throws(File.Failure) -> [UInt8] {
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = pread(descriptor, &buffer, buffer.count, off_t(contents.count))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last }
            if count == 0 { return contents }
            contents += buffer[..<count]
            try FileLimit.scenario.check(contents.count)
        }
    }
}
