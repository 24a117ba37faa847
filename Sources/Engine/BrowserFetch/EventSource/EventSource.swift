internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
package import WebOrigin

/// The arguments of a page's `new EventSource(url, {withCredentials})`, and the limits of listening
/// to it.
package struct EventSourceRequest: Hashable, Sendable {
    /// Absolute, or relative to the page's URL.
    package var url: String
    package var withCredentials: Bool
    /// The names of the events to listen for besides `message`; `nil` for all.
    package var eventNames: Set<String>?
    /// The last event ID to start with, as if an earlier connection had received it.
    package var lastEventID: String
    /// The number of error events after which listening ends.
    package var errorLimit: Int?
    package var messageLimit: Int?
    /// The time limit in milliseconds.
    package var timeLimit: Int64?

    package init(
        url: String,
        withCredentials: Bool = false,
        eventNames: Set<String>? = nil,
        lastEventID: String = "",
        errorLimit: Int? = nil,
        messageLimit: Int? = nil,
        timeLimit: Int64? = nil
    ) {
        self.url = url
        self.withCredentials = withCredentials
        self.eventNames = eventNames
        self.lastEventID = lastEventID
        self.errorLimit = errorLimit
        self.messageLimit = messageLimit
        self.timeLimit = timeLimit
    }
}

/// The result of an EventSource.
package struct EventSourceReport: Hashable, Sendable {
    /// An event that a listener received.
    package enum Event: Hashable, Sendable {
        case open
        /// `origin`: that of the URL that the stream came from.
        case message(type: String, data: String, lastEventID: String, origin: String)
        case error(ReadyState)
    }

    /// https://html.spec.whatwg.org/#dom-eventsource-readystate
    package enum ReadyState: Int, Hashable, Sendable {
        case connecting, open, closed
    }

    /// The limit that ended listening; `nil` if the source closed.
    package enum End: String, Hashable, Sendable {
        case error, messages, time
    }

    /// The report of each connection.
    package var connections: [FetchReport]
    /// `nil` if the constructor threw.
    package var url: WebURL?
    package var events: [Event] = []
    package var readyState = ReadyState.connecting
    package var end: End?
    /// The number of all messages; only the first ``keptLimit`` events are kept.
    package var messageCount = 0

    private static let keptLimit = 10_000

    mutating func append(_ event: Event) {
        if case .message = event { messageCount += 1 }
        if events.count < Self.keptLimit { events.append(event) }
    }

    /// A single report of all connections, with everything sent and received, and the final
    /// outcome. Its body consists of the messages that the page received, one per line.
    ///
    /// `nil` if there was no connection.
    package var whole: FetchReport? {
        guard var report = connections.last else { return nil }
        report.exchanges = connections.flatMap(\.exchanges)
        report.connection = .eventSource(self)
        let opened = connections.last { if case .fulfilled = $0.outcome { true } else { false } }
        guard let opened, case .fulfilled(var response) = opened.outcome else { return report }
        // A stream that the server ends for good, with 204, still counts as a stream.
        if case .rejected(.eventStream) = report.outcome { report.outcome = opened.outcome }
        guard case .fulfilled = report.outcome else { return report }
        response.body = ByteString(
            utf8: events.map { event in
                if case .message(_, let data, _, _) = event { data + "\n" } else { "" }
            }.joined()
        )
        response.bodyError = nil
        report.outcome = .fulfilled(response)
        return report
    }
}

/// Receives what happens to an event source as it happens. A function that returns false closes it,
/// as the page's `close()` does.
package struct EventSourceListener: Sendable {
    /// Called when a connection succeeded or failed.
    var connected: @Sendable (FetchReport) async -> Bool
    var heard: @Sendable (EventSourceReport.Event) async -> Bool

    package init(
        connected: @escaping @Sendable (FetchReport) async -> Bool = { _ in true },
        heard: @escaping @Sendable (EventSourceReport.Event) async -> Bool = { _ in true }
    ) {
        self.connected = connected
        self.heard = heard
    }
}

