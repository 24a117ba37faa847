import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Synchronization

extension CaseServer {
    /// The transport generates the key; this is the accept value that it expects back here.
    private static let accept: ByteString = "right"

    func openWebSocket(
        _ handshake: HTTPRequest
    ) async throws(TransportError) -> WebSocketHandshakeResponse {
        let (response, socket) = try await answer(handshake)
        guard response.status == 101 else {
            return WebSocketHandshakeResponse(
                response: response,
                expectedAccept: Self.accept,
                connection: nil
            )
        }
        var opened = response
        if socket.bare != true {
            opened.headers.append("Upgrade", "websocket")
            opened.headers.append("Connection", "Upgrade")
            opened.headers.append(
                "Sec-WebSocket-Accept",
                socket.accept.map { ByteString(utf8: $0) } ?? Self.accept
            )
            if let name = socket.protocol {
                opened.headers.append("Sec-WebSocket-Protocol", ByteString(utf8: name))
            }
        }
        opened.headers.delete("Content-Length")
        return WebSocketHandshakeResponse(
            response: opened,
            expectedAccept: Self.accept,
            connection: ServedWebSocket(socket)
        )
    }
}

/// Sends the programmed messages, and then closes.
private final class ServedWebSocket: WebSocketConnection {
    private let events: Mutex<[WebSocketEvent]>

    init(_ served: ServedResponse.WebSocket) {
        let messages = (served.messages ?? []).map { WebSocketEvent.message(.text($0)) }
        let end: WebSocketEvent =
            if served.isCut {
                .closed(code: 1006, reason: "", wasClean: false)
            } else {
                .closed(
                    code: served.close?.code ?? 1000,
                    reason: served.close?.reason ?? "",
                    wasClean: true
                )
            }
        events = Mutex(messages + [end])
    }

    func send(_ message: WebSocketMessage) async throws(TransportError) {}

    func receive() async -> WebSocketEvent {
        events.withLock { events in events.count > 1 ? events.removeFirst() : events[0] }
    }

    func close(code: Int?, reason: String) async {}
}
