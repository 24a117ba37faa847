internal import Glibc

/// Received data that has not been taken yet: whole messages, and the start of another.
///
/// Each read takes all available data, so that a message needs only one read, however many parts it
/// has.
struct IncomingMessages: ~Copyable {
    private enum Reading {
        case some
        case nothingYet
        case end
    }

    /// A message larger than the buffer, which is read directly into its own memory.
    private struct Large {
        var text: [UInt8]
        var bytes: [UInt8]
        /// The number of bytes read, counted over both parts.
        var filled: Int

        var isWhole: Bool { filled == text.count + bytes.count }
    }

    /// The maximum size of a message's text, and of its bytes.
    private static let maxBytes = 1 << 30

    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    /// The unread range of the buffer.
    private var unread = 0..<0
    private var large: Large?
    /// Whether the last read drained the descriptor.
    private var hasReadAll = false
    /// Whether the other end wrote an invalid message.
    private var isBroken = false

    deinit { buffer.deallocate() }

    /// The next message; waits until there is one.
    ///
    /// `nil` if the other end has closed.
    mutating func receive(from descriptor: Int32) -> PageChannel.Message? {
        while true {
            if let message = takeMessage() { return message }
            guard case .some = read(descriptor, flags: 0) else { return nil }
        }
    }

    /// Passes all available messages to `body` without waiting; returns whether the other end is
    /// still open.
    mutating func receiveAvailable(
        from descriptor: Int32,
        _ body: (PageChannel.Message) -> Void
    ) -> Bool {
        hasReadAll = false
        while true {
            while let message = takeMessage() { body(message) }
            // The watcher will report the descriptor again when there is more data.
            if hasReadAll { return true }
            switch read(descriptor, flags: Int32(MSG_DONTWAIT)) {
            case .some: continue
            case .nothingYet: return true
            case .end: return false
            }
        }
    }

    private mutating func takeMessage() -> PageChannel.Message? {
        if let message = large, message.isWhole {
            large = nil
            return PageChannel.Message(text: message.text, bytes: message.bytes)
        }
        guard large == nil, unread.count >= PageChannel.headLength else { return nil }
        let (textCount, byteCount) = counts
        let start = unread.lowerBound + PageChannel.headLength
        let isThere = unread.upperBound - start >= textCount + byteCount
        guard isThere else {
            if textCount + byteCount + PageChannel.headLength > buffer.count { beginLarge() }
            return nil
        }
        let middle = start + textCount
        defer { unread = (middle + byteCount)..<unread.upperBound }
        return PageChannel.Message(
            text: Array(buffer[start..<middle]),
            bytes: Array(buffer[middle..<middle + byteCount])
        )
    }

    private var counts: (text: Int, bytes: Int) {
        let start = unread.lowerBound
        let text = UInt32(
            littleEndian: buffer.loadUnaligned(fromByteOffset: start, as: UInt32.self)
        )
        let bytes = UInt32(
            littleEndian: buffer.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self)
        )
        return (Int(text), Int(bytes))
    }

    private mutating func beginLarge() {
        let (textCount, byteCount) = counts
        let rest = buffer[(unread.lowerBound + PageChannel.headLength)..<unread.upperBound]
        unread = 0..<0
        guard max(textCount, byteCount) <= Self.maxBytes else {
            isBroken = true
            return
        }
        var message = Large(
            text: [UInt8](unsafeUninitializedCapacity: textCount) { $1 = textCount },
            bytes: [UInt8](unsafeUninitializedCapacity: byteCount) { $1 = byteCount },
            filled: rest.count
        )
        let ofText = min(rest.count, textCount)
        message.text.replaceSubrange(0..<ofText, with: rest.prefix(ofText))
        message.bytes.replaceSubrange(0..<(rest.count - ofText), with: rest.dropFirst(ofText))
        large = message
    }

    private mutating func read(_ descriptor: Int32, flags: Int32) -> Reading {
        guard !isBroken else { return .end }
        guard large == nil else { return readLarge(descriptor, flags: flags) }
        if unread.isEmpty {
            unread = 0..<0
        } else if unread.upperBound == buffer.count {
            let count = unread.count
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[unread]))
            unread = 0..<count
        }
        let place = UnsafeMutableRawBufferPointer(rebasing: buffer[unread.upperBound...])
        return Self.read(descriptor, into: place, flags: flags) { count in
            unread = unread.lowerBound..<(unread.upperBound + count)
            hasReadAll = count < place.count
        }
    }

    private mutating func readLarge(_ descriptor: Int32, flags: Int32) -> Reading {
        guard var message = large.take() else { return .end }
        defer { large = message }
        let filled = message.filled
        let ofBytes = filled - message.text.count
        var count = 0
        let reading =
            if ofBytes < 0 {
                message.text.withUnsafeMutableBytes { text in
                    let place = UnsafeMutableRawBufferPointer(rebasing: text[filled...])
                    return Self.read(descriptor, into: place, flags: flags) { count = $0 }
                }
            } else {
                message.bytes.withUnsafeMutableBytes { bytes in
                    let place = UnsafeMutableRawBufferPointer(rebasing: bytes[ofBytes...])
                    return Self.read(descriptor, into: place, flags: flags) { count = $0 }
                }
            }
        message.filled += count
        return reading
    }

    private static func read(
        _ descriptor: Int32,
        into place: UnsafeMutableRawBufferPointer,
        flags: Int32,
        _ filled: (Int) -> Void
    ) -> Reading {
        while true {
            let count = recv(descriptor, place.baseAddress, place.count, flags)
            if count > 0 {
                filled(count)
                return .some
            }
            guard count < 0 else { return .end }
            if errno == EINTR { continue }
            return errno == EAGAIN ? .nothingYet : .end
        }
    }

    /// Whether a complete message has been received.
    var hasMessage: Bool {
        if let large { return large.isWhole }
        guard unread.count >= PageChannel.headLength else { return false }
        let (textCount, byteCount) = counts
        return unread.count - PageChannel.headLength >= textCount + byteCount
    }
}
