internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Scenario
package import Terminal

/// How much is told of a run.
package enum ScenarioDetail: Hashable, Sendable {
    /// A line, and every failure.
    case standard
    /// Every step too.
    case verbose
}

extension [ScenarioResult] {
    /// One file's, in each of its browsers: a line for each, and what failed below those in which it
    /// failed alike.
    package func layout(_ detail: ScenarioDetail) -> Layout {
        var layout = Layout()
        var rest = self
        while !rest.isEmpty {
            let first = rest.removeFirst()
            let alike = first.hasPassed ? [] : rest.filter { $0.hasFailed(like: first) }
            rest.removeAll { other in alike.contains { $0.browser == other.browser } }
            layout.append(first.layout(detail, alsoIn: alike))
        }
        return layout
    }
}

extension ScenarioResult {
    /// A line for the file; what failed below it.
    package func layout(_ detail: ScenarioDetail) -> Layout { layout(detail, alsoIn: []) }

    fileprivate func layout(_ detail: ScenarioDetail, alsoIn others: [ScenarioResult]) -> Layout {
        var layout = Layout()
        for result in [self] + others {
            var line = result.hasPassed ? StyledText("✓ ", .good) : StyledText("✗ ", .bad)
            line.append(source.path.terminalSafe, .strong)
            line.append("  \(result.browser)  ", .faint)
            line.append(result.summary, .faint)
            layout.verbatim(line, indentation: 0)
        }
        if detail == .verbose { append(steps, to: &layout, indentation: 2) }
        for step in steps { appendNotes(of: step, to: &layout) }
        guard !hasPassed else { return layout }
        if !others.isEmpty {
            let browsers = enumerated([browser] + others.map(\.browser))
            layout.blank()
            layout.text(StyledText("The same in \(browsers):", .faint), indentation: 2)
        }
        for failure in failures { append(failure, of: nil, to: &layout) }
        for step in steps { append(step, to: &layout) }
        for server in serverOutput { append(server, to: &layout) }
        layout.blank()
        return layout
    }

    fileprivate func hasFailed(like other: ScenarioResult) -> Bool {
        guard !hasPassed, steps.count == other.steps.count else { return false }
        return allFailures.map(\.withoutRunSpecificValues)
            == other.allFailures.map(\.withoutRunSpecificValues)
    }

    private var summary: String {
        let run = steps.count { !$0.isSkipped }
        let time = duration.milliseconds
        guard !hasPassed else { return "\(counted(run, "step"))  \(time)" }
        guard let failed = steps.firstIndex(where: { !$0.allFailures.isEmpty }) else {
            let isServer = failures.contains { $0.kind == .network }
            return
                "\(isServer ? "a server did not start" : "failed before the first step")  \(time)"
        }
        return "failed in step \(failed + 1) of \(stepCount)  \(time)"
    }

    private func append(_ steps: [StepResult], to layout: inout Layout, indentation: Int) {
        for step in steps {
            var line =
                step.isSkipped
                ? StyledText("- ", .faint)
                : step.allFailures.isEmpty ? StyledText("✓ ", .good) : StyledText("✗ ", .bad)
            line.append(step.title.terminalSafe)
            if step.isSkipped { line.append("  not in \(browser)", .faint) }
            layout.verbatim(line, indentation: indentation)
            append(step.steps, to: &layout, indentation: indentation + 2)
        }
    }

    private func appendNotes(of step: StepResult, to layout: inout Layout) {
        for note in step.notes {
            var text = StyledText("! ", .caution)
            text.append("\(source.location(of: step.place)): ".terminalSafe, .strong)
            text.append(note.terminalSafe)
            layout.text(text, indentation: 2, hanging: 2)
        }
        for inner in step.steps { appendNotes(of: inner, to: &layout) }
    }

    private func append(_ step: StepResult, to layout: inout Layout) {
        for failure in step.failures { append(failure, of: step, to: &layout) }
        if let body = step.bodyToShow { append(body: body, to: &layout) }
        for inner in step.steps { append(inner, to: &layout) }
    }

