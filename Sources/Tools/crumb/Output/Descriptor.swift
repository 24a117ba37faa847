internal import Glibc

/// Writing to what is open already.
enum Descriptor {
    /// Writes everything, or fails.
    ///
    /// Standard output may have been made non-blocking by whoever it is shared with: then it is waited
    /// for.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(File.Failure) {
        let number = bytes.withUnsafeBytes { write($0, to: descriptor) }
        guard number == 0 else { throw File.Failure(number: number) }
    }

    /// Returns the error's number; 0 for none.
    private static func write(_ buffer: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var rest = buffer[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = Glibc.write(descriptor, part.baseAddress, part.count)
            if count > 0 {
                rest = rest.dropFirst(count)
                continue
            }
            // Nothing written, and no error: a full device may say so.
            guard count < 0 else { return ENOSPC }
            switch errno {
            case EINTR: continue
            case EAGAIN, EWOULDBLOCK: wait(for: descriptor)
            case let number: return number
            }
        }
        return 0
    }

    /// Whether so many bytes can be written without waiting: a pipe takes that much whole, or none of it.
    static func canWriteWithoutBlocking(_ count: Int, _ descriptor: Int32) -> Bool {
        guard count <= Int(PIPE_BUF) else { return false }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else {
            return false
        }
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&state, 1, 0) > 0 && state.revents & Int16(POLLOUT) != 0
    }

    private static func wait(for descriptor: Int32) {
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while poll(&state, 1, -1) < 0, errno == EINTR {}
    }

    /// Gives each of the descriptors 0 to 2 that is missing something that fails: otherwise the next
    /// file, socket or pipe would get its number, and what is meant for a terminal would go there.
    static func openMissing() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            // The wrong way round, so that using it fails and can be said. The lowest number that is
            // free is this one.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}
