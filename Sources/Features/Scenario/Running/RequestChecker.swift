internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// Checks the expectations of `fetch`, `visit` and `load`.
struct RequestChecker {
    let report: FetchReport
    let matching: PatternMatching

    func failures(_ expectation: Expectation) throws(StepError) -> [StepFailure] {
        let place = expectation.place
        switch expectation.kind {
        case .outcome(let expected):
            guard expected != outcome else { return [] }
            return [
                StepFailure(
                    .expectation,
                    at: place,
                    "the outcome differs",
                    expected: [expected.rawValue],
                    actual: [outcome.rawValue],
                    why: whyOutcome
                )
            ]
        case .reason(let pattern):
            return try matching.failures(
                pattern,
                failure.map { .string($0.code) },
                "the reason",
                equals: ReasonCode.areEqual,
                why: whyOutcome
            )
        case .status(let pattern):
            return try matching.failures(
                pattern,
                visible.map { .integer($0.status) },
                "the status",
                why: visible == nil ? whyOutcome : []
            )
        case .type(let pattern):
            return try matching.failures(
                pattern,
                response.map { .string($0.kind.rawValue) },
                "the response's type",
                why: whyOutcome
            )
        case .headers(let headers):
            return try headers.flatMapTyped { header throws(StepError) in try self.header(header) }
        case .json(let pattern): return try json(pattern)
        case .text(let pattern):
            return try matching.failures(
                pattern,
                bodyText.map { .string($0) },
                "the body",
                why: bodyText == nil ? whyOutcome : []
            )
        case .contains(let texts):
            return try contained(texts, in: bodyText, "the body", why: whyOutcome)
        case .bodyError(let pattern):
            return try matching.failures(
                pattern,
                response?.bodyError.map { .string($0.code) },
                "the body's error",
                why: response?.bodyError == nil ? whyOutcome : whyBodyFailed
            )
        case .returned(let expected):
            guard case .beacon(let returned) = report.connection, returned == expected else {
                return [notReturned(expected, at: place)]
            }
            return []
        case .closeCode(let pattern):
            return try matching.failures(
                pattern,
                webSocket?.closeCode.map { .integer($0) },
                "the close code",
                why: webSocket.map { [$0.endSentence()] } ?? whyOutcome
            )
        case .subprotocol(let pattern):
            return try matching.failures(
                pattern,
                webSocket.map { .string($0.subprotocol) },
                "the subprotocol",
                why: whyOutcome
            )
        case .preflight(let expected):
            return preflight(expected, at: place)
        case .exchanges(let pattern):
            return try matching.failures(
                pattern,
                .integer(report.exchanges.count),
                "the number of exchanges",
                why: report.exchanges.enumerated().map { "\($0 + 1). \($1.summary)" } + whyFailed
            )
        case .console(let texts):
            return try contained(
                texts,
                in: report.consoleMessages.joined(separator: "\n"),
                "the console",
                why: []
            )
        case .sent, .notSent, .stored, .rejected:
            return try cookieFailures(expectation)
        case .value, .error, .count, .names, .cookie, .url, .title, .visible, .errors, .requests:
            // The reader accepts these only in other steps.
            return []
        }
    }

    /// Adds to an unexpected 401 or 403 how cookies may have caused it.
    func explainStatus(in failures: inout [StepFailure], of step: Step) {
        guard !failures.isEmpty, let visible, [401, 403].contains(visible.status) else { return }
        let statuses = step.expectations.filter {
            if case .status = $0.kind { true } else { false }
        }
        // An expected status needs no explanation.
        let index = failures.firstIndex { failure in
            statuses.contains { $0.place == failure.place }
        }
        guard statuses.isEmpty || index != nil else { return }
        let host = report.exchanges.last { $0.kind != .preflight }?.url.host?.serialized
        let why = whyUnauthorized.filter { reason in
            !failures.contains { $0.why.contains(reason) }
        }
        failures[index ?? 0].why += why
        failures[index ?? 0].missingFrom = host
    }

    // MARK: What the page sees

    var failure: FetchFailure? {
        if case .rejected(let failure) = report.outcome { failure } else { nil }
    }

    private var response: PageResponse? {
        if case .fulfilled(let response) = report.outcome { response } else { nil }
    }

    private var webSocket: WebSocketReport? {
        if case .webSocket(let socket) = report.connection { socket } else { nil }
    }

    private var visible: PageResponse? {
        response.flatMap { $0.isOpaque ? nil : $0 }
    }

    /// The body, unless it failed partway: an incomplete body is not checked.
    private var wholeBody: ByteString? { visible.flatMap { $0.bodyError == nil ? $0.body : nil } }

    private var bodyText: String? { wholeBody?.utf8Decoded }

