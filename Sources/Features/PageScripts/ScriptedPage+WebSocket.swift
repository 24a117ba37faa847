internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// A page's WebSockets.
extension ScriptedPage {
    /// The constructor: the page waits until it knows whether that throws.
    func openSocket(_ message: PageMessage) async {
        let input = WebSocketRequest(
            url: message.string("url"),
            protocols: (message.json["protocols"].elements ?? []).compactMap(\.string)
        )
        switch await browser.construct(input, from: page) {
        case .throwsError(let failure):
            // It is refused again, for its report; nothing is sent.
            let report = await browser.webSocket(input, from: page).report
            answer(
                .object([
                    "error": .object([
                        "name": .string(report.errorName(of: failure)),
                        "message": .string(report.scriptMessage(of: failure)),
                    ])
                ])
            )
            await listener.requested(report)
        case .returns(let url):
            let socket = PageSocket()
            sockets[message.id] = socket
            startStream(message.id) { page in await page.run(socket, message.id, input) }
            answer(.object(["url": .string(url.href)]))
        }
    }

    func sendOverSocket(_ message: PageMessage) {
        let data: WebSocketMessage =
            message.json["text"].isTrue
            ? .text(message.text) : .binary(ByteString(message.bytes))
        sockets[message.id]?.wish(.send(data, count: message.number("count") ?? 0))
    }

    func closeSocket(_ message: PageMessage) {
        sockets[message.id]?.wish(
            .close(code: message.number("code"), reason: message.string("reason"))
        )
    }

    private func run(_ socket: PageSocket, _ id: Int, _ input: WebSocketRequest) async {
        defer { sockets[id] = nil }
        var opening = await open(input)
        await applySideEffects(of: opening.report)
        guard let connection = opening.connection else {
            let isSilent = browser.neverCloses(opening.report)
            reportEnd(of: id, failed: true, isSilent ? nil : (1006, "", false))
            return await listener.requested(opening.report)
        }
        var result = opening.conversation
        if socket.closedBeforeOpen {
            // Closed before it was open: the page hears of no opening.
            await connection.close(code: nil, reason: "")
            result.close(1006, "", wasClean: false)
            reportEnd(of: id, failed: true, (1006, "", false))
        } else {
            send(
                .object([
                    "t": "socketopen", "id": .integer(id),
                    "protocol": .string(opening.subprotocol),
                ])
            )
            async let serving = socket.serve(connection) { await self.reportSent($0, over: id) }
            await receiveMessages(connection, id, &result)
            socket.end()
            result.sentCount = await serving
        }
        opening.report.conclude(with: result)
        await listener.requested(opening.report)
    }

    private func reportSent(_ count: Int, over id: Int) {
        send(.object(["t": "socketsent", "id": .integer(id), "count": .integer(count)]))
    }

    private func receiveMessages(
        _ connection: any WebSocketConnection,
        _ id: Int,
        _ result: inout WebSocketReport
    ) async {
        var hasFailed = false
        while true {
            switch await connection.receive() {
            case .message(let message):
                result.append(message)
                let (isText, bytes) =
                    switch message {
                    case .text(let text): (true, Array(text.utf8))
                    case .binary(let data): (false, data.bytes)
                    }
                send(
                    .object([
                        "t": "socketmessage", "id": .integer(id), "isText": .bool(isText),
                    ]),
                    bytes: bytes
                )
            case .failed(let fault):
                result.fault = fault
                hasFailed = true
            case .closed(let code, let reason, let wasClean):
                result.close(code, reason, wasClean: wasClean)
                return reportEnd(of: id, failed: hasFailed, (code, reason, wasClean))
            }
        }
    }

    /// `close`: what the close event says; `nil` where there is none.
    private func reportEnd(
        of id: Int,
        failed: Bool,
        _ close: (code: Int, reason: String, wasClean: Bool)?
    ) {
        send(
            .object(leavingOutNil: [
                "t": "socketclosed", "id": .integer(id), "failed": .bool(failed),
                "code": close.map { .integer($0.code) },
                "reason": close.map { .string($0.reason) },
                "wasClean": close.map { .bool($0.wasClean) },
            ])
        )
    }
}
