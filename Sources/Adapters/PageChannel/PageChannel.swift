internal import Glibc

/// The connection between the browser, which is `crumb`, and the process that runs a page's code,
/// `crumb-js`: messages of a text (JSON) and bytes, in order, both ways.
///
/// A page's process has nothing but this: it asks for all that it wants of the network, the jar and
/// the terminal, as a renderer asks its browser.
package struct PageChannel: Sendable {
    package struct Message: Sendable {
        package var text: [UInt8]
        package var bytes: [UInt8]

        package init(text: [UInt8], bytes: [UInt8] = []) {
            self.text = text
            self.bytes = bytes
        }
    }

    /// The descriptor at which a page's process finds its end.
    package static let descriptor: Int32 = 3

    /// What a message may have, text and bytes each.
    private static let mostBytes = 1 << 30

    private let descriptor: Int32

    /// `descriptor`: a stream socket.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Two ends, which are closed in any program that is started.
    package static func pair() -> (browser: Int32, page: Int32)? {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        return (ends[0], ends[1])
    }

    /// Waits for the next message; `nil` where the other end is gone.
    package func receive() -> Message? {
        guard let head = read(8) else { return nil }
        let counts = [head[0..<4], head[4..<8]].map { part in
            part.reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        guard counts.allSatisfy({ $0 <= Self.mostBytes }), let text = read(counts[0]),
            let bytes = read(counts[1])
        else { return nil }
        return Message(text: text, bytes: bytes)
    }

    /// False where the other end is gone.
    @discardableResult
    package func send(text: [UInt8], bytes: UnsafeRawBufferPointer) -> Bool {
        var head: [UInt8] = []
        for count in [text.count, bytes.count] {
            head += (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
        }
        // One piece where it is small: a message is one wake-up then.
        if bytes.count < 1 << 14 { return write(head + text + bytes) }
        return write(head + text) && bytes.withMemoryRebound(to: UInt8.self, write)
    }

    @discardableResult
    package func send(_ message: Message) -> Bool {
        message.bytes.withUnsafeBytes { send(text: message.text, bytes: $0) }
    }

    /// Whether a message has begun to come, within so many milliseconds; without a limit for -1.
    package func isReadable(within milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, milliseconds) > 0
    }

    private func read(_ count: Int) -> [UInt8]? {
        guard count > 0 else { return [] }
        var isWhole = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]
                )
                let got = recv(descriptor, rest.baseAddress, rest.count, 0)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else {
                    isWhole = false
                    return
                }
                filled += got
            }
        }
        return isWhole ? bytes : nil
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer(write)
    }

    private func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let rest = UnsafeBufferPointer(rebasing: bytes[sent...])
            let count = Glibc.send(
                descriptor,
                rest.baseAddress,
                rest.count,
                Int32(MSG_NOSIGNAL)
            )
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}
