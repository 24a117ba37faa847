internal import BrowserInfra
internal import Glibc
internal import Synchronization

/// The lines of standard input, read on a thread of its own on demand.
///
/// On a terminal the next line may never come: a canceled task stops waiting.
final class InputLines: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var isOver = false
        var waiter: CheckedContinuation<Void, Never>?
        var isReading = false
    }

    private let state = Mutex(State())

    /// The next line; `nil` at the end.
    func next() async -> String? {
        while !Task.isCancelled {
            let (line, isOver) = state.withLock { state -> (String?, Bool) in
                if let end = state.buffer.firstIndex(of: 0x0A) {
                    let line = state.buffer[..<end]
                    state.buffer.removeFirst(end + 1)
                    return (String(decoding: line, as: UTF8.self), false)
                }
                guard state.isOver else { return (nil, false) }
                defer { state.buffer = [] }
                let rest = String(decoding: state.buffer, as: UTF8.self)
                return (state.buffer.isEmpty ? nil : rest, true)
            }
            if line != nil || isOver { return line }
            await waitForMore()
        }
        return nil
    }

    private func waitForMore() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReading = state.withLock { state in
                    state.waiter = continuation
                    defer { state.isReading = true }
                    return state.isReading
                }
                if Task.isCancelled { return wake() }
                guard !isReading else { return }
                guard let thread = startSystemThread({ self.read() }) else {
                    state.withLock { $0.isOver = true }
                    return wake()
                }
                pthread_detach(thread)
            }
        } onCancel: {
            wake()
        }
    }

    private func wake() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    private func read() {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(STDIN_FILENO, &piece, piece.count)
        if count < 0, errno == EINTR { return read() }
        state.withLock { state in
            state.isReading = false
            if count > 0 { state.buffer += piece[..<count] } else { state.isOver = true }
        }
        wake()
    }
}
