internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Terminal

extension FetchExplanation {
    /// Adds the violation reports that policies make the browser send: their endpoints and contents.
    func appendViolationReports(to layout: inout Layout) {
        let all = report.violationReports
        let shown = detail == .verbose ? all[...] : all.prefix(5)
        for report in shown {
            var text = StyledText(escaping: report.sentence)
            if !report.body.isEmpty { text.append(escaping: " " + excerpt(of: report), .faint) }
            layout.row("report", text, indentation: 0)
        }
        let rest = all.count - shown.count
        if rest > 0 {
            layout.row("", StyledText("\(rest) more; -v shows them."), indentation: 0)
        }
    }

    private func excerpt(of report: ViolationReport) -> String {
        // JSON with spaces, so that it can be wrapped.
        let text = JSONReader.value(of: report.body.bytes)?.json ?? report.body.utf8Decoded
        let limit = 1000
        return detail == .verbose || text.utf8.count <= limit ? text : text.prefix(limit) + "…"
    }
}
