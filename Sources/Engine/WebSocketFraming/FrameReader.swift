/// Takes a server's bytes apart into frames, in whatever pieces they come.
///
/// https://www.rfc-editor.org/rfc/rfc6455#section-5.2
struct FrameReader {
    private var buffer: [UInt8] = []
    /// What was read of the buffer.
    private var start = 0

    private var available: Int { buffer.count - start }

    mutating func append(_ bytes: some Sequence<UInt8>) {
        // Not for each frame: many may come in one piece.
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            start = 0
        } else if start > 1 << 16 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next frame; `nil` where more bytes have to come. A fault is seen as soon as its byte is
    /// there.
    ///
    /// `room`: how many bytes the payload of a data frame may have; `limit` is said where it has more.
    mutating func next(room: Int, limit: Int) throws(FramingError) -> Frame? {
        guard available >= 1 else { return nil }
        let first = buffer[start]
        // RSV1, RSV2, RSV3: MUST be 0 unless an extension is negotiated.
        guard first & 0x70 == 0 else { throw .reservedBits(first & 0x70) }
        guard let opcode = Opcode(rawValue: first & 0x0F) else {
            throw .unknownOpcode(first & 0x0F)
        }
        let isFinal = first & 0x80 != 0
        if opcode.isControl, !isFinal { throw .fragmentedControlFrame(opcode) }
        guard available >= 2 else { return nil }
        let second = buffer[start + 1]
        // "A client MUST close a connection if it detects a masked frame."
        guard second & 0x80 == 0 else { throw .masked }
        if opcode.isControl, second > 125 { throw .longControlFrame(opcode) }
        guard let (length, headerLength) = try length(second) else { return nil }
        if !opcode.isControl, length > room { throw .messageTooBig(limit: limit) }
        guard available - headerLength >= length else { return nil }
        let payload = Array(buffer[(start + headerLength)...].prefix(length))
        start += headerLength + length
        return Frame(opcode, payload, isFinal: isFinal)
    }

    /// The payload's length and the header's; `nil` where more bytes have to come.
    private func length(_ short: UInt8) throws(FramingError) -> (Int, header: Int)? {
        let count: Int
        switch short {
        case 126: count = 2
        case 127: count = 8
        default: return (Int(short), 2)
        }
        guard available >= 2 + count else { return nil }
        let bytes = buffer[(start + 2)...].prefix(count)
        let length = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // "The most significant bit MUST be 0."
        guard let number = Int(exactly: length) else { throw .negativeLength }
        // "The minimal number of bytes MUST be used to encode the length."
        guard number > (count == 2 ? 125 : 0xFFFF) else { throw .longLength }
        return (number, 2 + count)
    }
}
