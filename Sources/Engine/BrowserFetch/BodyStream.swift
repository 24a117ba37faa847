package import BrowserInfra
internal import Synchronization

/// A response body that is read as it arrives, such as an event stream.
package final class BodyStream: Hashable, Sendable {
    private struct State {
        var chunks: [[UInt8]] = []
        /// The number of bytes that have not been read yet.
        var pending = 0
        var isOver = false
        /// Whether the transport is paused until the reader catches up.
        var isPaused = false
        var error: TransportError?
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let stop: @Sendable () -> Void
    private let resume: @Sendable () -> Void

    /// The number of unread bytes at which the transport must pause.
    private static let pendingLimit = 1 << 20

    /// `stop` closes the connection; `resume` resumes it after ``receive(_:)`` returned false. Both
    /// may be called after the end of the body.
    package init(stop: @escaping @Sendable () -> Void, resume: @escaping @Sendable () -> Void) {
        self.stop = stop
        self.resume = resume
    }

    package static func == (left: BodyStream, right: BodyStream) -> Bool { left === right }

    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

    // MARK: For the transport

    /// Appends bytes that have arrived. Returns false if too many are unread; the transport must
    /// then deliver these bytes again later.
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

    /// Marks the end of the body; `error` is the reason if it ended early.
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

    // MARK: For the reader

    /// Returns the next bytes, or `nil` at the end of the body or if the task is canceled. There
    /// may only be one reader.
    package func next(isolation: isolated (any Actor)? = #isolation) async -> ByteString? {
        while !Task.isCancelled {
            let (chunks, isOver, wasPaused) = state.withLock { state in
                defer { (state.chunks, state.pending, state.isPaused) = ([], 0, false) }
                return (state.chunks, state.isOver, state.isPaused)
            }
            if wasPaused { resume() }
            if chunks.count == 1 { return ByteString(chunks[0]) }
            if !chunks.isEmpty {
                // Chunk by chunk: appending byte by byte takes a second for a million bytes.
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

    /// Whether ``next()`` would return without waiting.
    package var isReadable: Bool { state.withLock { !$0.chunks.isEmpty || $0.isOver } }

    /// Whether the body has ended and all of it has been read.
    package var isAtEnd: Bool { state.withLock { $0.chunks.isEmpty && $0.isOver } }

    /// The error that ended the body early; `nil` at its regular end.
    package var error: TransportError? { state.withLock { $0.error } }

    /// Closes the connection, because no one will read the rest.
    package func cancel() { stop() }
}
