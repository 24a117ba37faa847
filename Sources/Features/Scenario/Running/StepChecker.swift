internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations

/// Compares what a step saw with what its file expects.
struct StepChecker {
    let observation: StepOutcome
    let variables: Variables

    /// Every expectation that does not hold.
    func failures(of step: Step) throws(StepError) -> [StepFailure] {
        switch observation {
        case .request(let report):
            if let failure = report.networkFailure(in: step) { return [failure] }
            let judge = RequestChecker(
                report: report,
                matching: PatternMatching(variables: variables)
            )
            // (To hand the method on would put the report into a box.)
            var failures: [StepFailure] = []
            for expectation in step.expectations { failures += try judge.failures(expectation) }
            judge.explainStatus(in: &failures, of: step)
            return failures
        case .documentCookie(let report, let page):
            let judge = DocumentCookieChecker(
                report: report,
                page: page,
                matching: PatternMatching(variables: variables)
            )
            return try step.expectations.flatMapTyped(judge.failures)
        case .cookieStore(let outcome, _):
            let judge = CookieStoreChecker(
                outcome: outcome,
                matching: PatternMatching(variables: variables)
            )
            return try judge.failures(of: step)
        case .page(let page):
            let judge = PageChecker(
                observation: page,
                matching: PatternMatching(variables: variables)
            )
            return try judge.failures(of: step)
        case .jar(let cookies):
            let judge = JarChecker(
                cookies: cookies,
                matching: PatternMatching(variables: variables)
            )
            return try step.expectations.flatMapTyped(judge.failures)
        }
    }
}

extension FetchReport {
    /// A network that failed is a failure by itself, unless the step expects one.
    func networkFailure(in step: Step) -> StepFailure? {
        let failure: FetchFailure
        switch outcome {
        case .fulfilled(let response):
            guard let error = response.bodyError else { return nil }
            return bodyFailure(error, in: step)
        case .rejected(let rejection): failure = rejection
        }
        guard failure.isNetworkFailure else { return urlFailure(failure, in: step) }
        let isExpected = step.expectations.contains { expectation in
            switch expectation.kind {
            case .outcome(let outcome): outcome == .failed
            case .reason: true
            default: false
            }
        }
        if isExpected { return nil }
        let isHandshake = if case .webSocketHandshake = failure { true } else { false }
        return StepFailure(
            .network,
            at: step.place,
            "the \(isHandshake ? "handshake" : "network") failed: \(failure.sentence) [\(failure.code)]"
        )
    }

    /// A URL that no browser can request is a mistake of the file, unless the step expects that.
    private func urlFailure(_ failure: FetchFailure, in step: Step) -> StepFailure? {
        switch failure {
        case .invalidURL, .notAWebSocketURL, .notABeaconURL: break
        case .unsupportedScheme where exchanges.isEmpty: break
        default: return nil
        }
        let isExpected = step.expectations.contains { expectation in
            switch expectation.kind {
            case .outcome, .reason, .console: true
            default: false
            }
        }
        if isExpected { return nil }
        let scheme = URLText.hostAsScheme(of: urlText)
        return StepFailure(
            .expectation,
            at: step.place,
            scheme.map { URLText.sentence($0, urlText) }
                ?? "this URL cannot be requested: \(failure.sentence) [\(failure.code)]"
        )
    }

    private func bodyFailure(_ failure: FetchFailure, in step: Step) -> StepFailure? {
        let isExpected = step.expectations.contains { expectation in
            if case .bodyError = expectation.kind { true } else { false }
        }
        if isExpected { return nil }
        return StepFailure(
            .network,
            at: step.place,
            "the body failed after the headers: \(failure.sentence) [\(failure.code)]",
            why: ["A step that expects it says so: body-error: \(failure.code)"]
        )
    }
}

extension Sequence {
    /// `flatMap` whose closure has a typed error.
    func flatMapTyped<Result, Failure: Error>(
        _ transform: (Element) throws(Failure) -> [Result]
    ) throws(Failure) -> [Result] {
        var all: [Result] = []
        for element in self { all += try transform(element) }
        return all
    }
}

extension PatternMatching {
    /// A failure for each place that differs.
    func failures(
        _ pattern: ValuePattern,
        _ actual: JSONValue?,
        _ what: String,
        equals: (String, String) -> Bool = { $0 == $1 },
        why: [String] = []
    ) throws(StepError) -> [StepFailure] {
        try differences(pattern, actual, equals: equals).map { difference in
            StepFailure(
                .expectation,
                at: difference.place,
                "\(what)\(difference.path.isEmpty ? "" : " \(difference.path)") differs",
                expected: difference.expected,
                actual: difference.actual,
                why: why
            )
        }
    }

