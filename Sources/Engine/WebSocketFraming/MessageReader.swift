/// What a server says.
package enum ReceivedMessage: Hashable, Sendable {
    case text(String)
    case binary([UInt8])
    /// To be answered by a pong with the same payload.
    case ping([UInt8])
    case pong
    case close(CloseStatus)
}

/// Puts a server's frames together into messages.
///
/// https://www.rfc-editor.org/rfc/rfc6455#section-5.4
package struct MessageReader {
    private var frames = FrameReader()
    /// The message that has begun: what it is, and what has come of it.
    private var message: (opcode: Opcode, bytes: [UInt8], fragments: Int)?
    private let maxMessageBytes: Int

    /// Empty fragments cost no memory, only time.
    static let maxFragments = 1 << 16

    package init(maxMessageBytes: Int) {
        self.maxMessageBytes = maxMessageBytes
    }

    package mutating func append(_ bytes: some Sequence<UInt8>) { frames.append(bytes) }

    /// The next thing that is whole; `nil` where more bytes have to come.
    package mutating func next() throws(FramingError) -> ReceivedMessage? {
        while true {
            let room = maxMessageBytes - (message?.bytes.count ?? 0)
            guard let frame = try frames.next(room: room, limit: maxMessageBytes) else {
                return nil
            }
            if let whole = try take(frame) { return whole }
        }
    }

    private mutating func take(_ frame: Frame) throws(FramingError) -> ReceivedMessage? {
        switch frame.opcode {
        // Control frames may stand between the fragments of a message.
        case .ping: return .ping(frame.payload)
        case .pong: return .pong
        case .close: return .close(try CloseStatus(payload: frame.payload))
        case .continuation:
            guard message != nil else { throw .unexpectedContinuation }
        case .text, .binary:
            guard message == nil else { throw .unfinishedMessage }
            message = (frame.opcode, [], 0)
        }
        message?.bytes += frame.payload
        message?.fragments += 1
        guard let message, frame.isFinal else {
            if let message, message.fragments >= Self.maxFragments {
                throw .tooManyFragments(limit: Self.maxFragments)
            }
            return nil
        }
        self.message = nil
        guard message.opcode == .text else { return .binary(message.bytes) }
        // https://www.rfc-editor.org/rfc/rfc6455#section-8.1
        guard let text = String(validating: message.bytes, as: UTF8.self) else { throw .notUTF8 }
        return .text(text)
    }
}
