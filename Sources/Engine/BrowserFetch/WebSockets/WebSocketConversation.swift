internal import BrowserInfra
internal import Synchronization

/// Who takes part in a conversation while it is under way; false closes it, as the page's `close()`
/// does.
package struct WebSocketListener: Sendable {
    /// It opened, or could not.
    var opened: @Sendable (FetchReport) async -> Bool
    var heard: @Sendable (WebSocketMessage) async -> Bool
    /// What the page sends next, once it has sent what the request says; `nil` at the end.
    /// At the end, answers are waited for until none has come for a second.
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
    /// Opens a WebSocket, sends and hears what `input` says, and closes it; without a number of
    /// messages it is the server that closes it, or who listens.
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
                // What still comes while it closes is for nobody.
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

    /// Sends what is typed; at its end there is nothing more to say, and unless messages are waited
    /// for nothing to hear once it is quiet. Returns how many were sent.
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

    /// Whether the browser fires no close event for this.
    package nonisolated func neverCloses(_ report: FetchReport) -> Bool {
        switch report.outcome {
        case .rejected(.mixedContent): policy.webSockets.insecureSocket == .neverCloses
        case .rejected(.contentSecurityPolicy): policy.webSockets.socketBlockedByCSP == .neverCloses
        default: false
        }
    }
}

extension FetchReport {
    /// The conversation is over; what came is the body.
    package mutating func conclude(with conversation: WebSocketReport) {
        connection = .webSocket(conversation)
        guard case .fulfilled(var response) = outcome else { return }
        response.body = conversation.text
        outcome = .fulfilled(response)
    }
}

/// How many messages have come, for who waits until there are no more.
private final class MessageCounter: Sendable {
    private let number = Atomic(0)

    var count: Int { number.load(ordering: .relaxed) }

    func add() { number.add(1, ordering: .relaxed) }
}

extension WebSocketConnection {
    /// Whether it went; a page's `send()` on what is closed does nothing.
    fileprivate func sends(_ text: String) async -> Bool {
        do throws(TransportError) {
            try await send(.text(text))
            return true
        } catch {
            return false
        }
    }
}