    /// Whether each cookie that is named was stored, and is as the file has it.
    ///
    /// `why`: what to say where no line of `verdicts` has decided about it.
    func storedFailures(
        _ named: Named<ValuePattern>,
        verdicts: [SetCookieVerdict],
        hosts: HostPair?,
        why: [String]
    ) throws(StepError) -> [StepFailure] {
        let own =
            verdicts.last { $0.cookie?.name.utf8Decoded == named.name }
            ?? verdicts.last { $0.name == named.name }
        let stored = own.flatMap { [.created, .updated].contains($0.effect) ? $0.cookie : nil }
        var failures = try cookieFailures(
            named.value,
            stored,
            "the stored cookie \(named.name)",
            why: why.isEmpty ? own?.reasons(hosts, named.name) ?? [] : why
        )
        if stored == nil {
            for index in failures.indices {
                failures[index].message = "the cookie \(named.name) was not stored"
            }
        }
        return failures
    }

    /// `pattern`: of its value, or of its attributes.
    func cookieFailures(
        _ pattern: ValuePattern,
        _ cookie: Cookie?,
        _ what: String,
        why: [String]
    ) throws(StepError) -> [StepFailure] {
        let actual: JSONValue?
        if case .object = pattern.content {
            actual = cookie?.json
        } else {
            actual = cookie.map { .string($0.value.utf8Decoded) }
        }
        return try failures(pattern.ofText, actual, what, why: cookie == nil ? why : [])
    }

    /// Whether each cookie that is named was refused, for at least the reasons that are named.
    func rejectedFailures(
        _ named: Named<[String]>,
        at place: Place,
        verdicts: [SetCookieVerdict],
        hosts: HostPair?,
        why: [String]
    ) -> [StepFailure] {
        let own = verdicts.last { $0.name == named.name }
        guard let own, own.effect == .rejected else {
            return [
                StepFailure(
                    .expectation,
                    at: named.place,
                    "the cookie \(named.name) was not rejected",
                    expected: ["rejected" + listed(named.value)],
                    actual: [own?.effect.rawValue ?? "no Set-Cookie for \(named.name)"],
                    why: why.isEmpty ? own?.reasons(hosts, named.name) ?? [] : why
                )
            ]
        }
        return codeFailures(
            named,
            own.refusals.map(\.code),
            "the cookie \(named.name) was rejected for another reason",
            why: own.reasons(hosts, named.name)
        )
    }

    func codeFailures(
        _ named: Named<[String]>,
        _ codes: [String],
        _ message: String,
        why: [String]
    ) -> [StepFailure] {
        let areAllThere = named.value.allSatisfy { code in
            codes.contains { ReasonCode.areEqual($0, code) }
        }
        if areAllThere { return [] }
        return [
            StepFailure(
                .expectation,
                at: named.place,
                message,
                expected: named.value,
                actual: codes,
                why: why
            )
        ]
    }

    func listed(_ codes: [String]) -> String {
        codes.isEmpty ? "" : ": " + codes.joined(separator: ", ")
    }
}

extension [SetCookieVerdict] {
    /// Why script has not set a cookie of that name; empty where it has tried to.
    func whyNotWritten(_ name: String) -> [String] {
        if contains(where: { $0.name == name }) { return [] }
        if isEmpty { return ["The step wrote no cookie."] }
        return ["The step wrote \(map(\.name).joined(separator: ", ")), and no \(name)."]
    }
}

extension SetCookieVerdict {
    /// Of the cookie, or what stands before the equals sign of a line that made none.
    var name: String {
        if let cookie { return cookie.name.utf8Decoded }
        let pair = ByteString(line.bytes.prefix { $0 != UInt8(ascii: ";") })
        return ByteString(pair.bytes.prefix { $0 != UInt8(ascii: "=") })
            .trimming(while: \.isHTTPTabOrSpace).utf8Decoded
    }

    /// Why it was not stored, or what else became of it.
    func reasons(_ hosts: HostPair?, _ name: String) -> [String] {
        switch effect {
        case .created, .updated: ["\(name) was stored: no rule blocks it."]
        case .deleted: ["\(name) was deleted: it arrived expired."]
        case .ignored: ["\(name) was ignored: the request did not include credentials."]
        case .rejected: refusals.map { "\(name): \($0.sentence(hosts)) [\($0.code)]" }
        }
    }
}
