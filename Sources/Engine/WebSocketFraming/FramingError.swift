/// What a server's frames must not be: the connection is failed.
///
/// https://www.rfc-editor.org/rfc/rfc6455#section-7.1.7
package enum FramingError: Error, Hashable, Sendable {
    /// RSV1 to RSV3, as they stand in the first byte: `0x40`, `0x20`, `0x10`.
    case reservedBits(UInt8)
    case unknownOpcode(UInt8)
    /// Only a client's frames are masked.
    case masked
    /// More bytes than a length has to be written with.
    case longLength
    /// The most significant bit of 64 is set.
    case negativeLength
    case fragmentedControlFrame(Opcode)
    /// A control frame has 125 bytes at most.
    case longControlFrame(Opcode)
    /// A continuation, and there is nothing to continue.
    case unexpectedContinuation
    /// A new message within another one.
    case unfinishedMessage
    case notUTF8
    /// A close frame with one byte.
    case halfCloseCode
    /// 1005, 1006 and 1015 are never sent.
    case reservedCloseCode(UInt16)
    case closeReasonNotUTF8
    /// crumb's own bounds.
    case messageTooBig(limit: Int)
    case tooManyFragments(limit: Int)

    /// What the server is told.
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
