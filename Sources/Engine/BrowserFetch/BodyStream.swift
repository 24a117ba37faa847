package import BrowserInfra
internal import Synchronization

/// A body that is read while it comes, as an event stream is.
package final class BodyStream: Hashable, Sendable {
    private struct State {
        var chunks: [[UInt8]] = []
        /// Bytes that nobody has read yet.
        var pending = 0
        var isOver = false
        /// Whether the transport waits until somebody has read.
        var isPaused = false
        var error: TransportError?
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let stop: @Sendable () -> Void
    private let resume: @Sendable () -> Void

    /// Bytes that may wait to be read before the transport is told to.
    private static let pendingLimit = 1 << 20

    /// `stop`: has the connection closed; `resume`: has it read on, after ``receive(_:)`` was false. Both may
    /// be called after its end.
    package init(stop: @escaping @Sendable () -> Void, resume: @escaping @Sendable () -> Void) {
        self.stop = stop
        self.resume = resume
    }

    package static func == (left: BodyStream, right: BodyStream) -> Bool { left === right }

    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

    // MARK: For the transport

    /// Takes bytes that have come; false where too many wait to be read, and these come later once more.
    package func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        update { state in
            if state.pending >= Self.pendingLimit {
                state.isPaused = true
                return false
            }
            state.pending += bytes.count
            state.chunks.append(Array(bytes))
            return true
        }
    }

    /// There is no more; `error`: why, where that is not the body's end.
    package func finish(_ error: TransportError?) {
        _ = update { state in
            guard !state.isOver else { return true }
            (state.isOver, state.error) = (true, error)
            return true
        }
    }

    private func update(_ change: (inout State) -> Bool) -> Bool {
        let (result, waiter) = state.withLock { state in
            let result = change(&state)
            defer { state.waiter = nil }
            return (result, state.waiter)
        }
        waiter?.resume()
        return result
    }

    // MARK: For who reads

    /// The next bytes; `nil` at the end, or where the task is cancelled. For one reader.
    package func next(isolation: isolated (any Actor)? = #isolation) async -> ByteString? {
        while !Task.isCancelled {
            let (chunks, isOver, wasPaused) = state.withLock { state in
                defer { (state.chunks, state.pending, state.isPaused) = ([], 0, false) }
                return (state.chunks, state.isOver, state.isPaused)
            }
            if wasPaused { resume() }
            if chunks.count == 1 { return ByteString(chunks[0]) }
            if !chunks.isEmpty {
                // Piece by piece: byte by byte takes a second for a million.
                var bytes: [UInt8] = []
                bytes.reserveCapacity(chunks.reduce(0) { $0 + $1.count })
                for chunk in chunks { bytes += chunk }
                return ByteString(bytes)
            }
            if isOver { return nil }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isReady = state.withLock { state in
                        if !state.chunks.isEmpty || state.isOver || Task.isCancelled { return true }
                        state.waiter = continuation
                        return false
                    }
                    if isReady { continuation.resume() }
                }
            } onCancel: {
                _ = update { _ in true }
            }
        }
        return nil
    }

    /// Whether ``next()`` has something to say now.
    package var isReadable: Bool { state.withLock { !$0.chunks.isEmpty || $0.isOver } }

    /// Whether ``next()`` has nothing more to say but that.
    package var isAtEnd: Bool { state.withLock { $0.chunks.isEmpty && $0.isOver } }

    /// Why there is no more; `nil` at the body's end.
    package var error: TransportError? { state.withLock { $0.error } }

    /// Nobody will read the rest.
    package func cancel() { stop() }
}
