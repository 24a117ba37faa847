internal import BrowserInfra
package import WebOrigin
package import WebSocketFraming

/// The cause of an open WebSocket's failure, other than an interrupted connection.
package enum WebSocketFault: Error, Hashable, Sendable {
    /// The server sent data that is not valid WebSocket framing, or more than crumb accepts.
    case framing(FramingError)
    case transport(TransportError)
}

/// The result of a WebSocket.
package struct WebSocketReport: Hashable, Sendable {
    /// The value of `url` that the page reads; `nil` if the constructor threw.
    package var url: WebURL?
    /// The value of `protocol` that the page reads.
    package var subprotocol: String
    package var isOpen: Bool
    /// The first ``keptLimit`` received messages.
    package var messages: [WebSocketMessage] = []
    /// The number of received messages, including those that were not kept.
    package var messageCount = 0
    package var sentCount = 0
    /// The code of the close event; `nil` if there was none.
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

    /// The received messages, one per line.
    var text: ByteString {
        ByteString(messages.flatMap { Array($0.line.utf8) + [0x0A] })
    }
}

extension WebSocketMessage {
    /// The text, or the number of bytes of a binary message.
    package var line: String {
        switch self {
        case .text(let text): text
        case .binary(let bytes): "(\(bytes.count) bytes)"
        }
    }
}
