internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// An EventSource between its connections.
///
/// https://html.spec.whatwg.org/#sse-processing-model
struct EventSourceSession {
    private let input: EventSourceRequest
    private let policy: EventSourcePolicy
    private let started: Moment
    private(set) var report: EventSourceReport
    private(set) var lastEventID: String
    /// Milliseconds.
    private(set) var reconnectionTime: Int64 = 3000
    /// Where the next connection goes; `nil` where there will be none.
    private(set) var nextURL: WebURL?
    private var stream: EventStream
    private var newEvents: [EventSourceReport.Event] = []
    private var isTimeUp = false
    private(set) var isClosed = false
    private var messageCount = 0
    private var errorCount = 0

    init(_ input: EventSourceRequest, url: WebURL, policy: BrowserPolicy, started: Moment) {
        self.input = input
        self.policy = policy.eventSource
        self.started = started
        report = EventSourceReport(connections: [], url: url)
        lastEventID = input.lastEventID
        stream = EventStream(lastEventID: input.lastEventID, policy: policy.eventSource)
        nextURL = url
    }

    /// A connection has been made, or could not be. Returns whether its body is to be read.
    mutating func connectionEnded(
        _ fetch: FetchReport,
        _ response: HTTPResponse?,
        at now: Moment
    ) -> Bool {
        let asked = nextURL
        nextURL = nil
        var fetch = fetch
        guard let response else {
            report.connections.append(fetch)
            // A network error: reestablish the connection, unless that is futile; else fail it.
            if isRetried(fetch.outcome) {
                reestablish(at: asked, now: now)
            } else {
                fail(now: now)
            }
            return false
        }
        // A status other than 200 or another type: fail the connection.
        if let failure = refusal(of: response, fetch) {
            fetch.outcome = .rejected(.eventStream(failure))
            report.connections.append(fetch)
            fail(now: now)
            return false
        }
        report.connections.append(fetch)
        // Otherwise announce the connection and interpret the body.
        report.readyState = .open
        append(.open)
        stream = EventStream(lastEventID: lastEventID, policy: policy)
        return true
    }

    /// The stream has ended; `error`: why, where that is not its end.
    mutating func end(with error: TransportError?, at now: Moment) {
        guard report.end == nil, !isClosed, let fetch = report.connections.last else { return }
        if case .timeout? = error { isTimeUp = true }
        if isOver(at: now) || isTimeUp {
            report.end = .time
            return
        }
        reestablish(at: reconnectionURL(after: fetch), now: now)
    }

    private mutating func append(_ event: EventSourceReport.Event) {
        report.append(event)
        newEvents.append(event)
    }

    /// The page does not want it any more.
    mutating func close() {
        isClosed = true
        report.readyState = .closed
        nextURL = nil
    }

    /// What has happened since the last time.
    mutating func takeNewEvents() -> [EventSourceReport.Event] {
        defer { newEvents = [] }
        return newEvents
    }

    private func refusal(of response: HTTPResponse, _ fetch: FetchReport) -> EventStreamFailure? {
        if response.status != 200 { return .status(response.status) }
        // https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
        let value = response.headers.get("Content-Type")
        let types = value?.decodedAndSplit.compactMap { MIMEType(parsing: ByteString(utf8: $0)) }
        let counting = policy.listedStreamTypes == .last ? types?.last : types?.first
        guard let type = counting else { return .type(value?.isomorphicDecoded ?? "") }
        guard type.essence == "text/event-stream" else { return .type(type.essence) }
        if policy.streamCharset == .refused, let charset = type.parameters["charset"],
            !["utf-8", "utf8"].contains(charset.asciiLowercased)
        {
            return .charset(charset)
        }
        return nil
    }

    /// Reads on. Returns whether more is wanted.
    mutating func read(_ bytes: ByteString) -> Bool {
        guard let fetch = report.connections.last else { return false }
        let isWithinLimits = stream.read(bytes)
        if let time = stream.reconnectionTime { reconnectionTime = time }
        let source = fetch.exchanges.last?.url ?? fetch.url
        let origin = source.map { $0.origin.serialized } ?? "null"
        for event in stream.takeEvents() {
            let isHeard =
                event.type == "message" || input.eventNames.map { $0.contains(event.type) } ?? true
            guard isHeard else { continue }
            append(
                .message(
                    type: event.type,
                    data: event.data,
                    lastEventID: event.lastEventID,
                    origin: origin
                )
            )
            messageCount += 1
            lastEventID = event.lastEventID
            if messageCount == input.messageLimit {
                report.end = .messages
                return false
            }
        }
        lastEventID = stream.lastEventID
        return isWithinLimits
    }

    private func reconnectionURL(after fetch: FetchReport) -> WebURL? {
        switch policy.reconnectionURL {
        case .first: return report.url
        case .last: return fetch.exchanges.last?.url ?? fetch.url
        case .lastPermanent:
            let hops = fetch.exchanges
            let permanent = hops.prefix { [301, 308].contains($0.response?.status) }
            return permanent.count < hops.count ? hops[permanent.count].url : fetch.url
        }
    }

    private func isRetried(_ outcome: FetchOutcome) -> Bool {
        guard case .rejected(let failure) = outcome else { return false }
        switch failure {
        // It would be futile.
        case .transport(.timeout), .transport(.refusedAddress): return false
        case .transport: return policy.unreachableServer == .retried
        case .tooManyRedirects: return policy.redirectLoop == .retried
        default: return false
        }
    }

    /// https://html.spec.whatwg.org/#reestablish-the-connection
    private mutating func reestablish(at url: WebURL?, now: Moment) {
        report.readyState = .connecting
        fireError()
        guard report.end == nil else { return }
        let elapsed = now.microseconds(since: started) / 1000
        if let limit = input.timeLimit, elapsed + reconnectionTime >= limit {
            report.end = .time
            return
        }
        nextURL = url
    }

    /// https://html.spec.whatwg.org/#fail-the-connection
    private mutating func fail(now: Moment) {
        report.readyState = .closed
        fireError()
        // Nothing more will be heard, however long one listens.
        if report.end == nil, input.timeLimit != nil { report.end = .time }
    }

    private mutating func fireError() {
        append(.error(report.readyState))
        errorCount += 1
        if errorCount == input.errorLimit { report.end = .error }
    }

    private func isOver(at now: Moment) -> Bool {
        guard let limit = input.timeLimit else { return false }
        return now.microseconds(since: started) / 1000 >= limit
    }
}

/// Why a response is not an event stream.
package enum EventStreamFailure: Hashable, Sendable {
    case status(Int)
    /// The `Content-Type`.
    case type(String)
    case charset(String)
}
