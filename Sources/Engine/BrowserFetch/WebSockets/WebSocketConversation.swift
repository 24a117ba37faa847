internal import BrowserInfra
internal import Synchronization

/// Takes part in a conversation as it happens. A function that returns false closes the connection,
/// as the page's `close()` does.
package struct WebSocketListener: Sendable {
    /// Called when the connection opened, or failed to open.
    var opened: @Sendable (FetchReport) async -> Bool
    var heard: @Sendable (WebSocketMessage) async -> Bool
    /// Returns the next message that the page sends after those in the request; `nil` at the end.
    /// After the end, the connection stays open until no message has arrived for a second.
    var typed: (@Sendable () async -> String?)?

    package init(
        opened: @escaping @Sendable (FetchReport) async -> Bool = { _ in true },
        heard: @escaping @Sendable (WebSocketMessage) async -> Bool = { _ in true },
        typed: (@Sendable () async -> String?)? = nil
    ) {
        self.opened = opened
        self.heard = heard
        self.typed = typed
    }
}

extension Browser {
    /// Opens a WebSocket, sends and receives messages as `input` specifies, and closes it. Without
    /// a message limit, the server or the listener closes it.
    ///
    /// The report's connection is ``ConnectionResult/webSocket(_:)``.
    package func webSocketConversation(
        _ input: WebSocketRequest,
        from page: Page,
        for listener: WebSocketListener = WebSocketListener()
    ) async -> FetchReport {
        let opening = await webSocket(input, from: page)
        var report = opening.report
        var result = opening.conversation
        guard let connection = opening.connection else {
            if opening.url != nil, !neverCloses(report) { result.close(1006, "", wasClean: false) }
            report.connection = .webSocket(result)
            _ = await listener.opened(report)
            return report
        }
        report.connection = .webSocket(result)
        var isWanted = await listener.opened(report)
        if isWanted {
            for text in input.messages {
                guard await connection.sends(text) else { break }
                result.sentCount += 1
            }
        }
        let heard = MessageCounter()
        let typing = isWanted ? typing(of: listener, on: connection, input, heard) : nil
        if !isWanted || input.messageLimit == 0 { await connection.close(code: nil, reason: "") }
        hearing: while true {
            switch await connection.receive() {
            case .message(let message):
                // Messages that still arrive while it closes are discarded.
                guard isWanted, result.messageCount < input.messageLimit ?? .max else { continue }
                result.append(message)
                heard.add()
                isWanted = await listener.heard(message)
                if !isWanted || result.messageCount == input.messageLimit {
                    await connection.close(code: nil, reason: "")
                }
            case .failed(let fault): result.fault = fault
            case .closed(let code, let reason, let wasClean):
                result.close(code, reason, wasClean: wasClean)
                break hearing
            }
        }
        typing?.cancel()
        result.sentCount += await typing?.value ?? 0
        report.conclude(with: result)
        return report
    }

    /// Sends messages as they are typed. After the last one, unless there is a message limit, it
    /// closes the connection once no more messages arrive. Returns how many were sent.
    private func typing(
        of listener: WebSocketListener,
        on connection: any WebSocketConnection,
        _ input: WebSocketRequest,
        _ heard: MessageCounter
    ) -> Task<Int, Never>? {
        guard let next = listener.typed else { return nil }
        return Task {
            var count = 0
            while let text = await next() {
                guard await connection.sends(text) else { return count }
                count += 1
            }
            guard input.messageLimit == nil else { return count }
            var last = -1
            while last != heard.count, !Task.isCancelled {
                last = heard.count
                await pause(for: .seconds(1))
            }
            if !Task.isCancelled { await connection.close(code: nil, reason: "") }
            return count
        }
    }

    /// Whether the browser fires no close event for this failure.
    package nonisolated func neverCloses(_ report: FetchReport) -> Bool {
        switch report.outcome {
        case .rejected(.mixedContent): policy.webSockets.insecureSocket == .neverCloses
        case .rejected(.contentSecurityPolicy): policy.webSockets.socketBlockedByCSP == .neverCloses
        default: false
        }
    }
}

extension FetchReport {
    /// Ends the conversation; the received messages become the body.
    package mutating func conclude(with conversation: WebSocketReport) {
        connection = .webSocket(conversation)
        guard case .fulfilled(var response) = outcome else { return }
        response.body = conversation.text
        outcome = .fulfilled(response)
    }
}

/// Counts the received messages, to detect when no more arrive.
private final class MessageCounter: Sendable {
    private let number = Atomic(0)

    var count: Int { number.load(ordering: .relaxed) }

    func add() { number.add(1, ordering: .relaxed) }
}

extension WebSocketConnection {
    /// Returns whether the message was sent; a page's `send()` on a closed connection does nothing.
    fileprivate func sends(_ text: String) async -> Bool {
        do throws(TransportError) {
            try await send(.text(text))
            return true
        } catch {
            return false
        }
    }
}
