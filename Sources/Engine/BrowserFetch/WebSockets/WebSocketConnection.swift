package import BrowserInfra

/// One message over a WebSocket.
package enum WebSocketMessage: Hashable, Sendable {
    case text(String)
    case binary(ByteString)
}

/// An event of an open WebSocket.
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
    /// Returns the next event; after ``WebSocketEvent/closed(code:reason:wasClean:)``, the same
    /// event again.
    func receive() async -> WebSocketEvent
    /// Starts the closing handshake.
    func close(code: Int?, reason: String) async
}

/// The response to a handshake, with the connection that it opened.
package struct WebSocketHandshakeResponse: Sendable {
    package var response: HTTPResponse
    /// The required value of `Sec-WebSocket-Accept` for the key that the transport generated.
    package var expectedAccept: ByteString
    /// `nil` if the status is not 101.
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
