package import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// What a step observed.
package enum StepOutcome: Sendable {
    case request(FetchReport)
    case documentCookie(DocumentCookieReport, page: Page)
    case cookieStore(CookieStoreOutcome, page: Page)
    case jar([Cookie])
    case page(PageObservation)
}

/// Callbacks that receive a stream's messages as they arrive.
package struct StreamListeners: Sendable {
    var events: EventSourceListener
    var messages: WebSocketListener

    package init(
        events: EventSourceListener = EventSourceListener(),
        messages: WebSocketListener = WebSocketListener()
    ) {
        self.events = events
        self.messages = messages
    }
}

/// Substitutes the variables in a step and performs it in the browser.
struct StepExecutor: Sendable {
    let browser: Browser
    let tab: Tab?
    let variables: Variables
    var listeners = StreamListeners()

    /// A result, for task groups. A task group's closure must not catch the typed error itself: in
    /// optimized builds of Swift 6.3.1, values that such a closure captured were lost.
    func attempt(_ step: Step) async -> Result<StepOutcome, StepError> {
        do throws(StepError) {
            return .success(try await perform(step, on: browser))
        } catch {
            return .failure(error)
        }
    }

    func perform(
        _ step: Step,
        on actor: isolated Browser
    ) async throws(StepError) -> StepOutcome {
        switch step.action {
        case .fetch(let action):
            var request = try request(action)
            let page = try page(for: action.frame, at: step.place)
            if action.xsrf != nil || !request.headers.isEmpty {
                try await addScriptHeaders(of: action, to: &request, from: page)
            }
            return .request(
                await browser.fetch(request, from: page)
            )
        case .load(let action):
            var request = LoadRequest(
                url: try variables.text(action.url),
                as: action.kind,
                crossorigin: action.crossorigin,
                referrerPolicy: action.referrerPolicy,
                frame: FrameAttributes(
                    sandbox: action.frame.sandbox
                        ?? (action.frame.isSandboxed ? SandboxFlags(parsing: "") : nil),
                    isCredentialless: action.isCredentialless
                ),
                integrity: try action.integrity.map { template throws(StepError) in
                    try variables.text(template)
                } ?? ""
            )
            request.credentials = action.credentials
            request.linkURL = try action.href.map { template throws(StepError) in
                try variables.text(template)
            }
            // `sandboxed` applies to the frame being loaded, not to the page.
            let frame = FrameSettings(ancestors: action.frame.ancestors, path: action.frame.path)
            let page = try page(for: frame, at: step.place)
            return .request(
                await browser.load(request, from: page)
            )
        case .beacon(let action):
            let request = try request(action)
            let page = try page(for: action.frame, at: step.place)
            let reports = await browser.sendBeacons([request], from: page)
            return .request(reports[0].report)
        case .eventSource(let action):
            let request = EventSourceRequest(
                url: try variables.text(action.url),
                withCredentials: action.withCredentials,
                lastEventID: try action.lastEventID.map { template throws(StepError) in
                    try variables.text(template)
                } ?? "",
                messageLimit: action.messages
            )
            let page = try page(for: action.frame, at: step.place)
            let source = await browser.eventSource(request, from: page, for: listeners.events)
            guard let report = source.whole else { throw .noPage(at: step.place) }
            return .request(report)
        case .webSocket(let action):
            func texts(_ templates: [Template]) throws(StepError) -> [String] {
                var texts: [String] = []
                for template in templates { texts.append(try variables.text(template)) }
                return texts
            }
            let request = WebSocketRequest(
                url: try variables.text(action.url),
                protocols: try texts(action.protocols),
                messages: try texts(action.sends),
                messageLimit: action.messages
            )
            let page = try page(for: action.frame, at: step.place)
            return .request(
                await browser.webSocketConversation(request, from: page, for: listeners.messages)
            )
        case .documentCookie(let action):
            var lines: [ByteString] = []
            for template in action.assignments {
                lines.append(ByteString(utf8: try variables.text(template)))
            }
            let page = try page(for: action.frame, at: step.place)
            let report = await browser.documentCookie(setting: lines, in: page)
            return .documentCookie(report, page: page)
        case .cookieStore(let action):
            let page = try page(for: action.frame, at: step.place)
            return .cookieStore(try await perform(action.call, on: page), page: page)
        case .storageAccess(let action):
            let page = try page(for: action.frame, at: step.place)
            return .cookieStore(try await perform(action, on: page), page: page)
        case .cookies, .page, .permissions, .visit, .frame, .navigateFrame, .advance, .closeBrowser,
            .parallel, .open, .interaction:
            return .jar(
                await browser.cookies()
            )
        }
    }

