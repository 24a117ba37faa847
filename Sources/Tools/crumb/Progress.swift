internal import Fetch
internal import Glibc
internal import Infra
internal import Synchronization
internal import Terminal
internal import WebOrigin

/// Shows on a terminal's stderr what is being waited for, when it takes longer than a second.
struct Progress: Transport {
    private let transport: any Transport
    private let terminal: Terminal

    /// The same transport where nobody would see it.
    static func showing(_ transport: any Transport, on options: GlobalOptions) -> any Transport {
        let terminal = options.terminal
        guard terminal.isErrorTerminal, !options.quiet else { return transport }
        return Progress(transport: transport, terminal: terminal)
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let line = ProgressLine(
            "\(request.method) \(request.url.serialized(excludingFragment: true))",
            on: terminal
        )
        let ticker = Task {
            for second in 1... {
                await pause(for: .seconds(1))
                if Task.isCancelled { return }
                line.show(second)
            }
        }
        defer {
            ticker.cancel()
            line.clear()
        }
        return try await transport.send(request)
    }

    /// For the handler of Ctrl-C, which may do no more than write: no half line stays behind.
    static func clearAtInterrupt() {
        guard isShown.load(ordering: .relaxed) else { return }
        let clearing = ProgressLine.clearing
        _ = Glibc.write(STDERR_FILENO, clearing.utf8Start, clearing.utf8CodeUnitCount)
    }

    fileprivate static let isShown = Atomic(false)
}

private final class ProgressLine: Sendable {
    /// To the first column, and erase to the end of the line.
    static let clearing: StaticString = "\r\u{1B}[K"

    private let text: String
    private let terminal: Terminal
    /// Nothing is shown once the response has come.
    private let isOver = Mutex(false)

    init(_ text: String, on terminal: Terminal) {
        self.text = text
        self.terminal = terminal
    }

    func show(_ seconds: Int) {
        isOver.withLock { isOver in
            guard !isOver else { return }
            Progress.isShown.store(true, ordering: .relaxed)
            let waiting = " … \(seconds) s (Ctrl-C ends it)"
            let room = max(10, terminal.width(of: STDERR_FILENO) - waiting.count - 1)
            terminal.write(
                "\(ProgressLine.clearing)\(text.truncated(to: room))\(waiting)",
                to: STDERR_FILENO
            )
        }
    }

    func clear() {
        isOver.withLock { isOver in
            isOver = true
            guard Progress.isShown.exchange(false, ordering: .relaxed) else { return }
            terminal.write("\(ProgressLine.clearing)", to: STDERR_FILENO)
        }
    }
}
