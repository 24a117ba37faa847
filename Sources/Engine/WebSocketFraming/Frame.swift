/// The type of a frame.
///
/// https://www.rfc-editor.org/rfc/rfc6455#section-11.8
package enum Opcode: UInt8, Hashable, Sendable {
    case continuation = 0x0
    case text = 0x1
    case binary = 0x2
    case close = 0x8
    case ping = 0x9
    case pong = 0xA

    /// https://www.rfc-editor.org/rfc/rfc6455#section-5.5
    var isControl: Bool { rawValue & 0x8 != 0 }
}

/// One frame, unmasked.
///
/// https://www.rfc-editor.org/rfc/rfc6455#section-5.2
package struct Frame: Hashable, Sendable {
    /// Whether it is the last frame of its message.
    package var isFinal: Bool
    package var opcode: Opcode
    package var payload: [UInt8]

    package init(_ opcode: Opcode, _ payload: [UInt8], isFinal: Bool = true) {
        self.isFinal = isFinal
        self.opcode = opcode
        self.payload = payload
    }

    /// Returns the frame as a client sends it. `key` must be four unpredictable bytes.
    package func bytes(maskedWith key: [UInt8]) -> [UInt8] {
        precondition(key.count == 4)
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | opcode.rawValue]
        // The length must be in its shortest form.
        switch payload.count {
        case ...125: bytes.append(0x80 | UInt8(payload.count))
        case ...0xFFFF: bytes += [0x80 | 126] + Self.bigEndian(payload.count, bytes: 2)
        default: bytes += [0x80 | 127] + Self.bigEndian(payload.count, bytes: 8)
        }
        bytes += key
        // https://www.rfc-editor.org/rfc/rfc6455#section-5.3
        bytes.reserveCapacity(bytes.count + payload.count)
        for (index, byte) in payload.enumerated() { bytes.append(byte ^ key[index & 3]) }
        return bytes
    }

    /// Returns the frame as a client sends it, with a new random key.
    package func masked() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return bytes(maskedWith: (0..<4).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    private static func bigEndian(_ number: Int, bytes count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
