internal import Cookies
internal import HTTP
internal import Infra
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
}

extension Browser {
    /// What a page's `new EventSource(url)` does until it closes or a limit is reached.
    ///
    /// `wait`: lets so many milliseconds pass.
    ///
    /// https://html.spec.whatwg.org/#dom-eventsource
    package func eventSource(
        _ input: EventSourceRequest,
        from page: Page,
        wait: @Sendable (Int64) async -> Void
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
            asked: nil,
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
            session.hear(report, response, at: now())
            guard session.nextURL != nil else { break }
            await wait(session.reconnectionTime)
        }
        return session.report
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
        let report = await run(request, client: client, template: template)
        guard case .fulfilled(let response) = report.outcome else { return (report, nil) }
        // A `data:` URL has no exchange.
        let message = report.exchanges.last?.response
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
