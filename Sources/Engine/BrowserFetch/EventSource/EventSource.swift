internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
package import WebOrigin

/// What a page passes to `new EventSource(url, {withCredentials})`, and when its listening ends.
package struct EventSourceRequest: Hashable, Sendable {
    /// Relative to the page's URL, or absolute.
    package var url: String
    package var withCredentials: Bool
    /// The names of events that are listened for besides `message`; `nil` for all.
    package var eventNames: Set<String>?
    /// As if an earlier connection had come so far.
    package var lastEventID: String
    /// How many error events are waited for.
    package var errorLimit: Int?
    package var messageLimit: Int?
    /// Milliseconds.
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

/// What came of an EventSource.
package struct EventSourceReport: Hashable, Sendable {
    /// What a listener heard.
    package enum Event: Hashable, Sendable {
        case open
        /// `origin`: of the URL that the stream came from.
        case message(type: String, data: String, lastEventID: String, origin: String)
        case error(ReadyState)
    }

    /// https://html.spec.whatwg.org/#dom-eventsource-readystate
    package enum ReadyState: Int, Hashable, Sendable {
        case connecting, open, closed
    }

    /// Which limit ended it; `nil` where it closed by itself.
    package enum End: String, Hashable, Sendable {
        case error, messages, time
    }

    /// One for each connection.
    package var connections: [FetchReport]
    /// `nil` where the constructor threw.
    package var url: WebURL?
    package var events: [Event] = []
    package var readyState = ReadyState.connecting
    package var end: End?
    /// Messages, of which only the first ``keptLimit`` events are kept.
    package var messageCount = 0

    private static let keptLimit = 10_000

    mutating func append(_ event: Event) {
        if case .message = event { messageCount += 1 }
        if events.count < Self.keptLimit { events.append(event) }
    }

    /// One report of all connections: what went over the wire, and what came of it in the end. What
    /// the page heard is the body, a line each.
    ///
    /// `nil` where there was no connection.
    package var whole: FetchReport? {
        guard var report = connections.last else { return nil }
        report.exchanges = connections.flatMap(\.exchanges)
        report.connection = .eventSource(self)
        let opened = connections.last { if case .fulfilled = $0.outcome { true } else { false } }
        guard let opened, case .fulfilled(var response) = opened.outcome else { return report }
        // A stream that ends for good, with 204, was one all the same.
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

/// Who hears of an event source while it is under way; false closes it, as the page's `close()` does.
package struct EventSourceListener: Sendable {
    /// A connection was made, or could not be.
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
    /// What a page's `new EventSource(url)` does until it closes or a limit is reached.
    ///
    /// `listener` is told of what happens when it does; `wait` lets so many milliseconds pass.
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
        // 3-4. Parse the URL against the page's; on failure throw a SyntaxError.
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

    private func deliver(_ session: inout EventSourceSession, to listener: EventSourceListener) async {
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
            // The page sets no header: nothing that is sent asks for a preflight.
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
        // What is told of it may be asked again, and must not read on.
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