    private func append(_ failure: StepFailure, of step: StepResult?, to layout: inout Layout) {
        layout.blank()
        var title = StyledText("\(source.location(of: failure.place)): ".terminalSafe, .strong)
        if let step { title.append("\(step.title): ".terminalSafe, .faint) }
        title.append(failure.message.terminalSafe)
        layout.verbatim(title, indentation: 2)
        for line in source.excerpt(failure.place) { layout.verbatim(line, indentation: 4) }
        let lines = comparedLines(expected: failure.expected, actual: failure.actual)
        if !lines.isEmpty {
            var legend = StyledText("- expected", .bad)
            legend.append("  ")
            legend.append("+ actual", .good)
            layout.verbatim(legend, indentation: 4)
        }
        for line in lines.prefix(Self.lineLimit) {
            switch line {
            case .same(let text):
                layout.verbatim(StyledText("  \(text.terminalSafe)"), indentation: 4)
            case .expected(let text):
                layout.verbatim(StyledText("- \(text.terminalSafe)", .bad), indentation: 4)
            case .actual(let text):
                layout.verbatim(StyledText("+ \(text.terminalSafe)", .good), indentation: 4)
            }
        }
        if lines.count > Self.lineLimit {
            layout.verbatim(
                StyledText("… \(lines.count - Self.lineLimit) more lines", .faint),
                indentation: 4
            )
        }
        for (index, reason) in failure.why.enumerated() {
            layout.row(index == 0 ? "why" : "", StyledText(reason.terminalSafe), indentation: 4)
        }
    }

    /// What the server says of an error is mostly in its first lines.
    private func append(body: String, to layout: inout Layout) {
        let lines = body.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.prefix(Self.bodyLineLimit).enumerated() {
            layout.row(
                index == 0 ? "body" : "",
                StyledText(String(line.prefix(Self.bodyWidth)).terminalSafe),
                indentation: 4
            )
        }
        let isCut =
            lines.count > Self.bodyLineLimit || lines.contains { $0.count > Self.bodyWidth }
        if isCut {
            layout.row(
                "",
                StyledText("… of \(body.utf8.count) bytes; --report-html has them", .faint),
                indentation: 4
            )
        }
    }

    private static let bodyLineLimit = 8
    /// Characters of a line.
    private static let bodyWidth = 400
    private static let lineLimit = 40
    /// Of what a server wrote that has nothing to do with the failure, mostly.
    private static let shortLineLimit = 5

    /// Whether a server may have caused the failure: it did not come up, ended, or answered with 5xx.
    private var mayBeTheServers: Bool {
        !failures.isEmpty || allFailures.contains { $0.kind == .network }
            || steps.flatMap(\.allReports).flatMap(\.exchanges).contains {
                $0.response.map { $0.status >= 500 } ?? false
            }
    }

    private func append(_ server: ServerOutput, to layout: inout Layout) {
        layout.blank()
        layout.verbatim(
            StyledText("what the server wrote: \(server.command)".terminalSafe, .faint),
            indentation: 2
        )
        let lines = server.text.split { $0.isNewline }
        let limit = mayBeTheServers ? Self.lineLimit : Self.shortLineLimit
        if lines.count > limit {
            layout.verbatim(
                StyledText(
                    "… \(counted(lines.count - limit, "line")) before; --report-html has them",
                    .faint
                ),
                indentation: 4
            )
        }
        for line in lines.suffix(limit) {
            layout.verbatim(StyledText(String(line).terminalSafe, .faint), indentation: 4)
        }
    }
}

extension StepResult {
    /// The body of a response that is an error, or that has another status than was expected; `nil` where
    /// a failure shows it already, or where it is no text.
    fileprivate var bodyToShow: String? {
        guard let report, failures.contains(where: { $0.kind == .expectation }),
            !failures.contains(where: { $0.message.hasPrefix("the body") })
        else { return nil }
        let isAboutStatus = failures.contains { $0.message == "the status differs" }
        guard let response = report.exchanges.last(where: { $0.kind != .preflight })?.response,
            response.status >= 400 || isAboutStatus,
            let text = response.body.utf8Validated
        else { return nil }
        let end = text.lastIndex { !$0.isWhitespace }
        return end.map { String(text[...$0]) }
    }
}

extension StepFailure {
    /// A server's free port is another one in each run.
    fileprivate var withoutRunSpecificValues: StepFailure {
        var failure = self
        failure.message = message.withoutRunSpecificValues
        failure.expected = expected.map(\.withoutRunSpecificValues)
        failure.actual = actual.map(\.withoutRunSpecificValues)
        failure.why = why.map(\.withoutRunSpecificValues)
        return failure
    }
}

extension Duration {
    /// `34 ms`, `1.2 s`.
    var milliseconds: String {
        let milliseconds =
            components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
        return milliseconds < 1000
            ? "\(milliseconds) ms" : "\(Double(milliseconds / 100) / 10) s"
    }
}
