internal import BrowserDigests
package import BrowserInfra

/// A `Sec-WebSocket-Key`, and the value that the server must return for it.
///
/// https://www.rfc-editor.org/rfc/rfc6455#section-4.1
package struct HandshakeKey: Hashable, Sendable {
    /// The value of the header.
    package let value: String

    /// "A randomly selected 16-byte value, base64-encoded."
    package init() {
        var generator = SystemRandomNumberGenerator()
        let nonce = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        self.init(ByteString(nonce).base64Encoded)
    }

    package init(_ value: String) { self.value = value }

    /// The required value of `Sec-WebSocket-Accept`.
    ///
    /// https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2
    package var accept: ByteString {
        let salted = ByteString(utf8: value + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
        return ByteString(utf8: DigestAlgorithm.sha1.digest(of: salted).base64Encoded)
    }
}
