/// The contents of a close frame.
///
/// https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1
package struct CloseStatus: Hashable, Sendable {
    /// `nil` if the frame is empty, which a page sees as 1005.
    package var code: UInt16?
    package var reason: String

    package init(code: UInt16? = nil, reason: String = "") {
        self.code = code
        self.reason = reason
    }

    /// Parses the payload. As in browsers, any code is accepted except those that are never sent.
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

    /// The payload of a close frame; the reason must have at most 123 bytes.
    package var payload: [UInt8] {
        guard let code else { return [] }
        return [UInt8(code >> 8), UInt8(code & 0xFF)] + reason.utf8
    }

    /// The maximum size of a reason, in bytes.
    package static let maxReasonBytes = 123
}
