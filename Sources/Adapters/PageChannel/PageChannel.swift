internal import Glibc
internal import Synchronization

/// The connection between the browser, `crumb`, and the process that runs a page's code,
/// `crumb-js`. Messages of a text (JSON) and bytes are delivered in order in both directions.
///
/// The page's process has no other access: it requests everything that it needs from the network,
/// the jar and the terminal over this channel, as a renderer does from the browser process.
package final class PageChannel: Sendable {
    package struct Message: Sendable {
        package var text: [UInt8]
        package var bytes: [UInt8]

        package init(text: [UInt8], bytes: [UInt8] = []) {
            self.text = text
            self.bytes = bytes
        }
    }

    /// The descriptor of the channel in a page's process.
    package static let descriptor: Int32 = 3

    /// Two little-endian 4-byte numbers: the lengths of the text and of the bytes.
    static let headLength = 8

    private let descriptor: Int32
    private let incoming = Mutex(IncomingMessages())
    private let received: (@Sendable (Message) -> Void)?

    /// `descriptor`: a stream socket.
    ///
    /// `received`: receives each message if this end never waits for one: see `receiveAvailable`.
    package init(descriptor: Int32, received: (@Sendable (Message) -> Void)? = nil) {
        self.descriptor = descriptor
        self.received = received
    }

    /// A pair of ends, which are close-on-exec.
    package static func pair() -> (browser: Int32, page: Int32)? {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        return (ends[0], ends[1])
    }

    /// Waits for the next message; `nil` if the other end has closed.
    package func receive() -> Message? {
        incoming.withLock { $0.receive(from: descriptor) }
    }

    /// Passes on all available messages. False if the other end has closed.
    package func receiveAvailable() -> Bool {
        incoming.withLock { incoming in
            incoming.receiveAvailable(from: descriptor) { received?($0) }
        }
    }

    /// False if the other end has closed.
    @discardableResult
    package func send(text: [UInt8], bytes: UnsafeRawBufferPointer) -> Bool {
        let isSmall = bytes.count < 1 << 14
        let count = Self.headLength + text.count + (isSmall ? bytes.count : 0)
        // Small messages are sent in one piece, which means only one wake-up.
        let first = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let buffer = UnsafeMutableRawBufferPointer(buffer)
            buffer.storeBytes(of: UInt32(text.count).littleEndian, as: UInt32.self)
            buffer.storeBytes(
                of: UInt32(bytes.count).littleEndian,
                toByteOffset: 4,
                as: UInt32.self
            )
            text.withUnsafeBytes { buffer[Self.headLength...].copyBytes(from: $0) }
            if isSmall { buffer[(Self.headLength + text.count)...].copyBytes(from: bytes) }
            filled = count
        }
        return first.withUnsafeBytes(write) && (isSmall || write(bytes))
    }

    @discardableResult
    package func send(_ message: Message) -> Bool {
        message.bytes.withUnsafeBytes { send(text: message.text, bytes: $0) }
    }

    /// Whether a message starts to arrive within this many milliseconds; -1 waits indefinitely.
    package func isReadable(within milliseconds: Int32) -> Bool {
        if incoming.withLock({ $0.hasMessage }) { return true }
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, milliseconds) > 0
    }

    private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
            // An end that passes messages on must read while it writes: the other end may be
            // writing too, and both would wait for each other.
            let flags = Int32(MSG_NOSIGNAL) | (received == nil ? 0 : Int32(MSG_DONTWAIT))
            let count = Glibc.send(descriptor, rest.baseAddress, rest.count, flags)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN, received != nil {
                guard waitUntilWritable() else { return false }
                continue
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private func waitUntilWritable() -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN | POLLOUT), revents: 0)
        guard poll(&entry, 1, -1) > 0 else { return errno == EINTR }
        return entry.revents & Int16(POLLIN) == 0 || receiveAvailable()
    }
}