    private var outcome: Expectation.Outcome {
        switch report.outcome {
        case .fulfilled(let response): response.isOpaque ? .opaque : .visible
        case .rejected(let failure): failure.isNetworkFailure ? .failed : .blocked
        }
    }

    /// The reasons that decided the outcome of the response.
    private var whyOutcome: [String] {
        switch report.outcome {
        case .rejected: whyFailed
        case .fulfilled(let response) where response.isOpaque:
            [
                "The response is opaque: the page cannot read its status, headers or body."
            ]
        case .fulfilled(let response) where response.bodyError != nil: whyBodyFailed
        case .fulfilled(let response):
            [
                "The page reads the response: type \(response.kind.rawValue), status \(response.status)."
            ]
        }
    }

    var whyFailed: [String] {
        failure.map { ["\($0.sentence) [\($0.code)]"] } ?? []
    }

    private var whyBodyFailed: [String] {
        (response?.bodyError).map {
            ["The headers arrived, but the body failed: \($0.sentence) [\($0.code)]"]
        } ?? []
    }

    private func header(_ named: Named<ValuePattern>) throws(StepError) -> [StepFailure] {
        let own = visible?.headers.first { $0.name.equalsIgnoringASCIICase(named.name) }
        var why = visible == nil ? whyOutcome : []
        let received = report.exchanges.last { $0.kind != .preflight }?.response?.headers
        if visible != nil, own == nil, received?.contains(named.name) == true {
            why = [
                "The response has \(named.name), but the page may not read it: "
                    + "Access-Control-Expose-Headers does not list it."
            ]
        }
        let actual = own.map { JSONValue.string($0.value.isomorphicDecoded) }
        return try matching.failures(
            named.value.ofText,
            actual,
            "the header \(named.name)",
            why: why
        )
    }

    private func json(_ pattern: ValuePattern) throws(StepError) -> [StepFailure] {
        guard let body = wholeBody else {
            return [noBody(at: pattern.place, expected: try matching.text(of: pattern).shownLines)]
        }
        guard let value = JSONReader.value(of: body.bytes) else {
            return [
                StepFailure(
                    .expectation,
                    at: pattern.place,
                    "the body is not JSON",
                    expected: try matching.text(of: pattern).shownLines,
                    actual: JSONValue.string(String(body.utf8Decoded.prefix(1000))).shownLines
                )
            ]
        }
        return try matching.failures(pattern, value, "the body")
    }

    private func noBody(at place: Place, expected: [String]) -> StepFailure {
        StepFailure(
            .expectation,
            at: place,
            "the page received no body",
            expected: expected,
            actual: ["(nothing)"],
            why: whyOutcome
        )
    }

    private func contained(
        _ texts: [Template],
        in whole: String?,
        _ what: String,
        why: [String]
    ) throws(StepError) -> [StepFailure] {
        try texts.flatMapTyped { template throws(StepError) in
            let text = try matching.variables.text(template)
            if let whole, whole.contains(text) { return [] }
            return [
                StepFailure(
                    .expectation,
                    at: template.place,
                    "\(what) does not contain the text",
                    expected: ["… \(text) …"],
                    actual: whole.map { JSONValue.string(String($0.prefix(1000))).shownLines }
                        ?? ["(nothing)"],
                    why: whole == nil ? why : []
                )
            ]
        }
    }

    private func notReturned(_ expected: Bool, at place: Place) -> StepFailure {
        let actual =
            if case .beacon(let returned?) = report.connection { "\(returned)" } else { "nothing" }
        return StepFailure(
            .expectation,
            at: place,
            "sendBeacon() returned something else",
            expected: ["\(expected)"],
            actual: [actual],
            why: whyFailed
        )
    }

    private func preflight(_ expected: Bool, at place: Place) -> [StepFailure] {
        let actual = report.exchanges.contains { $0.kind == .preflight }
        guard expected != actual else { return [] }
        let why =
            switch report.preflightCache {
            case .hit:
                "An earlier preflight in the preflight cache covers this request."
            case .miss: "The request needs a preflight, and none in the cache covers it."
            case .notNeeded:
                "The request needs none: its method and headers are safelisted, or it is "
                    + "same-origin."
            }
        return [
            StepFailure(
                .expectation,
                at: place,
                actual ? "a preflight was sent" : "no preflight was sent",
                expected: [expected ? "a preflight" : "no preflight"],
                actual: [actual ? "a preflight" : "no preflight"],
                why: [why]
            )
        ]
    }
}

extension Exchange {
    /// For example, `preflight OPTIONS http://… → 200`.
    var summary: String {
        let status = response.map { "\($0.status)" } ?? "no response"
        return "\(kind.rawValue) \(method) \(url.href) → \(status)"
    }
}
