internal import BrowserFetch
internal import BrowserInfra
internal import Glibc
internal import Synchronization
internal import Terminal
internal import WebOrigin

/// Shows on a terminal's stderr what is being waited for, when it takes longer than a second.
struct Progress: Transport {
    private let transport: any Transport
    private let output: Output

    /// The same transport where nobody would see it.
    static func showing(_ transport: any Transport, on options: GlobalOptions) -> any Transport {
        guard options.output.terminal.isErrorTerminal, !options.quiet else { return transport }
        return Progress(transport: transport, output: options.output)
    }

    var readsFiles: Bool { transport.readsFiles }

    func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        transport.knownAddressSpace(of: url, blocks)
    }

    func pageAddressSpace(at url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        transport.pageAddressSpace(at: url, blocks)
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        try await showing(request) { () async throws(TransportError) in
            try await transport.send(request)
        }
    }

    func openWebSocket(
        _ handshake: HTTPRequest
    ) async throws(TransportError) -> WebSocketHandshakeResponse {
        try await showing(handshake) { () async throws(TransportError) in
            try await transport.openWebSocket(handshake)
        }
    }

    private func showing<Answer>(
        _ request: HTTPRequest,
        _ ask: () async throws(TransportError) -> Answer
    ) async throws(TransportError) -> Answer {
        let line = ProgressLine(
            "\(request.method) \(request.url.serialized(excludingFragment: true))",
            on: output
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
        return try await ask()
    }

    /// For the handler of Ctrl-C, which may do no more than write: no half line stays behind.
    static func clearAtInterrupt() {
        guard isShown.load(ordering: .relaxed) else { return }
        Output.clearLineInSignalHandler()
    }

    fileprivate static let isShown = Atomic(false)
}

private final class ProgressLine: Sendable {
    /// To the first column, and erase to the end of the line.
    private static let clearing = "\r\u{1B}[K"

    private let text: String
    private let output: Output
    /// Nothing is shown once the response has come.
    private let isOver = Mutex(false)

    init(_ text: String, on output: Output) {
        self.text = text
        self.output = output
    }

    func show(_ seconds: Int) {
        isOver.withLock { isOver in
            guard !isOver else { return }
            Progress.isShown.store(true, ordering: .relaxed)
            let waiting = " … \(seconds) s (Ctrl-C ends it)"
            let room = max(10, output.terminal.width(of: STDERR_FILENO) - waiting.count - 1)
            output.draw(text, upTo: room, after: Self.clearing, before: waiting)
        }
    }

    func clear() {
        isOver.withLock { isOver in
            isOver = true
            guard Progress.isShown.exchange(false, ordering: .relaxed) else { return }
            output.draw("", after: Self.clearing)
        }
    }
}
