internal import PageChannel
internal import Synchronization

/// A channel's incoming messages, for a single reader.
///
/// Not an `AsyncStream`, because that looks up its type metadata for each message.
final class MessageQueue: Sendable {
    private struct State {
        var messages: [PageChannel.Message] = []
        var isAtEnd = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func append(_ message: PageChannel.Message) {
        wake { $0.messages.append(message) }
    }

    /// Ends the queue.
    func finish() {
        wake { $0.isAtEnd = true }
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiter = state.withLock { state in
            change(&state)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Returns all messages in order; waits until there is at least one. Empty at the end.
    func next(isolation: isolated (any Actor)? = #isolation) async -> [PageChannel.Message] {
        while true {
            let (messages, isAtEnd) = state.withLock { state in
                defer { state.messages = [] }
                return (state.messages, state.isAtEnd)
            }
            if !messages.isEmpty || isAtEnd { return messages }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if !state.messages.isEmpty || state.isAtEnd { return true }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }
}
