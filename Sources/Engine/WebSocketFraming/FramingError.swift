/// A protocol violation in a server's frames, for which the connection is failed.
///
/// https://www.rfc-editor.org/rfc/rfc6455#section-7.1.7
package enum FramingError: Error, Hashable, Sendable {
    /// One or more of RSV1 to RSV3, as bits of the first byte: `0x40`, `0x20`, `0x10`.
    case reservedBits(UInt8)
    case unknownOpcode(UInt8)
    /// The frame is masked, which only a client's frames are.
    case masked
    /// The length is not in its shortest form.
    case longLength
    /// The most significant bit of a 64-bit length is set.
    case negativeLength
    case fragmentedControlFrame(Opcode)
    /// A control frame with more than 125 bytes.
    case longControlFrame(Opcode)
    /// A continuation frame without a message to continue.
    case unexpectedContinuation
    /// A new message within a fragmented one.
    case unfinishedMessage
    case notUTF8
    /// A close frame with a payload of one byte.
    case halfCloseCode
    /// 1005, 1006 or 1015, which must never be sent.
    case reservedCloseCode(UInt16)
    case closeReasonNotUTF8
    /// crumb's own limits.
    case messageTooBig(limit: Int)
    case tooManyFragments(limit: Int)

    /// The code of the close frame that is sent to the server.
    ///
    /// https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
    package var closeCode: UInt16 {
        switch self {
        case .notUTF8, .closeReasonNotUTF8: 1007
        case .messageTooBig, .tooManyFragments: 1009
        default: 1002
        }
    }
}
