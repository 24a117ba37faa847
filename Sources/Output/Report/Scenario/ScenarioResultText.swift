internal import Explanations
internal import JSON
internal import Scenario
package import Terminal

/// How much is told of a run.
package enum ScenarioDetail: Hashable, Sendable {
    /// A line, and every failure.
    case standard
    /// Every step too.
    case verbose
}

extension ScenarioResult {
    /// A line for the file; what failed below it.
    package func layout(_ detail: ScenarioDetail) -> Layout {
        var layout = Layout()
        var line = hasPassed ? StyledText("✓ ", .good) : StyledText("✗ ", .bad)
        line.append(source.path.terminalSafe, .strong)
        line.append("  \(browser)  ", .faint)
        line.append(summary, .faint)
        layout.verbatim(line, indentation: 0)
        if detail == .verbose { append(steps, to: &layout, indentation: 2) }
        guard !hasPassed else { return layout }
        for failure in failures { append(failure, of: nil, to: &layout) }
        for step in steps { append(step, to: &layout) }
        for server in serverOutput { append(server, to: &layout) }
        layout.blank()
        return layout
    }

    private var summary: String {
        let run = steps.count { !$0.isSkipped }
        let time = duration.milliseconds
        guard !hasPassed else { return "\(counted(run, "step"))  \(time)" }
        guard let failed = steps.firstIndex(where: { !$0.allFailures.isEmpty }) else {
            return "not run  \(time)"
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

    private func append(_ step: StepResult, to layout: inout Layout) {
        for failure in step.failures { append(failure, of: step, to: &layout) }
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

    private static let lineLimit = 40

    private func append(_ server: ServerOutput, to layout: inout Layout) {
        layout.blank()
        layout.verbatim(
            StyledText("what the server wrote: \(server.command)".terminalSafe, .faint),
            indentation: 2
        )
        let lines = server.text.split { $0.isNewline }
        if lines.count > Self.lineLimit {
            layout.verbatim(
                StyledText("… \(lines.count - Self.lineLimit) lines before", .faint),
                indentation: 4
            )
        }
        for line in lines.suffix(Self.lineLimit) {
            layout.verbatim(StyledText(String(line).terminalSafe, .faint), indentation: 4)
        }
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
