internal import BrowserInfra
internal import Glibc
internal import Synchronization

/// What a server writes, read all the time so that it never waits; the end of it is kept.
final class OutputTail: Sendable {
    private static let limit = 64 << 10
    private let descriptor: Int32
    private let bytes = Mutex<[UInt8]>([])

    /// Takes over the descriptor and closes it at its end.
    init(reading descriptor: Int32) {
        self.descriptor = descriptor
        guard let thread = startSystemThread({ [self] in readToEnd() }) else {
            close(descriptor)
            return
        }
        pthread_detach(thread)
    }

    var text: String {
        String(decoding: bytes.withLock { $0 }, as: UTF8.self)
    }

    private func readToEnd() {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            let chunk = buffer[..<count]
            bytes.withLock { bytes in
                bytes += chunk
                if bytes.count > 2 * Self.limit { bytes.removeFirst(bytes.count - Self.limit) }
            }
        }
        close(descriptor)
    }
}
