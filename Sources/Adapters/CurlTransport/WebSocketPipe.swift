internal import BrowserFetch
internal import BrowserInfra
internal import CCurl
internal import Synchronization
internal import WebSocketFraming

/// What a WebSocket's thread and its page hand each other.
final class WebSocketPipe: Sendable {
    enum Outcome: Sendable {
        case head(ResponseHead)
        case failure(TransportError)
    }

    private struct State {
        var answering: CheckedContinuation<Outcome, Never>?
        /// Frames that the thread has not taken.
        var outgoing: [UInt8] = []
        /// Those that it has taken and not written.
        var inHand = 0
        var events: [WebSocketEvent] = []
        var unreadBytes = 0
        var end: WebSocketEvent?
        var reader: CheckedContinuation<Void, Never>?
        var writers: [CheckedContinuation<Void, Never>] = []
        /// Nobody listens any more.
        var isAbandoned = false
        /// A close frame was sent, or will be.
        var isClosing = false
        var sleeper: Sleeper?
    }

    private struct Sleeper: @unchecked Sendable {
        let multi: UnsafeMutableRawPointer
    }

    private let state = Mutex(State())
    private let maxUnreadBytes: Int
    /// A page that sends faster than the server takes it waits, unlike a browser's.
    private static let maxUnsentBytes = 1 << 20
    private static let maxUnread = 1000

    init(maxUnreadBytes: Int) { self.maxUnreadBytes = maxUnreadBytes }

    // MARK: The page's end

    func awaitAnswer(_ continuation: CheckedContinuation<Outcome, Never>) {
        state.withLock { $0.answering = continuation }
    }

    /// False where it is closed.
    func send(_ bytes: [UInt8]) -> Bool {
        change { state in
            guard !state.isClosing, state.end == nil else { return false }
            state.outgoing += bytes
            return true
        }
    }

    func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                let hasRoom = state.outgoing.count + state.inHand <= Self.maxUnsentBytes
                if hasRoom || state.end != nil || state.isAbandoned { return true }
                state.writers.append(continuation)
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    /// For one reader.
    func nextEvent() async -> WebSocketEvent {
        while true {
            let next = change { state -> WebSocketEvent? in
                if !state.events.isEmpty {
                    let event = state.events.removeFirst()
                    state.unreadBytes -= event.size
                    return event
                }
                return state.isAbandoned
                    ? .closed(code: 1006, reason: "", wasClean: false) : state.end
            }
            if let next { return next }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isReady = state.withLock { state in
                        let isOver = state.end != nil || state.isAbandoned || Task.isCancelled
                        if !state.events.isEmpty || isOver { return true }
                        state.reader = continuation
                        return false
                    }
                    if isReady { continuation.resume() }
                }
            } onCancel: {
                abandon()
            }
            if Task.isCancelled { abandon() }
        }
    }

    /// Has the thread send a close frame; false where one is under way.
    @discardableResult
    func beginClosing(_ status: CloseStatus) -> Bool {
        change { state in
            guard !state.isClosing, state.end == nil else { return false }
            state.isClosing = true
            state.outgoing += Frame(.close, status.payload).masked()
            return true
        }
    }

    /// Ends it without a word.
    func abandon() {
        let (reader, writers) = change { state in
            state.isAbandoned = true
            defer { (state.reader, state.writers) = (nil, []) }
            return (state.reader, state.writers)
        }
        reader?.resume()
        for writer in writers { writer.resume() }
    }

    /// Changes the state, and has the thread look at it.
    private func change<Result>(_ body: (inout State) -> Result) -> Result {
        state.withLock { state in
            defer { if let sleeper = state.sleeper { curl_multi_wakeup(sleeper.multi) } }
            return body(&state)
        }
    }

    // MARK: The thread's end

    /// `nil` when it is about to go.
    func wakes(_ multi: UnsafeMutableRawPointer?) {
        state.withLock { $0.sleeper = multi.map { Sleeper(multi: $0) } }
    }

    var isAbandoned: Bool { state.withLock(\.isAbandoned) }
    var isClosing: Bool { state.withLock(\.isClosing) }

    /// Whether more may be read from the network.
    var hasRoom: Bool {
        state.withLock { $0.unreadBytes <= maxUnreadBytes && $0.events.count < Self.maxUnread }
    }

    func answer(_ outcome: Outcome) {
        let continuation = state.withLock { state in
            defer { state.answering = nil }
            return state.answering
        }
        continuation?.resume(returning: outcome)
    }

    /// What is to be written; `left`: what of the last bytes is still in hand.
    func takeOutgoing(left: Int) -> [UInt8] {
        let (bytes, writers) = state.withLock {
            state -> ([UInt8], [CheckedContinuation<Void, Never>]) in
            let bytes = state.outgoing
            state.outgoing = []
            state.inHand = left + bytes.count
            guard state.inHand <= Self.maxUnsentBytes else { return (bytes, []) }
            defer { state.writers = [] }
            return (bytes, state.writers)
        }
        for writer in writers { writer.resume() }
        return bytes
    }

    func deliver(_ event: WebSocketEvent) {
        let reader = state.withLock { state in
            state.events.append(event)
            state.unreadBytes += event.size
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume()
    }

    func end(_ code: Int, _ reason: String, wasClean: Bool) {
        let (reader, writers) = state.withLock { state in
            if state.end == nil {
                state.end = .closed(code: code, reason: reason, wasClean: wasClean)
            }
            defer { (state.reader, state.writers) = (nil, []) }
            return (state.reader, state.writers)
        }
        reader?.resume()
        for writer in writers { writer.resume() }
    }
}

extension WebSocketEvent {
    fileprivate var size: Int {
        switch self {
        case .message(.text(let text)): text.utf8.count
        case .message(.binary(let bytes)): bytes.count
        default: 0
        }
    }
}
