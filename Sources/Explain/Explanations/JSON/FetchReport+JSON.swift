internal import BrowserCORS
internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
package import BrowserJSON
internal import WebOrigin

extension FetchReport {
    /// Returns the report as `--json` prints it: `crumb.report/1`.
    ///
    /// A dry run has no outcome, unless the request would be rejected before it is sent.
    package func json(advice: [Advice]) -> JSONValue {
        .object([
            "schema": "crumb.report/1",
            "browser": .string(browser),
            "page": .optional(page) { $0.json(topLevelSite: topLevelSite) },
            "initiator": .string(initiator.name),
            "request": .object([
                "url": .string(url?.href ?? urlText),
                "method": .string(method),
                "mode": .string(mode.rawValue),
                "credentials": .string(credentials.rawValue),
                "redirect": .string(redirect.rawValue),
                "destination": .string(destination.rawValue),
            ]),
            "relation": .optional(relation, \.json),
            "exchanges": .array(exchangesJSON(advice)),
            "internalRedirects": .array(
                internalRedirects.map {
                    .object([
                        "from": .string($0.from.href),
                        "to": .string($0.to.href),
                        "reason": .string($0.reason.rawValue),
                    ])
                }
            ),
            "violationReports": .array(violationReports.map(json)),
            "preflightCache": .string(preflightCache.rawValue),
            "httpCache": .string(httpCache.rawValue),
            "outcome": isDryRun ? .null : outcome.json(of: self),
            "event": .optional(isDryRun ? nil : elementEvent) { .string($0.rawValue) },
            "document": .optional(document) { .string($0.url.href) },
            "console": .strings(isDryRun ? [] : consoleMessages),
            "basis": .string(basis.rawValue),
            "advice": .array(advice.map(\.json)),
            "warnings": .strings(
                warnings.map(\.sentence)
                    + (frameRefusal.map { ["\($0): a browser shows an error page."] } ?? [])
            ),
        ])
    }
}

extension FetchReport {
    private func json(_ report: ViolationReport) -> JSONValue {
        report.json(
            exchanges: report.exchanges.map {
                $0.json(hosts(of: $0), by: policy, number: nil, advice: [])
            }
        )
    }

    private func exchangesJSON(_ advice: [Advice]) -> [JSONValue] {
        var requests = 0
        return exchanges.map { exchange in
            defer { if exchange.kind != .preflight { requests += 1 } }
            let number = exchange.kind == .preflight ? nil : requests
            return exchange.json(hosts(of: exchange), by: policy, number: number, advice: advice)
        }
    }
}

extension [Advice] {
    /// Returns the remedies for this cookie.
    package func remedies(_ mention: Advice.CookieMention) -> [String] {
        let own = filter { $0.cookies.contains(mention) }
        return (own.isEmpty ? filter(\.isForAllCookies) : own).map(\.text)
    }
}

extension Page {
    fileprivate func json(topLevelSite: Site?) -> JSONValue {
        .object([
            "url": .string(url.href),
            "origin": .string(origin.serialized),
            "topLevelSite": .optional(topLevelSite) { .string($0.serialized) },
        ])
    }
}

extension OriginComparison {
    package var json: JSONValue { .object(members) }

    /// The members shared with `origin --json`, which has both URLs before them.
    package var members: [JSONValue.Member] {
        [
            JSONValue.Member("sameOrigin", .bool(sameOrigin)),
            JSONValue.Member("sameSite", .bool(sameSite)),
            JSONValue.Member("schemelesslySameSite", .bool(schemelesslySameSite)),
            JSONValue.Member("differsBy", .strings(differsBy.map(\.rawValue))),
        ]
    }
}

extension Exchange {
    /// Returns the exchange as JSON. `number` is its index among the requests that are not preflights.
    fileprivate func json(
        _ hosts: HostPair?,
        by policy: BrowserPolicy,
        number: Int?,
        advice: [Advice]
    ) -> JSONValue {
        .object([
            "kind": .string(kind.rawValue),
            "method": .string(method),
            "url": .string(url.href),
            "requestHeaders": requestHeaders.json,
            "includesCredentials": .bool(includesCredentials),
            "sameSiteContext": .string(sameSite.level.name),
            "cookies": .array(
                cookies.map { verdict in
                    let mention = Advice.CookieMention.stored(name: verdict.cookie.name.utf8Decoded)
                    let remedies = verdict.isSent ? [] : advice.remedies(mention)
                    return verdict.json(hosts, remedies: remedies).judged(verdict, by: policy)
                }
            ),
            "status": .optional(response) { .integer($0.status) },
            "responseHeaders": .optional(response, \.headers.json),
            "setCookies": .array(
                setCookies.enumerated().map { index, verdict in
                    let isFine = [.created, .updated, .deleted].contains(verdict.effect)
                    let remedies =
                        isFine
                        ? nil
                        : number.map {
                            advice.remedies(.line(request: $0, index: index))
                        }
                    return verdict.json(hosts, remedies: remedies ?? [])
                        .judged(verdict, by: policy)
                }
            ),
            "cors": .optional(cors) { $0.json.judged($0, by: policy) },
            "clearSiteData": .optional(clearSiteData, \.json),
            "strictTransportSecurity": .optional(transportSecurity) {
                .object([
                    "maxAge": .integer(Int($0.maxAge)),
                    "includeSubDomains": .bool($0.includesSubdomains),
                ])
            },
            "durationMs": .optional(response) {
                .milliseconds(microseconds: $0.durationMicroseconds)
            },
        ])
    }
}

