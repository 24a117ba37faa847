internal import BrowserFetch
internal import Synchronization

/// A WebSocket of a page's: what the page wants of it, in order, until it is open and then.
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

    /// Whether the page has closed it before it was open.
    var closedBeforeOpen: Bool { wantsNoOpening.load(ordering: .acquiring) }

    func wish(_ wish: QueuedCall) {
        if case .close = wish { wantsNoOpening.store(true, ordering: .releasing) }
        continuation.yield(wish)
    }

    func end() { continuation.finish() }

    /// Does what the page wants, until ``end()``; `sent` is told how many bytes of each message have
    /// gone. Returns how many messages were sent.
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
                    // What cannot be sent has its close event.
                }
                await sent(size)
            case .close(let code, let reason):
                await connection.close(code: code, reason: reason)
            }
        }
        return count
    }
}
