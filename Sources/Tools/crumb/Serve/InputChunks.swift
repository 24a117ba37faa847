internal import BrowserInfra
internal import Glibc
internal import Synchronization

/// Standard input in the pieces in which it comes, read ahead by one at most: a writer waits until what
/// it has written is wanted.
final class InputChunks: Sendable {
    private struct State {
        var piece: [UInt8]?
        var isOver = false
        var hasThread = false
        var waiter: CheckedContinuation<[UInt8]?, Never>?
    }

    private static let size = 1 << 16

    private let state = Mutex(State())
    private let demand = Semaphore()

    /// The next piece; `nil` at the end, or once it is closed.
    func next() async -> [UInt8]? {
        startThread()
        return await withCheckedContinuation { continuation in
            let (piece, isHere) = state.withLock { state -> ([UInt8]?, Bool) in
                if state.piece == nil, !state.isOver {
                    state.waiter = continuation
                    return (nil, false)
                }
                defer { state.piece = nil }
                return (state.piece, true)
            }
            guard isHere else { return }
            if piece != nil { demand.post() }
            continuation.resume(returning: piece)
        }
    }

    /// Nobody reads any more.
    func close() { end() }

    private func startThread() {
        let isFirst = state.withLock { state in
            defer { state.hasThread = true }
            return !state.hasThread
        }
        guard isFirst else { return }
        guard let thread = startSystemThread({ self.readToEnd() }) else { return end() }
        pthread_detach(thread)
    }

    private func readToEnd() {
        var buffer = [UInt8](repeating: 0, count: Self.size)
        while true {
            let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            // One that cannot be read has ended.
            guard count > 0 else { return end() }
            let piece = Array(buffer[..<count])
            let waiter = state.withLock { state in
                defer { state.waiter = nil }
                if state.waiter == nil { state.piece = piece }
                return state.waiter
            }
            if let waiter {
                waiter.resume(returning: piece)
            } else {
                demand.wait()
            }
        }
    }

    private func end() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            state.isOver = true
            return state.waiter
        }
        waiter?.resume(returning: nil)
    }
}