    func page(for frame: FrameSettings, at place: Place) throws(StepError) -> Page {
        guard let tab else { throw .noPage(at: place) }
        let path = frame.path ?? .tab
        guard var page = tab.document(at: path) else { throw .noFrame(path.text, at: place) }
        if let templates = frame.ancestors {
            var ancestors: [Page] = []
            for template in templates {
                let text = try variables.text(template)
                ancestors.append(
                    try PageURL.page(text, inFramesOf: ancestors, at: template.place)
                )
            }
            page.ancestors = ancestors
        }
        if frame.isSandboxed { page.origin = .opaque(OpaqueOrigin()) }
        if let sandbox = frame.sandbox { page.sandbox(sandbox) }
        return page
    }

    private func request(_ action: FetchAction) throws(StepError) -> FetchRequest {
        var request = FetchRequest(
            url: try variables.text(action.url),
            mode: action.mode,
            credentials: action.credentials,
            redirect: action.redirect,
            referrerPolicy: action.referrerPolicy,
            cache: action.cache,
            api: action.api
        )
        request.targetAddressSpace = action.targetAddressSpace
        request.keepalive = action.isKeepalive
        request.signal = action.abortAfter.map { .abortedAfter(max(1, $0 / 1000)) }
        if let integrity = action.integrity { request.integrity = try variables.text(integrity) }
        if let method = action.method { request.method = try variables.text(method) }
        for header in action.headers {
            request.headers.append(
                Header(
                    name: try variables.text(header.name),
                    value: headerValue(try variables.text(header.value))
                )
            )
        }
        if let referrer = action.referrer {
            let text = try variables.text(referrer)
            request.referrer =
                text.isEmpty ? .none : text == "about:client" ? .client : .url(text)
        }
        switch action.body {
        case nil: break
        case .text(let template)?:
            request.body = ByteString(utf8: try variables.text(template))
            request.bodyContentType = "text/plain;charset=UTF-8"
        case .json(let template)?:
            request.body = ByteString(utf8: try template.value(variables).json)
            request.bodyContentType = "application/json"
        case .form(let fields)?:
            request.body = ByteString(utf8: try urlEncoded(fields))
            request.bodyContentType = "application/x-www-form-urlencoded;charset=UTF-8"
        }
        return request
    }

    /// Adds the headers whose value the page's script first reads from a cookie.
    private func addScriptHeaders(
        of action: FetchAction,
        to request: inout FetchRequest,
        from page: Page
    ) async throws(StepError) {
        let references = request.headers.map { CookieReferences($0.value.isomorphicDecoded) }
        guard action.xsrf != nil || references.contains(where: { !$0.isEmpty }) else { return }
        let report = await browser.documentCookie(in: page)
        for (index, references) in references.enumerated() where !references.isEmpty {
            let place = action.headers[index].value.place
            let text = try references.text(in: report) { name, cookie in
                StepError.notReadable(
                    cookie: name,
                    reasons: cookie.sentences(of: name, at: page),
                    at: place
                )
            }
            request.headers[index].value = headerValue(text)
        }
        guard let token = action.xsrf,
            let header = token.header(for: report.scriptCookie(named: token.cookieName))
        else { return }
        request.headers.removeAll { $0.name.equalsIgnoringASCIICase(token.headerName) }
        request.headers.append(header)
    }

    /// Scripts set headers as one byte per character; text with other characters stays UTF-8.
    private func headerValue(_ text: String) -> ByteString {
        ByteString(isomorphicEncoding: text) ?? ByteString(utf8: text)
    }

    private func request(_ action: BeaconAction) throws(StepError) -> BeaconRequest {
        var request = BeaconRequest(url: try variables.text(action.url))
        let type = try action.blobType.map { template throws(StepError) in
            try variables.text(template)
        }
        switch action.body {
        case nil: request.data = type.map { .blob(ByteString(), type: $0) }
        case .text(let template)?:
            let text = try variables.text(template)
            request.data = type.map { .blob(ByteString(utf8: text), type: $0) } ?? .text(text)
        case .json(let template)?:
            let text = try template.value(variables).json
            request.data = .blob(ByteString(utf8: text), type: type ?? "application/json")
        case .form(let fields)?:
            request.data = .urlSearchParams(try urlEncoded(fields))
        }
        return request
    }

    /// https://url.spec.whatwg.org/#concept-urlencoded-serializer
    func urlEncoded(_ fields: [NamedTemplate]) throws(StepError) -> String {
        var pairs: [String] = []
        for field in fields {
            let name = try variables.text(field.name)
            let value = try variables.text(field.value)
            pairs.append("\(name.formURLEncoded)=\(value.formURLEncoded)")
        }
        return pairs.joined(separator: "&")
    }
}