extension SameSiteContext.Level {
    /// The name in the report and in explanations.
    package var name: String {
        switch self {
        case .strict: "strict"
        case .lax: "lax"
        case .laxMethodUnsafe: "lax-unsafe"
        case .crossSite: "cross-site"
        }
    }
}

extension ClearSiteDataVerdict {
    fileprivate var json: JSONValue {
        .object([
            "types": .strings(types),
            "unknownTypes": .strings(unknownTypes),
            "obstacle": .optional(obstacle) { .string($0.rawValue) },
            "cookies": .strings(cookies.map(\.shownName)),
        ])
    }
}

extension CORSVerdict {
    fileprivate var json: JSONValue {
        switch self {
        case .passed:
            .object(["passed": .bool(true), "error": .null, "parameter": .null])
        case .failed(let failure):
            .object([
                "passed": .bool(false),
                "error": .string(failure.code),
                "parameter": failure.parameter.isEmpty ? .null : .string(failure.parameter),
            ])
        }
    }
}

extension HeaderList {
    /// The headers with values as script sees them in `Headers`: one character for each byte.
    var json: JSONValue {
        .array(
            headers.map { .array([.string($0.name), .string($0.value.isomorphicDecoded)]) }
        )
    }
}

extension FetchOutcome {
    fileprivate func json(of report: FetchReport) -> JSONValue {
        switch self {
        case .fulfilled(let response):
            .object([
                "result": "fulfilled",
                "response": response.json(of: report),
                "error": .null,
                "beacon": report.beaconJSON,
                "eventSource": report.eventSourceJSON,
                "webSocket": report.webSocketJSON,
            ])
        case .rejected(let failure):
            .object([
                "result": "rejected",
                "response": .null,
                "error": failure.json(of: report),
                "beacon": report.beaconJSON,
                "eventSource": report.eventSourceJSON,
                "webSocket": report.webSocketJSON,
            ])
        }
    }
}

extension FetchReport {
    /// The outcome of a beacon; `null` for any other request, and if `sendBeacon()` threw.
    fileprivate var beaconJSON: JSONValue {
        guard case .beacon(let returned?) = connection else { return .null }
        return .object(["returned": .bool(returned)])
    }
}

extension FetchReport {
    /// The state of an event source; `null` for any other request.
    fileprivate var eventSourceJSON: JSONValue {
        guard case .eventSource(let source) = connection else { return .null }
        return .object([
            "readyState": .integer(source.readyState.rawValue),
            "connections": .integer(source.connections.count),
            "messageCount": .integer(source.messageCount),
            "events": .array(source.events.map(\.json)),
        ])
    }

    /// The state of a WebSocket; `null` for any other request.
    fileprivate var webSocketJSON: JSONValue {
        guard case .webSocket(let socket) = connection else { return .null }
        return .object([
            "url": .optional(socket.url) { .string($0.href) },
            "protocol": .string(socket.subprotocol),
            "opened": .bool(socket.isOpen),
            "sentCount": .integer(socket.sentCount),
            "messageCount": .integer(socket.messageCount),
            "messages": .array(socket.messages.map(\.json)),
            "closeCode": .optional(socket.closeCode) { .integer($0) },
            "closeReason": .string(socket.closeReason),
            "wasClean": .bool(socket.wasClean),
            "error": .optional(socket.fault) { .string($0.sentence) },
        ])
    }
}

extension WebSocketMessage {
    /// The message: text as it is, bytes in base64.
    fileprivate var json: JSONValue {
        switch self {
        case .text(let text): .object(["text": .string(text)])
        case .binary(let bytes): .object(["base64": .string(bytes.base64Encoded)])
        }
    }
}

extension EventSourceReport.Event {
    fileprivate var json: JSONValue {
        switch self {
        case .open: .object(["event": "open"])
        case .message(let type, let data, let id, let origin):
            .object([
                "event": .string(type),
                "data": .string(data),
                "lastEventId": .string(id),
                "origin": .string(origin),
            ])
        case .error(let state):
            .object(["event": "error", "readyState": .integer(state.rawValue)])
        }
    }
}

extension Initiator {
    /// The name in the report and in the log.
    package var name: String {
        switch self {
        case .fetch: "fetch"
        case .xhr: "xhr"
        case .webSocket: "websocket"
        case .eventSource: "eventsource"
        case .beacon: "beacon"
        case .element(let destination): destination.rawValue
        case .navigation(let kind): kind.rawValue
        }
    }
}

extension FetchFailure {
    /// Returns the error that the page's script catches, and its reason.
    fileprivate func json(of report: FetchReport) -> JSONValue {
        .object([
            "name": .string(report.errorName(of: self)),
            "message": .string(report.scriptMessage(of: self)),
            "code": .string(code),
            "detail": .string(sentence),
        ])
    }
}

extension PageResponse {
    fileprivate func json(of report: FetchReport) -> JSONValue {
        let text = body.flatMap(\.utf8Validated)
        return .object([
            "type": .string(kind.rawValue),
            "status": .integer(status),
            "statusText": .string(statusText.isomorphicDecoded),
            "ok": .bool(Status.isOK(status)),
            "url": .string(url),
            "redirected": .bool(isRedirected),
            "headers": HeaderList(headers).json,
            "body": .optional(text) { .string($0) },
            "bodyBase64": text == nil ? .optional(body) { .string($0.base64Encoded) } : .null,
            "bodyCutFrom": .optional(bodyCutFrom) { .integer($0) },
            "bodyError": .optional(bodyError) { $0.json(of: report) },
        ])
    }
}
