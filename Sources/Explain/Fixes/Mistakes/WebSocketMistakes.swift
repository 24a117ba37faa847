internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

// What is wrong with the answer to a WebSocket's handshake, besides cookies.

extension Adviser {
    /// How the handshake would open the connection, tried.
    func webSocketAdvice() async -> [Advice] {
        guard report.initiator == .webSocket, case .webSocket(let request)? = report.asked,
            case .rejected(.webSocketHandshake(let failure)) = report.outcome
        else { return [] }
        switch failure {
        case .noSubprotocol, .unofferedSubprotocol:
            var advice: [Advice] = []
            if let name = request.protocols.first,
                await opens(request, { $0.set("Sec-WebSocket-Protocol", ByteString(utf8: name)) })
            {
                advice.append(choosing(name, of: failure))
            }
            var without = request
            without.protocols = []
            if await opens(without) { advice.append(calling(without, of: failure)) }
            return advice
        case .unrequestedSubprotocol(let name):
            var with = request
            with.protocols = [name]
            return await opens(with) ? [calling(with, of: failure)] : []
        case .unsupportedExtension:
            guard await opens(request, { $0.delete("Sec-WebSocket-Extensions") }) else { return [] }
            return [
                Advice(
                    code: failure.code,
                    text: "Let the server answer Sec-WebSocket-Extensions only where the handshake "
                        + "has it.",
                    fixes: []
                )
            ]
        case .unexpectedStatus(400), .unexpectedStatus(403): return [originAdvice(failure)]
        default: return []
        }
    }

    /// Whether the handshake succeeds in every browser, with what `change` makes of the answer.
    private func opens(
        _ request: WebSocketRequest,
        _ change: (inout HeaderList) -> Void = { _ in }
    ) async -> Bool {
        guard var situation = RequestSnapshot(report), let page = situation.page else { return false }
        for index in situation.hops.indices {
            if var response = situation.hops[index].response {
                change(&response.headers)
                situation.hops[index].response = response
            }
        }
        let started = situation.started
        for policy in reports.map(\.policy) {
            let browser = Browser(
                policy: policy,
                suffixes: suffixes,
                jar: CookieJar(suffixes: suffixes),
                transport: SimulatedNetwork(situation.hops, grant: nil),
                now: { started }
            )
            let report = await browser.run(.webSocket(request), from: page)
            guard case .fulfilled? = report?.outcome else { return false }
        }
        return true
    }

    private func choosing(_ name: String, of failure: WebSocketHandshakeFailure) -> Advice {
        func quoted(_ framework: Framework) -> String { framework.quoted(name) }
        return Advice(
            code: failure.code,
            text: "Let the server choose one of those that the page offers: "
                + "Sec-WebSocket-Protocol: \(name).",
            fixes: [
                Advice.Fix(
                    Framework.flask.rawValue,
                    "app.config[\"SOCK_SERVER_OPTIONS\"] = {\"subprotocols\": [\(quoted(.flask))]}"
                        + "  # flask-sock"
                ),
                Advice.Fix(
                    Framework.express.rawValue,
                    "new WebSocketServer({ server, handleProtocols: (offered) => "
                        + "offered.has(\(quoted(.express))) && \(quoted(.express)) })"
                ),
                Advice.Fix(
                    Framework.fastapi.rawValue,
                    "await websocket.accept(subprotocol=\(quoted(.fastapi)))"
                ),
            ]
        )
    }

    private func calling(
        _ request: WebSocketRequest,
        of failure: WebSocketHandshakeFailure
    ) -> Advice {
        let target = Framework.express.quoted(report.url?.href ?? report.urlText)
        let names = request.protocols.map { Framework.express.quoted($0) }
        let second = names.isEmpty ? "" : ", [\(names.joined(separator: ", "))]"
        let text =
            names.isEmpty
            ? "Or offer no subprotocol, if the server knows none."
            : "Offer the subprotocol that the server speaks."
        return Advice(
            code: failure.code,
            text: text,
            fixes: [Advice.Fix(Advice.Fix.page, "new WebSocket(\(target)\(second))")]
        )
    }

    /// What such a status mostly stands for. Whether it does here only the server knows.
    private func originAdvice(_ failure: WebSocketHandshakeFailure) -> Advice {
        let origin = pageOrigin
        return Advice(
            code: failure.code,
            text: "If the server refuses pages that it does not know (a WebSocket has no CORS, so "
                + "servers look at Origin themselves), let it know \(origin).",
            fixes: Framework.webSocketFixes(allowing: origin)
        )
    }
}
