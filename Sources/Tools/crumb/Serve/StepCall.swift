internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import PageScripts
internal import Report
internal import Scenario
internal import Service
internal import WebOrigin

/// One call of a method that is a step.
struct StepCall: Sendable {
    let browser: ServedBrowser
    /// Of the method.
    let name: String
    /// What the step of a file is called.
    let action: String

    func answer(_ call: RPCCall, _ params: RPCParams) async throws -> JSONValue {
        let step = try await step(params)
        let requester = try params.text("from")
        let listeners = StreamListeners(reporting: call, output: browser.session.options.output)
        return try await browser.use { browser in
            let result: StepSession.Result
            do throws(StepInputError) {
                result = try await steps.perform(step, in: browser, from: requester, for: listeners)
            } catch {
                throw RPCError(.notDone, error.sentence)
            }
            return try await reply(result, of: browser)
        }
    }

    private var steps: StepSession { browser.steps }

    /// `changing`: other values of members.
    func step(_ params: RPCParams) async throws(RPCError) -> Step {
        do throws(StepInputError) {
            return try await steps.step(try members(params), called: name)
        } catch {
            throw RPCError(.invalidParams, error.sentence)
        }
    }

    // MARK: From params to the members of a step

    /// By the names that files have.
    private func members(_ params: RPCParams) throws(StepInputError) -> [Node.Entry] {
        var members: [Node.Entry] = []
        var subject: Node?
        var parts: [Node.Entry] = []
        for var member in params.members where member.key != "from" {
            // What is null is not there, as in JavaScript.
            if member.value.value == .null { continue }
            member.key = member.key.asInFiles
            if member.key == subjectKey {
                subject = member.value
            } else if isPart(member.key) {
                parts.append(member)
            } else {
                members.append(member)
            }
        }
        let place = Place(line: 1, column: 1)
        if action == "type", let typed = typed(params) {
            subject = typed
            members.removeAll { ["target", "text"].contains($0.key) }
        }
        let value =
            subject
            ?? (isMadeOfParts
                ? Node(content: .mapping(parts), place: place)
                : Node(content: .scalar(.bool(true), text: "true"), place: place))
        return [Node.Entry(key: action, keyPlace: place, value: value)] + members
    }

    /// `target` and `text`, as a file has them.
    private func typed(_ params: RPCParams) -> Node? {
        guard let target = params["target"], let text = params["text"],
            let name = target.value.string
        else { return nil }
        let entry = Node.Entry(key: name, keyPlace: target.place, value: text)
        return Node(content: .mapping([entry]), place: target.place)
    }

    /// The parameter that is the value of the step's own key.
    private var subjectKey: String? {
        switch action {
        case "advance": "by"
        case "frame": "name"
        case "navigate-frame": "frame"
        case "storage-access": "call"
        case "click", "submit": "target"
        case "type": "fields"
        case "script": "code"
        case "document-cookie", "cookie-store", "permissions": nil
        default: "url"
        }
    }

    private var isMadeOfParts: Bool {
        ["document-cookie", "cookie-store", "permissions"].contains(action)
    }

    private func isPart(_ key: String) -> Bool {
        switch action {
        case "document-cookie": key == "set"
        case "cookie-store": ["get", "getAll", "set", "delete"].contains(key)
        case "permissions": true
        default: false
        }
    }

    // MARK: What is answered

    private func reply(_ result: StepSession.Result, of engine: Browser) async throws -> JSONValue {
        let answer = try await answer(to: result, of: engine)
        let failures = result.failures
        guard !failures.isEmpty else { return answer }
        throw RPCError(
            failures.contains { $0.kind == .network } ? .notDone : .expectationFailed,
            failures.map(\.messageWithValues).joined(separator: "; "),
            data: .object([
                "why": .strings(failures.flatMap(\.why)),
                "failures": .array(
                    failures.map { failure in
                        .object([
                            "message": .string(failure.message),
                            "expected": .strings(failure.expected),
                            "actual": .strings(failure.actual),
                        ])
                    }
                ),
                "result": answer,
            ])
        )
    }

    private func answer(to result: StepSession.Result, of engine: Browser) async throws -> JSONValue {
        let session = browser.session
        switch result.observation {
        case .request(var report):
            try Session.check(report.storageError)
            // What went without its cookies has them named.
            if action == "fetch" { report.unsentCookies = await engine.unsentCookies(by: report) }
            try await browser.save(
                engine,
                hasMoved: result.hasMoved,
                seen: report.page,
                report: report
            )
            return await browser.json(report)
        case .documentCookie(let report, let page):
            try Session.check(report.storageError)
            try await browser.save(engine, seen: page)
            return session.options.output.shown(report).json
        case .cookieStore(let outcome, let page):
            try await browser.save(engine, seen: page)
            return try answer(to: outcome, page)
        case .page(let page): return try await reply(page, hasMoved: result.hasMoved, of: engine)
        case .jar, nil:
            try await browser.save(engine, hasMoved: result.hasMoved)
            switch action {
            case "advance": return .object(["now": .string(browser.clock.now().iso8601)])
            case "page": return await shownPage
            default: return .null
            }
        }
    }

