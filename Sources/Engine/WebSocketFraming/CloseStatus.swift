/// What a close frame says.
///
/// https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1
package struct CloseStatus: Hashable, Sendable {
    /// `nil` where the frame is empty, which a page reads as 1005.
    package var code: UInt16?
    package var reason: String

    package init(code: UInt16? = nil, reason: String = "") {
        self.code = code
        self.reason = reason
    }

    /// Reads the payload. As in browsers, any code is taken but those that stand for no frame at all.
    init(payload: [UInt8]) throws(FramingError) {
        self.init()
        if payload.isEmpty { return }
        guard payload.count >= 2 else { throw .halfCloseCode }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        // https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
        guard code != 1005, code != 1006, code != 1015 else { throw .reservedCloseCode(code) }
        guard let reason = String(validating: payload[2...], as: UTF8.self) else {
            throw .closeReasonNotUTF8
        }
        self.init(code: code, reason: reason)
    }

    /// A reason has 123 bytes at most.
    package var payload: [UInt8] {
        guard let code else { return [] }
        return [UInt8(code >> 8), UInt8(code & 0xFF)] + reason.utf8
    }

    /// The most bytes of a reason.
    package static let maxReasonBytes = 123
}
