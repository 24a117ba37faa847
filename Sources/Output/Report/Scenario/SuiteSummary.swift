internal import Explanations
package import Scenario
package import Terminal

/// The last line: how many files passed in how many browsers, and what it took.
package struct SuiteSummary: Sendable {
    private let passed: Int
    private let failed: Int
    private let notStarted: Int
    private var cost = ""

    /// `notStarted`: what `--fail-fast` left out.
    package init(passed: Int, failed: Int, notStarted: Int) {
        self.passed = passed
        self.failed = failed
        self.notStarted = notStarted
    }

    /// Of a run that has just ended.
    package init(_ results: [ScenarioResult], notStarted: Int, duration: Duration) {
        let passed = results.count(where: \.hasPassed)
        self.init(passed: passed, failed: results.count - passed, notStarted: notStarted)
        let steps = results.reduce(0) { $0 + $1.steps.count { !$0.isSkipped } }
        cost = "  (\(counted(steps, "step")), \(duration.milliseconds))"
    }

    package var layout: Layout {
        var line = StyledText("\(counted(passed + failed + notBegun, "run")): ", .strong)
        line.append("\(passed) passed", passed > 0 ? .good : .plain)
        if failed > 0 {
            line.append(", ")
            line.append("\(failed) failed", .bad)
        }
        if notStarted > 0 { line.append(", \(notStarted) skipped", .caution) }
        line.append(cost, .faint)
        var layout = Layout()
        layout.verbatim(line, indentation: 0)
        return layout
    }
}
