internal import BrowserInfra
internal import BrowserJSON
internal import Glibc
internal import Synchronization

/// Lines for standard output, written on a thread of its own: a slow reader only delays messages to
/// itself.
final class OutgoingLines: Sendable {
    private struct State {
        var lines: [[UInt8]] = []
        /// The bytes of these lines, and of those that are being written.
        var bytes = 0
        var isBusy = false
        var hasThread = false
        var failure: CommandFailure?
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// The maximum number of unread bytes.
    private static let limit = 8 << 20

    private let output: Output
    private let state = Mutex(State())
    private let work = Semaphore()
    /// Called once, when the reader has closed the pipe or writing has failed.
    private let closed: @Sendable () -> Void

    init(_ output: Output, closed: @escaping @Sendable () -> Void) {
        self.output = output
        self.closed = closed
    }

    /// The error of a failed write; `nil` also when the reader has closed the pipe.
    var failure: CommandFailure? { state.withLock(\.failure) }

    /// Enqueues a message; returns when there is room for more.
    func send(_ message: JSONValue) async {
        let line = output.line(json: message)
        if isWrittenAtOnce(line) { return }
        startThread()
        state.withLock { state in
            state.lines.append(line)
            state.bytes += line.count
        }
        work.post()
        await waitForRoom()
    }

    /// Writes a line directly if the queue is empty and that does not block: waking a thread costs
    /// more.
    private func isWrittenAtOnce(_ line: [UInt8]) -> Bool {
        let isFree = state.withLock { state in
            guard state.lines.isEmpty, !state.isBusy, output.canWriteWithoutBlocking(line.count)
            else {
                return false
            }
            state.isBusy = true
            return true
        }
        guard isFree else { return false }
        let isOpen = write(line)
        let (waiters, hasMore) = state.withLock { state in
            defer { state.waiters = [] }
            state.isBusy = false
            return (state.waiters, !state.lines.isEmpty)
        }
        // The thread did not take them while this was writing.
        if hasMore { work.post() }
        for waiter in waiters { waiter.resume() }
        if !isOpen { closed() }
        return true
    }

    /// Writes bytes. Returns whether more can be written.
    private func write(_ bytes: [UInt8]) -> Bool {
        do throws(CommandFailure) {
            if !bytes.isEmpty { try output.print(bytes, verbatim: .message) }
            return output.isOutputOpen
        } catch {
            state.withLock { $0.failure = error }
            return false
        }
    }

    /// Returns when the unread bytes are within the limit.
    func waitForRoom() async { await wait { $0.bytes <= Self.limit } }

    /// Returns when everything has been written, or cannot be.
    func finish() async { await wait { $0.lines.isEmpty && !$0.isBusy } }

    private func wait(until isDone: @Sendable (State) -> Bool) async {
        while !state.withLock({ isDone($0) || $0.failure != nil }), output.isOutputOpen {
            await withCheckedContinuation { continuation in
                let isLate = state.withLock { state in
                    if isDone(state) || state.failure != nil { return true }
                    state.waiters.append(continuation)
                    return false
                }
                if isLate { continuation.resume() }
            }
        }
    }

    private func startThread() {
        let isFirst = state.withLock { state in
            defer { state.hasThread = true }
            return !state.hasThread
        }
        guard isFirst else { return }
        guard let thread = startSystemThread({ self.writeForEver() }) else {
            state.withLock {
                $0.failure = CommandFailure(
                    .outputFailed,
                    "no more threads can be "
                        + "started"
                )
            }
            return closed()
        }
        pthread_detach(thread)
    }

    private func writeForEver() {
        while true {
            work.wait()
            let taken: [[UInt8]]? = state.withLock { state in
                // One is being written by the task that sent it.
                guard !state.isBusy else { return nil }
                defer { state.lines = [] }
                state.isBusy = true
                return state.lines
            }
            guard let lines = taken else { continue }
            let size = lines.reduce(0) { $0 + $1.count }
            // Appended line by line, because `joined()` copies byte by byte and would take most of the time.
            var bytes: [UInt8] = []
            bytes.reserveCapacity(size)
            for line in lines { bytes += line }
            let isOpen = write(bytes)
            let waiters = state.withLock { state in
                defer { state.waiters = [] }
                state.isBusy = false
                state.bytes -= size
                return state.waiters
            }
            for waiter in waiters { waiter.resume() }
            guard isOpen else { return closed() }
        }
    }
}
