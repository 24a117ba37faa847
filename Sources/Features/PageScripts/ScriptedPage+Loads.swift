internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// Requests by the page's elements, and the policies in its `<meta>` elements.
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

    /// Changes the URL after `pushState` or a fragment navigation.
    func changeURL(_ message: PageMessage) {
        if let url = try? WebURL(parsing: message.string("url")) { page.url = url }
    }

    /// Checks whether the page's policies allow inline code, a base URL or a form submission.
    func checkPolicies(_ message: PageMessage) async {
        guard let verdict = verdict(message) else {
            return answer(.object(["allowed": .bool(true)]))
        }
        // `eval` and similar calls throw the error; timers do not.
        let error = message.json["call"].string.flatMap { call in
            verdict.evalError(of: call, in: self.browser.policy.name)
        }
        // The submission of an allowed form is checked and reported again as a request.
        var isReported = true
        if case .form = verdict.subject, verdict.isAllowed { isReported = false }
        answer(
            .object([
                "allowed": .bool(verdict.isAllowed), "message": .optional(error) { .string($0) },
                "violations": isReported ? .array(verdict.facts.map(\.event)) : .null,
            ])
        )
        guard isReported else { return }
        let texts = verdict.consoleMessages(in: browser.policy.name, isThrown: error != nil)
        for text in texts {
            await listener.logged(ConsoleEntry(level: "error", text: text, source: page.url.href))
        }
        guard !verdict.reports.isEmpty else { return }
        // Sent without making the page wait.
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
    /// Reads the metadata that policies check: the properties of the requesting element.
    mutating func adoptMetadata(of message: PageMessage) {
        nonce = message.string("nonce")
        isParserInserted = message.json["parserInserted"] != .bool(false)
    }
}