extension Browser {
    /// Runs a page's `new EventSource(url)` until it closes or reaches a limit.
    ///
    /// `listener` receives events as they happen; `wait` waits for a number of milliseconds.
    ///
    /// https://html.spec.whatwg.org/#dom-eventsource
    package func eventSource(
        _ input: EventSourceRequest,
        from page: Page,
        for listener: EventSourceListener = EventSourceListener(),
        wait: @Sendable (Int64) async -> Void = { await pause(for: .milliseconds($0)) }
    ) async -> EventSourceReport {
        let template = FetchReport.Template(
            browser: policy.name,
            page: page,
            urlText: input.url,
            method: "GET",
            mode: .cors,
            credentials: input.withCredentials ? .include : .sameOrigin,
            redirect: .follow,
            destination: .fetch,
            initiator: .eventSource,
            asked: .eventSource(input),
            thirdParty: policy.cookies.thirdParty
        )
        // 3-4. Parse the URL against the page's base URL; on failure, throw a SyntaxError.
        let url: WebURL
        do throws(URLFailure) {
            url = try WebURL(parsing: input.url, base: page.baseURL)
        } catch {
            let failure = FetchFailure.invalidURL(input: input.url, error)
            return EventSourceReport(
                connections: [template.report(.rejected(failure), suffixes: suffixes)]
            )
        }
        var session = EventSourceSession(input, url: url, policy: policy, started: now())
        while let wanted = session.nextURL {
            var request = streamRequest(wanted, input: input, page: page)
            // https://html.spec.whatwg.org/#reestablish-the-connection, step 5.4
            if !session.lastEventID.isEmpty {
                request.headers.append(
                    "Last-Event-ID",
                    Header.normalizeValue(ByteString(utf8: session.lastEventID))
                )
            }
            let (report, response) = await runStream(request, client: page, template: template)
            let isOpen = session.connectionEnded(report, response, at: now())
            if let connection = session.report.connections.last,
                !(await listener.connected(connection))
            {
                session.close()
            }
            await deliver(&session, to: listener)
            if isOpen, let response {
                await read(response, into: &session, for: listener)
                await deliver(&session, to: listener)
            }
            guard session.nextURL != nil, !Task.isCancelled else { break }
            await wait(session.reconnectionTime)
            if Task.isCancelled { break }
        }
        return session.report
    }

    private func deliver(_ session: inout EventSourceSession, to listener: EventSourceListener)
        async
    {
        for event in session.takeNewEvents() where !session.isClosed {
            if !(await listener.heard(event)) { session.close() }
        }
    }

    private func read(
        _ response: HTTPResponse,
        into session: inout EventSourceSession,
        for listener: EventSourceListener
    ) async {
        guard let stream = response.stream else {
            _ = session.read(response.body)
            return session.end(with: response.bodyError, at: now())
        }
        var isWanted = !session.isClosed
        while isWanted, let bytes = await stream.next() {
            isWanted = session.read(bytes)
            await deliver(&session, to: listener)
            if session.isClosed { isWanted = false }
        }
        stream.cancel()
        session.end(with: stream.error, at: now())
    }

    /// Steps 5 to 9.
    private func streamRequest(
        _ url: WebURL,
        input: EventSourceRequest,
        page: Page
    ) -> Request {
        var request = Request(
            method: "GET",
            urlList: [url],
            headers: HeaderList(),
            body: nil,
            mode: .cors,
            credentials: input.withCredentials ? .include : .sameOrigin,
            redirect: .follow,
            cache: .noStore,
            destination: .fetch,
            referrer: .client,
            referrerPolicy: page.referrerPolicy,
            origin: page.origin,
            initiator: .eventSource,
            // The page sets no headers, so no preflight is needed.
            isUnsafeRequest: false,
            hasUserActivation: false
        )
        request.streamsBody = true
        request.headers.append("Accept", "text/event-stream")
        return request
    }

    private func runStream(
        _ request: Request,
        client: Page,
        template: FetchReport.Template
    ) async -> (FetchReport, HTTPResponse?) {
        if request.url.scheme == "data", !policy.eventSource.readsDataURLs {
            let failure = FetchFailure.unsupportedScheme(request.url)
            return (template.report(.rejected(failure), suffixes: suffixes), nil)
        }
        var report = await run(request, client: client, template: template)
        // A `data:` URL has no exchange.
        let message = report.exchanges.last?.response
        // The request in the report may be repeated, and the report must not read from the stream.
        for index in report.exchanges.indices { report.exchanges[index].response?.stream = nil }
        guard case .fulfilled(let response) = report.outcome else {
            message?.stream?.cancel()
            return (report, nil)
        }
        return (report, message ?? response.asMessage)
    }
}

extension PageResponse {
    fileprivate var asMessage: HTTPResponse {
        HTTPResponse(
            status: status,
            headers: HeaderList(headers),
            body: body ?? ByteString()
        )
    }
}
