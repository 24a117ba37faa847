internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// The expectations of `open`, `click`, `type`, `submit` and `script`.
struct PageChecker {
    let observation: PageObservation
    let matching: PatternMatching

    func failures(of step: Step) throws(StepError) -> [StepFailure] {
        let expectsErrors = step.expectations.contains {
            if case .errors = $0.kind { true } else { false }
        }
        // What the page does not catch is a failure, unless the step says what comes.
        var failures =
            expectsErrors
            ? []
            : observation.events.errors.map {
                StepFailure(
                    .expectation,
                    at: step.place,
                    "the page did not catch an error: \($0.firstLine)",
                    why: $0.whereItWas
                )
            }
        failures += try step.expectations.flatMapTyped { expectation throws(StepError) in
            try self.failures(expectation)
        }
        return failures
    }

    private func failures(_ expectation: Expectation) throws(StepError) -> [StepFailure] {
        switch expectation.kind {
        case .value(let pattern):
            return try matching.failures(pattern, observation.value ?? .null, "the value")
        case .url(let pattern):
            return try matching.failures(pattern, .string(observation.url), "the page's URL")
        case .title(let pattern):
            return try matching.failures(pattern, .string(observation.title), "the title")
        case .text(let pattern):
            return try matching.failures(pattern, .string(observation.text), "the page's text")
        case .contains(let texts):
            return try contained(texts, in: observation.text, "the page")
        case .console(let texts):
            let lines = observation.events.console.map(\.text) + browserLines
            return try contained(texts, in: lines.joined(separator: "\n"), "the console")
        case .errors(let texts): return try errors(texts)
        case .visible(let targets): return try targets.flatMapTyped(visible)
        case .requests(let requests): return try self.requests(requests, at: expectation.place)
        default: return []
        }
    }

    /// What the browser itself says of the page's requests.
    private var browserLines: [String] {
        observation.events.reports.flatMap(\.consoleMessages)
    }

    private func contained(
        _ texts: [Template],
        in whole: String,
        _ what: String
    ) throws(StepError) -> [StepFailure] {
        try texts.flatMapTyped { template throws(StepError) in
            let text = try matching.variables.text(template)
            if whole.contains(text) { return [] }
            return [
                StepFailure(
                    .expectation,
                    at: template.place,
                    "\(what) does not contain the text",
                    expected: ["… \(text) …"],
                    actual: whole.isEmpty ? ["(nothing)"] : Self.lines(whole)
                )
            ]
        }
    }

    private static func lines(_ text: String) -> [String] {
        text.prefix(2000).split(whereSeparator: \.isNewline).map(String.init)
    }

    /// Every text is in an error, and no error is without one.
    private func errors(_ texts: [Template]) throws(StepError) -> [StepFailure] {
        var failures: [StepFailure] = []
        var rest = observation.events.errors
        for template in texts {
            let text = try matching.variables.text(template)
            if rest.contains(where: { $0.text.contains(text) }) {
                rest.removeAll { $0.text.contains(text) }
            } else if !observation.events.errors.contains(where: { $0.text.contains(text) }) {
                failures.append(
                    StepFailure(
                        .expectation,
                        at: template.place,
                        "the page did not fail like this",
                        expected: ["… \(text) …"],
                        actual: observation.events.errors.isEmpty
                            ? ["(no error)"] : observation.events.errors.map(\.firstLine)
                    )
                )
            }
        }
        return failures
            + rest.map {
                StepFailure(
                    .expectation,
                    at: texts.first?.place ?? Place(line: 1, column: 1),
                    "the page did not catch another error: \($0.firstLine)",
                    why: $0.whereItWas
                )
            }
    }

    private func visible(_ expected: ExpectedTarget) throws(StepError) -> [StepFailure] {
        let target = try matching.variables.text(expected.target)
        let isVisible = observation.visible[target] == true
        guard isVisible != expected.isVisible else { return [] }
        return [
            StepFailure(
                .expectation,
                at: expected.target.place,
                isVisible ? "\(target) is to be seen" : "\(target) is not to be seen",
                why: isVisible || observation.text.isEmpty
                    ? []
                    : ["The page shows: \(Self.lines(observation.text).joined(separator: " / "))"]
            )
        ]
    }

    // MARK: Requests

    /// Each of them in turn; others may come between.
    private func requests(
        _ expected: [ExpectedRequest],
        at place: Place
    ) throws(StepError) -> [StepFailure] {
        let reports = observation.events.reports
        let made = reports.map(\.line)
        if expected.isEmpty, !reports.isEmpty {
            return [
                StepFailure(
                    .expectation,
                    at: place,
                    "the page made requests",
                    expected: ["(none)"],
                    actual: made
                )
            ]
        }
        var rest = Array(reports)
        var failures: [StepFailure] = []
        for request in expected {
            var index: Int?
            for (candidate, report) in rest.enumerated() where try isMeant(report, request) {
                index = candidate
                break
            }
            guard let index else {
                failures.append(
                    StepFailure(
                        .expectation,
                        at: request.place,
                        "the page did not make the request",
                        expected: [try text(of: request)],
                        actual: made.isEmpty ? ["(none)"] : made
                    )
                )
                continue
            }
            let judge = RequestChecker(report: rest.remove(at: index), matching: matching)
            failures += try request.expectations.flatMapTyped(judge.failures)
        }
        return failures
    }

    private func isMeant(
        _ report: FetchReport,
        _ request: ExpectedRequest
    ) throws(StepError) -> Bool {
        let url = JSONValue.string(report.url?.href ?? report.urlText)
        guard try matching.differences(request.url, url, equals: Self.isSameURL).isEmpty else {
            return false
        }
        guard let method = request.method else { return true }
        return try matching.differences(method, .string(report.method)).isEmpty
    }

    /// As URLs they may be the same although they are written otherwise.
    private static func isSameURL(_ left: String, _ right: String) -> Bool {
        left == right || (try? WebURL(parsing: left))?.href == right
    }

    private func text(of request: ExpectedRequest) throws(StepError) -> String {
        let url = try matching.text(of: request.url).plainText
        let method = try request.method.map { pattern throws(StepError) in
            try matching.text(of: pattern).plainText + " "
        }
        return (method ?? "") + url
    }
}

extension FetchReport {
    /// `GET http://… → 200`.
    fileprivate var line: String {
        let result =
            switch outcome {
            case .fulfilled(let response): "\(response.isOpaque ? "opaque" : "\(response.status)")"
            case .rejected(let failure): failure.code
            }
        return "\(method) \(url?.href ?? urlText) → \(result)"
    }
}

extension PageError {
    fileprivate var firstLine: String {
        text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }

    fileprivate var whereItWas: [String] { source.isEmpty ? [] : ["It was thrown at \(source)."] }
}