    /// The page that is open, without doing anything on it.
    func look() async throws -> JSONValue {
        try await browser.use { engine in
            let page: PageObservation
            do throws(StepInputError) {
                page = try await steps.look(in: engine)
            } catch {
                throw RPCError(.notDone, error.sentence)
            }
            return try await reply(page, hasMoved: true, of: engine)
        }
    }

    private func reply(
        _ page: PageObservation,
        hasMoved: Bool,
        of engine: Browser
    ) async throws -> JSONValue {
        guard let document = await steps.tab?.page else { return .null }
        var record = PageRecord()
        for report in page.events.reports {
            try await browser.save(engine, seen: document, report: report)
            record.reports.append(await browser.json(report))
        }
        try await browser.save(engine, hasMoved: hasMoved, seen: document)
        let output = browser.session.options.output
        let shown = output.shown(page)
        record.console = shown.events.console
        record.errors = shown.events.errors
        record.value = shown.value?.lineText
        record.title = shown.title
        record.text = shown.text
        let cookies = try await engine.everyCookie()
        return record.json(of: output.shown(document), jar: output.shown(cookies))
    }

    private var shownPage: JSONValue {
        get async {
            guard let page = await steps.tab?.page else { return .null }
            let shown = browser.session.options.output.shown(page)
            return .object([
                "url": .string(shown.url.href), "origin": .string(shown.origin.serialized),
            ])
        }
    }

    private func answer(to outcome: CookieStoreOutcome, _ page: Page) throws -> JSONValue {
        let session = browser.session
        if action == "storage-access" {
            let answer = StorageAccessAnswer(
                call: outcome.flag == nil ? "request" : "has",
                frame: page,
                policy: session.policy
            )
            let value = outcome.flag.map { JSONValue.bool($0) } ?? .null
            return answer.json(value: value, refusal: outcome.refusal)
        }
        if outcome.isUndefined { throw RPCError(.notDone, outcome.sentence) }
        if case .storage(let error)? = outcome.failure { try Session.check(error) }
        if let failure = outcome.failure { return CookieStoreAnswer.failure(failure) }
        guard var verdict = outcome.setCookies.first else {
            let shown = session.options.output.shown(outcome.list.map(\.cookie)).map(\.listItem)
            return CookieStoreAnswer.items(shown, session.policy.cookieStore.itemMembers)
        }
        // Every cookie of the store is Secure, on this machine, too.
        verdict.warnings.removeAll { $0 == .secureOnLoopback }
        let report = session.options.output.shown(DocumentCookieReport(setting: verdict))
        return CookieStoreAnswer.setCookies(
            CookieSettingExplanation(report.setCookies, hosts: nil, now: browser.clock.now())
        )
    }
}

extension String {
    /// The name that a step of a file has for a parameter: `in-frame-of`.
    fileprivate var asInFiles: String {
        guard utf8.contains(where: \.isASCIIUpperAlpha),
            !["referrerPolicy", "getAll"].contains(self)
        else { return self }
        return reduce(into: "") { name, letter in
            name += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
    }
}

extension StreamListeners {
    /// Tells each message as progress of the call.
    init(telling call: RPCCall, output: Output) {
        @Sendable func report(_ value: JSONValue) async -> Bool {
            await call.reportProgress(value)
            return !Task.isCancelled
        }
        self.init(
            events: EventSourceListener(heard: { event in
                switch event {
                case .open: await report(.object(["event": "open"]))
                case .error(let state):
                    await report(
                        .object([
                            "event": "error", "readyState": .integer(state.rawValue),
                        ])
                    )
                case .message(let type, let data, let id, _):
                    await report(
                        .object([
                            "event": .string(type), "data": .string(data),
                            "lastEventId": .string(id),
                        ])
                    )
                }
            }),
            messages: WebSocketListener(heard: { message in
                switch message {
                case .text(let text): await report(.object(["text": .string(text)]))
                case .binary(let bytes): await report(.object(["bytes": .integer(bytes.count)]))
                }
            })
        )
    }
}

extension StepFailure {
    /// In one line: what is wrong, what was expected, and what was got.
    fileprivate var messageWithValues: String {
        guard !expected.isEmpty else { return message }
        return "\(message): expected \(expected.joined(separator: " ")), got "
            + actual.joined(separator: " ")
    }
}

extension RPCCall {
    /// Nobody can match that of a notification.
    func reportProgress(_ value: JSONValue) async {
        guard let id = request.id else { return }
        await notify("$/progress", .object(["id": id, "value": value]))
    }
}
