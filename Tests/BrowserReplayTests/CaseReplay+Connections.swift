import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Explanations
import WebOrigin

extension CaseReplay {
    func runWebSocket(
        _ step: RecordedCase.Step,
        in client: Page,
        _ observed: inout ObservedStep
    ) async {
        let opening = await browser.webSocket(
            WebSocketRequest(url: step.url ?? "", protocols: step.subprotocols),
            from: client
        )
        observed.reports.append(opening.report)
        let outcome = await outcome(of: opening)
        observed.outcome = shortened(outcome)
    }

    private func outcome(of opening: WebSocketOpening) async -> [String] {
        guard let url = opening.url else {
            guard case .rejected(let failure) = opening.report.outcome else { return ["open"] }
            return ["rejected", opening.report.errorName(of: failure)]
        }
        guard let connection = opening.connection else {
            let sockets = browser.policy.webSockets
            let neverCloses =
                (sockets.socketBlockedByCSP == .neverCloses && opening.report.isBlockedByCSP)
                || (sockets.insecureSocket == .neverCloses && opening.report.isMixedContent)
            return [
                "error", url.href, "protocol ",
                neverCloses ? "no close event" : "close 1006  false",
            ]
        }
        var lines = ["open", url.href, "protocol \(opening.subprotocol)"]
        while true {
            switch await connection.receive() {
            case .message(.text(let text)): lines.append("message \(text)")
            case .message(.binary(let bytes)): lines.append("message \(bytes.count) bytes")
            case .failed: break
            case .closed(let code, let reason, let wasClean):
                return lines + ["close \(code) \(reason) \(wasClean)"]
            }
        }
    }

    func runEventSource(
        _ step: RecordedCase.Step,
        in client: Page,
        _ observed: inout ObservedStep
    ) async {
        let clock = clock
        let report = await browser.eventSource(
            EventSourceRequest(
                url: step.url ?? "",
                withCredentials: step.withCredentials ?? false,
                eventNames: Set(step.events ?? []),
                errorLimit: step.errors ?? 1,
                messageLimit: step.messages,
                timeLimit: Int64(step.limit ?? 3000)
            ),
            from: client,
            wait: { clock.advance(byMicroseconds: $0 * 1000) }
        )
        observed.reports += report.connections
        observed.outcome = shortened(outcome(of: report))
    }

    private func outcome(of report: EventSourceReport) -> [String] {
        guard let url = report.url else {
            guard case .rejected(let failure)? = report.connections.first?.outcome else {
                return []
            }
            return ["rejected", report.connections[0].errorName(of: failure)]
        }
        let log = report.events.map { event -> String in
            switch event {
            case .open: return #"["open"]"#
            case .message(let type, let data, let id, let origin):
                let texts = [type, data, id, origin].map { RecordedValue.string($0) }
                return RecordedValue.array(texts).line
            case .error(let state): return #"["error", \#(state.rawValue)]"#
            }
        }
        return [report.events.contains(.open) ? "open" : "error", url.href] + log
            + [report.end?.rawValue ?? "", "\(report.readyState.rawValue)"]
    }

    func runBeacon(
        _ step: RecordedCase.Step,
        in client: Page,
        _ observed: inout ObservedStep
    ) async {
        let first = RecordedCase.Beacon(url: step.url ?? "", data: step.data ?? step.body)
        var beacons = ([first] + (step.more ?? [])).map {
            BeaconRequest(url: $0.url, data: $0.data?.body)
        }
        if let type = step.type, let text = first.data?.text {
            beacons[0].data = .blob(ByteString(utf8: text), type: type)
        }
        let reports = await browser.sendBeacons(beacons, from: client)
        observed.reports += reports.map(\.report)
        if let thrown = reports.first(where: { $0.returned == nil }),
            case .rejected(let failure) = thrown.report.outcome
        {
            observed.outcome = ["rejected", thrown.report.errorName(of: failure)]
            return
        }
        let returned = reports.map { RecordedValue.bool($0.returned ?? false) }
        observed.outcome = [
            "resolved", returned.count == 1 ? returned[0].line : RecordedValue.array(returned).line,
        ]
    }
}

extension FetchReport {
    var isBlockedByCSP: Bool {
        if case .rejected(.contentSecurityPolicy) = outcome { true } else { false }
    }

    var isMixedContent: Bool {
        if case .rejected(.mixedContent) = outcome { true } else { false }
    }
}
