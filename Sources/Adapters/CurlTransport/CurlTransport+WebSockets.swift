package import BrowserFetch
internal import BrowserInfra
internal import Glibc
internal import WebSocketFraming

extension CurlTransport {
    package func openWebSocket(
        _ handshake: HTTPRequest
    ) async throws(TransportError) -> WebSocketHandshakeResponse {
        let start = RequestClock.current?.start ?? ContinuousClock.now
        let line = WebSocketPipe(maxUnreadBytes: settings.maxBodyBytes)
        let (settings, key) = (settings, HandshakeKey())
        let message = try HandshakeRequest(handshake, key: key)
        let began = ContinuousClock.now
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                line.awaitAnswer(continuation)
                let thread = startSystemThread {
                    WebSocketThread(handshake, message, settings, since: start, line: line).run()
                }
                if let thread {
                    pthread_detach(thread)
                } else {
                    line.answer(.failure(.network(code: nil, detail: "cannot start a thread")))
                }
            }
        } onCancel: {
            line.abandon()
        }
        switch outcome {
        case .failure(let error): throw error
        case .head(let head):
            let duration = began.duration(to: .now) / .microseconds(1)
            let response = HTTPResponse(
                status: head.status,
                statusText: head.statusText,
                headers: head.headers,
                durationMicroseconds: Int64(duration),
                httpVersion: .http11
            )
            return WebSocketHandshakeResponse(
                response: response,
                expectedAccept: key.accept,
                connection: head.status == 101 ? CurlWebSocket(line) : nil
            )
        }
    }
}

/// The end of the line that a page holds; where it lets go, the connection ends.
final class CurlWebSocket: WebSocketConnection {
    private let line: WebSocketPipe

    init(_ line: WebSocketPipe) { self.line = line }

    deinit { line.abandon() }

    func send(_ message: WebSocketMessage) async throws(TransportError) {
        let frame =
            switch message {
            case .text(let text): Frame(.text, Array(text.utf8))
            case .binary(let bytes): Frame(.binary, bytes.bytes)
            }
        guard line.send(frame.masked()) else {
            throw .network(code: nil, detail: "the WebSocket is closed")
        }
        await line.waitForRoom()
    }

    func receive() async -> WebSocketEvent { await line.nextEvent() }

    func close(code: Int?, reason: String) async {
        let status = CloseStatus(code: code.flatMap { UInt16(exactly: $0) }, reason: reason)
        line.beginClosing(status)
    }
}
