internal import BrowserFetch
internal import Synchronization

/// A page's WebSocket: queues the page's calls in order, before and after the connection opens.
final class PageSocket: Sendable {
    enum QueuedCall: Sendable {
        case send(WebSocketMessage, count: Int)
        case close(code: Int?, reason: String)
    }

    private let queuedCalls: AsyncStream<QueuedCall>
    private let continuation: AsyncStream<QueuedCall>.Continuation
    private let wantsNoOpening = Atomic(false)

    init() {
        (queuedCalls, continuation) = AsyncStream.makeStream()
    }

    /// Whether the page closed the socket before it opened.
    var closedBeforeOpen: Bool { wantsNoOpening.load(ordering: .acquiring) }

    func wish(_ wish: QueuedCall) {
        if case .close = wish { wantsNoOpening.store(true, ordering: .releasing) }
        continuation.yield(wish)
    }

    func end() { continuation.finish() }

    /// Performs the queued calls until ``end()``; `sent` receives the size of each message sent.
    /// Returns the number of messages sent.
    func serve(
        _ connection: any WebSocketConnection,
        sent: @Sendable (Int) async -> Void
    ) async -> Int {
        var count = 0
        for await wish in queuedCalls {
            switch wish {
            case .send(let message, let size):
                do {
                    try await connection.send(message)
                    count += 1
                } catch {
                    // A message that cannot be sent results in a close event.
                }
                await sent(size)
            case .close(let code, let reason):
                await connection.close(code: code, reason: reason)
            }
        }
        return count
    }
}
