internal import Cookies
internal import Fetch
internal import HTTP
internal import Infra
internal import JSON
internal import Report
internal import WebOrigin

/// The expectations of `fetch`, `visit` and `load`.
struct RequestJudge {
    let report: FetchReport
    let matching: PatternMatching

    func failures(_ expectation: Expectation) throws(StepError) -> [StepFailure] {
        let place = expectation.place
        switch expectation.kind {
        case .outcome(let expected):
            return text(expected.rawValue, outcome.rawValue, "the outcome", at: place)
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
                visible.map { .integer(Int64($0.status)) },
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
        case .preflight(let expected):
            return preflight(expected, at: place)
        case .exchanges(let pattern):
            return try matching.failures(
                pattern,
                .integer(Int64(report.exchanges.count)),
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
        case .value, .count, .names, .cookie:
            // The reader offers these to other steps only.
            return []
        }
    }

    // MARK: What the page sees

    private var failure: FetchFailure? {
        if case .rejected(let failure) = report.outcome { failure } else { nil }
    }

    private var response: PageResponse? {
        if case .fulfilled(let response) = report.outcome { response } else { nil }
    }

    private var visible: PageResponse? {
        response.flatMap { $0.isOpaque ? nil : $0 }
    }

    private var bodyText: String? { visible?.body?.utf8Decoded }

    private var outcome: Expectation.Outcome {
        switch report.outcome {
        case .fulfilled(let response): response.isOpaque ? .opaque : .visible
        case .rejected(let failure): failure.isNetworkFailure ? .failed : .blocked
        }
    }

    /// What decided about the response.
    private var whyOutcome: [String] {
        switch report.outcome {
        case .rejected: whyFailed
        case .fulfilled(let response) where response.isOpaque:
            [
                "The response is opaque: the page sees neither its status nor its headers nor its body."
            ]
        case .fulfilled(let response):
            [
                "The page reads the response: type \(response.kind.rawValue), status \(response.status)."
            ]
        }
    }

    private var whyFailed: [String] {
        failure.map { ["\($0.sentence) [\($0.code)]"] } ?? []
    }

    private func text(
        _ expected: String,
        _ actual: String,
        _ what: String,
        at place: Place
    ) -> [StepFailure] {
        guard expected != actual else { return [] }
        return [
            StepFailure(
                .expectation,
                at: place,
                "\(what) differs",
                expected: [expected],
                actual: [actual],
                why: whyOutcome
            )
        ]
    }

    private func header(_ named: Named<ValuePattern>) throws(StepError) -> [StepFailure] {
        let own = visible?.headers.first { $0.name.equalsIgnoringASCIICase(named.name) }
        var why = visible == nil ? whyOutcome : []
        let received = report.exchanges.last { $0.kind != .preflight }?.response?.headers
        if visible != nil, own == nil, received?.contains(named.name) == true {
            why = [
                "The response has \(named.name), and the page may not read it: "
                    + "Access-Control-Expose-Headers does not list it."
            ]
        }
        // A number in the file is the text of a header.
        var pattern = named.value
        if case .scalar(let value) = pattern.content, value != .null {
            pattern.content = .scalar(.string(value.plainText))
        }
        let actual = own.map { JSONValue.string($0.value.isomorphicDecoded) }
        return try matching.failures(pattern, actual, "the header \(named.name)", why: why)
    }

    private func json(_ pattern: ValuePattern) throws(StepError) -> [StepFailure] {
        guard let body = visible?.body else {
            return [noBody(at: pattern.place, expected: try matching.text(of: pattern).shownLines)]
        }
        guard let value = JSONReader.value(of: body.bytes) else {
            return [
                StepFailure(
                    .expectation,
                    at: pattern.place,
                    "the body is no JSON",
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
            "the page got no body",
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

    private func preflight(_ expected: Bool, at place: Place) -> [StepFailure] {
        let actual = report.exchanges.contains { $0.kind == .preflight }
        guard expected != actual else { return [] }
        let why =
            switch report.preflightCache {
            case .hit:
                "The preflight cache answered: an earlier preflight is good for this request."
            case .miss: "The request needs a preflight, and the cache has no answer to it."
            case .notNeeded:
                "The request needs none: its method and headers are safelisted, or it "
                    + "stays in its origin."
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

    // MARK: Cookies of one exchange

    private func cookieFailures(_ expectation: Expectation) throws(StepError) -> [StepFailure] {
        let exchange: Exchange?
        if let number = expectation.exchange {
            guard report.exchanges.indices.contains(number - 1) else {
                return [
                    StepFailure(
                        .expectation,
                        at: expectation.place,
                        "there is no exchange \(number), only \(report.exchanges.count)",
                        why: report.exchanges.enumerated().map { "\($0 + 1). \($1.summary)" }
                            + whyFailed
                    )
                ]
            }
            exchange = report.exchanges[number - 1]
        } else {
            exchange = report.exchanges.last { $0.kind != .preflight }
        }
        let hosts = exchange.flatMap { report.hosts(of: $0) }
        switch expectation.kind {
        case .sent(let cookies):
            return try sent(cookies, exchange, at: expectation.place)
        case .notSent(let cookies):
            return cookies.flatMap { notSent($0, exchange) }
        case .stored(let cookies):
            return try cookies.flatMapTyped { cookie throws(StepError) in
                try matching.storedFailures(
                    cookie,
                    verdicts: exchange?.setCookies ?? [],
                    hosts: hosts
                )
            }
        case .rejected(let cookies):
            return cookies.flatMap {
                matching.rejectedFailures(
                    $0,
                    at: expectation.place,
                    verdicts: exchange?.setCookies ?? [],
                    hosts: hosts
                )
            }
        default: return []
        }
    }

    /// Exactly these: one that is missing is as wrong as one too many.
    private func sent(
        _ cookies: [Named<ValuePattern>],
        _ exchange: Exchange?,
        at place: Place
    ) throws(StepError) -> [StepFailure] {
        let sent = exchange?.cookies.filter(\.isSent).map(\.cookie) ?? []
        var expected: [String] = []
        var why: [String] = []
        var firstPlace: Place?
        var isSame = sent.allSatisfy { cookie in
            cookies.contains { $0.name == cookie.name.utf8Decoded }
        }
        for named in cookies {
            let own = sent.filter { $0.name.utf8Decoded == named.name }
            let matches = try own.firstTyped { cookie throws(StepError) in
                try matching.cookieFailures(named.value, cookie, "", why: []).isEmpty
            }
            if let matches {
                expected.append(line(matches))
                continue
            }
            // Only { exists: false } is content with none.
            if own.isEmpty, try matching.differences(named.value, nil).isEmpty { continue }
            isSame = false
            firstPlace = firstPlace ?? named.place
            expected.append("\(named.name)=\(try matching.text(of: named.value).plainText)")
            if own.isEmpty { why += whyNotSent(named.name, exchange) }
        }
        if isSame { return [] }
        for cookie in sent where !cookies.contains(where: { $0.name == cookie.name.utf8Decoded }) {
            why.append("\(cookie.name.utf8Decoded) was sent: nothing speaks against it.")
        }
        return [
            StepFailure(
                .expectation,
                at: firstPlace ?? place,
                "the cookies that were sent differ",
                expected: expected.isEmpty ? ["(no cookie)"] : expected.sorted(),
                actual: sent.isEmpty ? ["(no cookie)"] : sent.map(line).sorted(),
                why: why
            )
        ]
    }

    private func line(_ cookie: Cookie) -> String {
        "\(cookie.name.utf8Decoded)=\(cookie.value.utf8Decoded)"
    }

    private func whyNotSent(_ name: String, _ exchange: Exchange?) -> [String] {
        guard let exchange else {
            return report.httpCache == .hit
                ? ["The HTTP cache answered, and nothing was sent."]
                : ["No request was sent."] + whyFailed
        }
        let hosts = report.hosts(of: exchange)
        let kept = exchange.cookies.filter { $0.cookie.name.utf8Decoded == name && !$0.isSent }
        if !kept.isEmpty {
            return kept.flatMap { verdict in
                verdict.exclusions.map { "\(name): \($0.sentence(hosts)) [\($0.code)]" }
            }
        }
        guard exchange.includesCredentials else {
            return [
                "The request did not include credentials (credentials: "
                    + "\(report.credentials.rawValue))."
            ]
        }
        return ["No cookie \(name) is stored for \(exchange.url.host?.serialized ?? "the host")."]
    }

    private func notSent(_ named: Named<[String]>, _ exchange: Exchange?) -> [StepFailure] {
        let verdicts = exchange?.cookies.filter { $0.cookie.name.utf8Decoded == named.name } ?? []
        if let kept = verdicts.first(where: { !$0.isSent }) {
            let hosts = exchange.flatMap { report.hosts(of: $0) }
            return matching.codeFailures(
                named,
                kept.exclusions.map(\.code),
                "the cookie \(named.name) was kept back for another reason",
                why: kept.exclusions.map { "\(named.name): \($0.sentence(hosts)) [\($0.code)]" }
            )
        }
        return [
            StepFailure(
                .expectation,
                at: named.place,
                verdicts.isEmpty
                    ? "there was no cookie \(named.name) to keep back"
                    : "the cookie \(named.name) was sent",
                expected: ["\(named.name) not sent" + matching.listed(named.value)],
                actual: verdicts.map { "\(line($0.cookie)) sent" },
                why: verdicts.isEmpty
                    ? whyNotSent(named.name, exchange) : ["Nothing speaks against it."]
            )
        ]
    }
}

extension Sequence {
    /// `first(where:)` whose closure has a typed error.
    fileprivate func firstTyped<Failure: Error>(
        where predicate: (Element) throws(Failure) -> Bool
    ) throws(Failure) -> Element? {
        for element in self where try predicate(element) { return element }
        return nil
    }
}

extension Exchange {
    /// Such as `preflight OPTIONS http://… → 200`.
    fileprivate var summary: String {
        let status = response.map { "\($0.status)" } ?? "no response"
        return "\(kind.rawValue) \(method) \(url.href) → \(status)"
    }
}
