internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// What the elements of a page ask for, and what its `<meta>` elements say.
extension ScriptedPage {
    func load(_ message: PageMessage) async {
        let url = message.string("url")
        var request = LoadRequest(
            url: url,
            as: ResourceKind(named: message.string("as")) ?? .image,
            crossorigin: LoadRequest.CORSSetting(rawValue: message.string("crossorigin")) ?? .none,
            referrerPolicy: ReferrerPolicy(rawValue: message.string("referrerPolicy")),
            integrity: message.string("integrity")
        )
        request.adoptMetadata(of: message)
        if let link = message.json["linkURL"].string { request.linkURL = link }
        if let referrer = message.json["referrer"].string, referrer != "about:client" {
            request.referrer = .url(referrer)
        }
        let report = await browser.load(request, from: page)
        await applySideEffects(of: report)
        let response = report.elementResponse
        var isReadable = false
        var seenURL = url
        if case .fulfilled(let seen) = report.outcome {
            isReadable = !seen.isOpaque
            if isReadable { seenURL = seen.url }
        }
        let type = response?.headers.values(of: "Content-Type").last?.isomorphicDecoded ?? ""
        let isLoaded = report.elementEvent == .load
        let charset = MIMEType(parsing: ByteString(utf8: type))?.parameters["charset"]
        send(
            .object([
                "t": "loaded", "id": .integer(message.id),
                "event": .string(isLoaded ? "load" : "error"),
                "url": .string(seenURL),
                "status": .integer(response?.status ?? 0),
                "contentType": .string(type),
                "charset": .optional(charset) { .string($0) },
                "hasCORS": .bool(isReadable),
            ]),
            bytes: isLoaded && message.json["wantsBody"].isTrue ? response?.body.bytes ?? [] : []
        )
        await listener.requested(report)
    }

    /// https://html.spec.whatwg.org/#attr-meta-http-equiv-content-security-policy,
    /// https://html.spec.whatwg.org/#meta-referrer
    func adoptPolicy(_ message: PageMessage) {
        if let text = message.json["csp"].string {
            page.policies.adopt(ofMeta: ContentSecurityPolicy(parsing: text))
        }
        if let policy = message.json["referrer"].string.flatMap({ ReferrerPolicy(rawValue: $0) }) {
            page.policies.referrerPolicy = policy
        }
    }

    /// `pushState`, fragments.
    func changeURL(_ message: PageMessage) {
        if let url = try? WebURL(parsing: message.string("url")) { page.url = url }
    }

    /// Whether the page's policies allow inline code, a base, or a form.
    func checkPolicies(_ message: PageMessage) async {
        guard let verdict = verdict(message) else {
            return answer(.object(["allowed": .bool(true)]))
        }
        // What evaluates throws; a timer does not.
        let error = message.json["call"].string.flatMap { call in
            verdict.evalError(of: call, in: self.browser.policy.name)
        }
        // A form that is sent is looked at once more, as a request.
        var isTold = true
        if case .form = verdict.subject, verdict.isAllowed { isTold = false }
        answer(
            .object([
                "allowed": .bool(verdict.isAllowed), "message": .optional(error) { .string($0) },
                "violations": isTold ? .array(verdict.facts.map(\.event)) : .null,
            ])
        )
        guard isTold else { return }
        let texts = verdict.consoleMessages(in: browser.policy.name, isThrown: error != nil)
        for text in texts {
            await listener.logged(ConsoleEntry(level: "error", text: text, source: page.url.href))
        }
        guard !verdict.reports.isEmpty else { return }
        // The page does not wait for them.
        let browser = browser
        Task(executorPreference: executor) { _ = await browser.sent(verdict.reports) }
    }

    private func verdict(_ message: PageMessage) -> PolicyVerdict? {
        let url = { try? WebURL(parsing: message.string("url")) }
        switch message.string("check") {
        case "base-uri": return url().map { browser.judge(base: $0, in: page) }
        case "form-action": return url().map { browser.judge(formAction: $0, in: page) }
        case let check:
            return InlineCheck.Kind(rawValue: check).map { kind in
                let check = InlineCheck(
                    kind,
                    source: message.bytes,
                    nonce: message.string("nonce"),
                    isParserInserted: message.json["parserInserted"] != .bool(false)
                )
                return browser.judge(check, in: page)
            }
        }
    }
}

extension LoadRequest {
    /// What policies look at: whose element it is.
    mutating func adoptMetadata(of message: PageMessage) {
        nonce = message.string("nonce")
        isParserInserted = message.json["parserInserted"] != .bool(false)
    }
}
