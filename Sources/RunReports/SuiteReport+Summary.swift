package import Report

extension SuiteReport {
    /// One line: how many passed.
    package var summary: Layout {
        var line = StyledText("\(runs.count) run\(runs.count == 1 ? "" : "s"): ", .strong)
        line.append("\(count(.passed)) passed", count(.passed) > 0 ? .good : .plain)
        if count(.failed) > 0 {
            line.append(", ")
            line.append("\(count(.failed)) failed", .bad)
        }
        if count(.notBegun) > 0 { line.append(", \(count(.notBegun)) not begun", .caution) }
        var layout = Layout()
        layout.verbatim(line, indentation: 0)
        return layout
    }
}
