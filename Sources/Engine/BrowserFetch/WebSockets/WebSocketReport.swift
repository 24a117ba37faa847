internal import BrowserInfra
package import WebOrigin
package import WebSocketFraming

/// What broke an open WebSocket, besides a connection that was cut.
package enum WebSocketFault: Error, Hashable, Sendable {
    /// What the server sent is not WebSocket, or more than crumb takes.
    case framing(FramingError)
    case transport(TransportError)
}

/// What came of a WebSocket.
package struct WebSocketReport: Hashable, Sendable {
    /// What the page reads as `url`; `nil` where the constructor threw.
    package var url: WebURL?
    /// What the page reads as `protocol`.
    package var subprotocol: String
    package var isOpen: Bool
    /// The first ``keptLimit`` messages that came.
    package var messages: [WebSocketMessage] = []
    /// Also of those that were not kept.
    package var messageCount = 0
    package var sentCount = 0
    /// That of the close event; `nil` where there was none.
    package var closeCode: Int?
    package var closeReason = ""
    package var wasClean = false
    package var fault: WebSocketFault?

    private static let keptLimit = 10_000

    init(_ opening: WebSocketOpening) {
        url = opening.url
        subprotocol = opening.subprotocol
        isOpen = opening.isOpen
    }

    package mutating func append(_ message: WebSocketMessage) {
        messageCount += 1
        if messages.count < Self.keptLimit { messages.append(message) }
    }

    package mutating func close(_ code: Int, _ reason: String, wasClean: Bool) {
        (closeCode, closeReason, self.wasClean) = (code, reason, wasClean)
    }

    /// What came, a line each.
    var text: ByteString {
        ByteString(messages.flatMap { Array($0.line.utf8) + [0x0A] })
    }
}

extension WebSocketMessage {
    /// The text, or of bytes how many there are.
    package var line: String {
        switch self {
        case .text(let text): text
        case .binary(let bytes): "(\(bytes.count) bytes)"
        }
    }
}
