internal import BrowserFetch
internal import BrowserJSON

/// A page's event sources.
extension ScriptedPage {
    func openSource(_ message: PageMessage) {
        let id = message.id
        let input = EventSourceRequest(
            url: message.string("url"),
            withCredentials: message.json["withCredentials"].isTrue
        )
        startStream(id) { page in
            let listener = EventSourceListener(
                connected: { report in
                    await page.applySideEffects(of: report)
                    await page.listener.requested(report)
                    return await page.isListening(id)
                },
                heard: { event in
                    await page.deliver(event, of: id)
                    return await page.isListening(id)
                }
            )
            _ = await page.browser.eventSource(input, from: page.page, for: listener)
        }
    }

    /// The page hears nothing more of it.
    func closeSource(_ message: PageMessage) { endStream(message.id) }

    private func deliver(_ event: EventSourceReport.Event, of id: Int) {
        guard isListening(id) else { return }
        switch event {
        case .open: send(.object(["t": "sourceopen", "id": .integer(id)]))
        case .message(let type, let data, let lastEventID, let origin):
            send(
                .object([
                    "t": "sourcemessage", "id": .integer(id), "type": .string(type),
                    "lastEventID": .string(lastEventID), "origin": .string(origin),
                ]),
                bytes: Array(data.utf8)
            )
        case .error(let state):
            send(
                .object([
                    "t": "sourceerror", "id": .integer(id),
                    "readyState": .integer(state.rawValue),
                ])
            )
        }
    }
}
