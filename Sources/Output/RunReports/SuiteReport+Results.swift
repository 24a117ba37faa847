internal import BrowserFetch
package import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Fixes
package import Redaction
internal import Report
package import Scenario
internal import Terminal

extension SuiteReport {
    /// What became of a suite.
    package init(
        _ results: [ScenarioResult],
        notStarted: [SuiteRun.Item],
        started: Moment,
        duration: Duration,
        shard: SuiteShard? = nil
    ) async {
        var begun: [RunReport] = []
        for result in results { begun.append(await RunReport(result)) }
        let others = notStarted.map {
            RunReport(file: $0.scenario.source.path, browser: $0.browser, result: .notStarted)
        }
        self.init(
            started: started,
            duration: duration.microseconds,
            runs: begun + others,
            shard: shard
        )
    }
}

/// What a run hid stays hidden, and what it told is told.
extension SuiteReport: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {}

    package func redacted(by redaction: Redaction) -> SuiteReport { self }
}

extension RunReport {
    fileprivate init(_ result: ScenarioResult) async {
        self.init(
            file: result.source.path,
            browser: result.browser,
            result: result.hasPassed ? .passed : .failed
        )
        name = result.name
        started = result.started
        duration = result.duration.microseconds
        failures = result.failures.map { FailureReport($0, in: result.source) }
        steps =
            await StepReport.reports(on: result.steps, .passed, in: result.source)
            + StepReport.reports(on: result.notRun, .notRun, in: result.source)
        servers = result.serverOutput.map {
            ServerReport(command: $0.command, output: $0.text)
        }
    }
}

extension StepReport {
    /// In bytes, of a report's bodies; `bodyCutFrom` says how many there were.
    private static let largestBody = 64 << 10

    fileprivate static func reports(
        on steps: [StepResult],
        _ resultUnlessFailed: Result,
        in source: SourceFile
    ) async -> [StepReport] {
        var reports: [StepReport] = []
        for step in steps { reports.append(await StepReport(step, resultUnlessFailed, in: source)) }
        return reports
    }

    private init(_ step: StepResult, _ resultUnlessFailed: Result, in source: SourceFile) async {
        title = step.title
        line = step.place.line
        column = step.place.column
        result = step.isSkipped ? .skipped : step.allFailures.isEmpty ? resultUnlessFailed : .failed
        time = step.time
        duration = step.duration.microseconds
        failures = step.failures.map { FailureReport($0, in: source) }
        notes = step.notes
        steps = await Self.reports(on: step.steps, resultUnlessFailed, in: source)
        let now = step.time ?? .epoch
        if let report = step.report?.keepingBodies(upTo: Self.largestBody) {
            let advice = await Adviser(report: report).advice()
            self.report = report.json(advice: advice)
            let told = FetchExplanation(report, advice: advice, detail: .standard, now: now)
            explanation = told.layout.plainText
        }
        if let reading = step.documentCookie {
            documentCookie = reading.report.json
            let told = DocumentCookieExplanation(
                reading.report,
                page: reading.page,
                isWriting: reading.isWriting,
                now: now
            )
            let value = reading.report.value.map { "document.cookie is \"\($0.terminalSafe)\"\n" }
            explanation = (value ?? "") + told.layout.plainText
        }
        if let page = step.page { await addPage(page, now: now) }
        if let jar = step.jar { self.jar = .array(jar.map(\.json)) }
    }
}

extension StepReport {
    /// Each of its requests as any other, and what the page said.
    private mutating func addPage(_ page: PageObservation, now: Moment) async {
        var requests: [JSONValue] = []
        var told: [String] = []
        for report in page.events.reports {
            let report = report.keepingBodies(upTo: Self.largestBody)
            let advice = await Adviser(report: report).advice()
            requests.append(report.json(advice: advice))
            let explanation = FetchExplanation(report, advice: advice, detail: .standard, now: now)
            told.append(explanation.layout.plainText)
        }
        explanation = (told + page.lines).joined(separator: "\n")
        self.page = .object([
            "url": .string(page.url),
            "title": .string(page.title),
            "text": .string(String(page.text.prefix(Self.largestBody))),
            "value": page.value ?? .null,
            "console": .array(page.events.console.map { JSONValue($0.level, $0.text, $0.source) }),
            "errors": .array(
                page.events.errors.map { JSONValue($0.kind.rawValue, $0.text, $0.source) }
            ),
            "requests": .array(requests),
        ])
    }
}

extension PageObservation {
    /// Its console, its errors and its value.
    fileprivate var lines: [String] {
        events.console.map { "console.\($0.level): \($0.text.terminalSafe)" }
            + events.errors.map { "not caught: \($0.text.terminalSafe)" }
            + (value.map { ["value: \($0.lineText.terminalSafe)"] } ?? [])
    }
}

extension JSONValue {
    fileprivate init(_ level: String, _ text: String, _ source: String) {
        self = .object(["level": .string(level), "text": .string(text), "source": .string(source)])
    }
}

extension FailureReport {
    fileprivate init(_ failure: StepFailure, in source: SourceFile) {
        switch failure.kind {
        case .expectation: kind = .expectation
        case .network: kind = .network
        }
        message = failure.message
        file = source.path
        line = failure.place.line
        column = failure.place.column
        excerpt = source.excerpt(failure.place).map(\.plainText)
        expected = failure.expected
        actual = failure.actual
        why = failure.why
    }

    /// Whether it is one failure, in two browsers that were told different tokens.
    func isSame(as other: FailureReport) -> Bool {
        withoutRunSpecificValues == other.withoutRunSpecificValues
    }

    private var withoutRunSpecificValues: FailureReport {
        var failure = self
        failure.message = message.withoutRunSpecificValues
        failure.expected = expected.map(\.withoutRunSpecificValues)
        failure.actual = actual.map(\.withoutRunSpecificValues)
        failure.why = why.map(\.withoutRunSpecificValues)
        return failure
    }

    var difference: [ComparedLine] { comparedLines(expected: expected, actual: actual) }

    /// As the terminal shows it, without colours.
    var text: String {
        var lines = ["\(location): \(message)"] + excerpt.map { "  " + $0 }
        for line in difference {
            switch line {
            case .same(let text): lines.append("    \(text)")
            case .expected(let text): lines.append("  - \(text)")
            case .actual(let text): lines.append("  + \(text)")
            }
        }
        for (index, reason) in why.enumerated() {
            lines.append((index == 0 ? "  why  " : "       ") + reason)
        }
        return lines.joined(separator: "\n")
    }
}

extension Layout {
    /// For a file: 80 columns, no colours.
    fileprivate var plainText: String { rendered(width: 80, inColor: false) }
}

extension Duration {
    var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
