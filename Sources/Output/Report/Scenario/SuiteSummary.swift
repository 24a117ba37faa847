internal import Explanations
package import Scenario
package import Terminal

/// The last line of a run: the numbers of passed and failed files, summed over browsers, and the time it
/// took.
package struct SuiteSummary: Sendable {
    private let passed: Int
    private let failed: Int
    private let notBegun: Int
    private var cost = ""

    /// Creates a summary. `notBegun` is the number of runs that `--fail-fast` left out.
    package init(passed: Int, failed: Int, notBegun: Int) {
        self.passed = passed
        self.failed = failed
        self.notBegun = notBegun
    }

    /// Creates the summary of a run that has just ended.
    package init(_ results: [ScenarioResult], notBegun: Int, duration: Duration) {
        let passed = results.count(where: \.hasPassed)
        self.init(passed: passed, failed: results.count - passed, notBegun: notBegun)
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
        if notBegun > 0 { line.append(", \(notBegun) skipped", .caution) }
        line.append(cost, .faint)
        var layout = Layout()
        layout.verbatim(line, indentation: 0)
        return layout
    }
}
