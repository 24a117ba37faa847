package import BrowserInfra

/// One message of a WebSocket.
package enum WebSocketMessage: Hashable, Sendable {
    case text(String)
    case binary(ByteString)
}

/// What comes over an open WebSocket.
package enum WebSocketEvent: Hashable, Sendable {
    case message(WebSocketMessage)
    /// An error event; the close event follows.
    case failed(WebSocketFault)
    /// The connection has ended: 1005 for a close frame without a code, 1006 without a close frame.
    case closed(code: Int, reason: String, wasClean: Bool)
}

/// An open WebSocket.
///
/// https://www.rfc-editor.org/rfc/rfc6455#section-5
package protocol WebSocketConnection: Sendable {
    func send(_ message: WebSocketMessage) async throws(TransportError)
    /// The next event; after ``WebSocketEvent/closed(code:reason:wasClean:)`` that again.
    func receive() async -> WebSocketEvent
    /// Begins the closing handshake.
    func close(code: Int?, reason: String) async
}

/// The answer to a handshake.
package struct WebSocketHandshakeResponse: Sendable {
    package var response: HTTPResponse
    /// What `Sec-WebSocket-Accept` has to be, for the key that the transport made.
    package var expectedAccept: ByteString
    /// `nil` where the status is not 101.
    package var connection: (any WebSocketConnection)?

    package init(
        response: HTTPResponse,
        expectedAccept: ByteString,
        connection: (any WebSocketConnection)?
    ) {
        self.response = response
        self.expectedAccept = expectedAccept
        self.connection = connection
    }
}
