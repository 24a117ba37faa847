internal import BrowserCookies
package import BrowserFetch
internal import BrowserInfra
package import BrowserJSON
package import Explanations
package import Terminal
internal import WebOrigin

/// The same request in several browsers, side by side: who stores, who sends, who shows; then why not,
/// what to change, and who parts from the others.
package struct BrowserComparison {
    private let reports: [FetchReport]
    /// What helps in all of them, or, where it says so, in some.
    private let advice: [Advice]

    /// One report a browser, of the same request.
    package init(_ reports: [FetchReport], advice: [Advice]) {
        self.reports = reports
        self.advice = advice
    }

    /// `advice`: for each browser by itself.
    package func json(advice: [[Advice]]) -> JSONValue {
        .object([
            "browsers": .object(
                zip(reports, advice).map { JSONValue.Member($0.browser, $0.json(advice: $1)) }
            )
        ])
    }

    package var layout: Layout {
        var layout = Layout()
        guard let first = reports.first else { return layout }
        let target = first.url?.href ?? first.urlText
        let page = first.page?.origin.serialized ?? "the address bar"
        layout.text(StyledText("\(first.method) \(target)  from \(page)".terminalSafe, .strong))
        layout.blank()
        layout.table(table)
        for index in reports.indices { appendReasons(of: index, to: &layout) }
        appendFixes(to: &layout)
        layout.blank()
        layout.row("summary", StyledText(conclusion), indentation: 0)
        return layout
    }

    // MARK: The table

    private struct Row {
        var label: String
        /// One a browser.
        var cells: [StyledText]
    }

    private var rows: [Row] {
        var rows = names(of: \.storedCookies).map { name in
            Row(
                label: "stores \(name)",
                cells: reports.map { cell(of: $0, $0.storedCookies, name, none: "not set") }
            )
        }
        rows += names(of: \.sentCookies).map { name in
            Row(
                label: "sends \(name)",
                cells: reports.map { cell(of: $0, $0.sentCookies, name, none: Self.none) }
            )
        }
        let isDryRun = reports.contains(where: \.isDryRun)
        let omits = reports.contains(where: \.omitsCookies)
        if names(of: \.sentCookies).isEmpty, isDryRun || omits {
            rows.append(Row(label: "sends a cookie", cells: reports.map(\.cookieless)))
        }
        rows.append(
            isDryRun
                ? Row(label: "sends the request", cells: reports.map(\.passage))
                : Row(label: "shows the response", cells: reports.map(\.visibility))
        )
        return rows
    }

    /// Of all cookies that any browser had something to say on, in the order of the first.
    private func names(of rows: (FetchReport) -> [CookieRow]) -> [String] {
        reports.flatMap(rows).map(\.name).uniqued()
    }

    private func cell(
        of report: FetchReport,
        _ rows: [CookieRow],
        _ name: String,
        none: String
    ) -> StyledText {
        if let row = rows.last(where: { $0.name == name }) {
            return StyledText(row.answer, row.isGranted ? .good : .bad)
        }
        return StyledText(report.exchanges.isEmpty ? "-" : none, .faint)
    }

    private var table: ColumnTable {
        var table = ColumnTable(labels: 0...28)
        table.row(StyledText(), reports.map { StyledText($0.browser, .strong) })
        for row in rows { table.row(StyledText(escaping: row.label), row.cells) }
        return table
    }

    // MARK: Why, and what to do

    /// Why not, and how well that is known; in few words where an earlier browser has the same to say.
    private func appendReasons(of index: Int, to layout: inout Layout) {
        let report = reports[index]
        let reasons = reasons(of: report)
        guard !reasons.isEmpty else { return }
        layout.blank()
        let isKnown = report.basis == report.policy.evidence.fetch
        if isKnown, let twin = reports[..<index].first(where: { self.reasons(of: $0) == reasons }) {
            let label = StyledText("like \(twin.browser)", .faint)
            layout.row(report.browser, label, indentation: 0)
            return
        }
        for (number, reason) in reasons.enumerated() {
            let label = number == 0 ? report.browser : ""
            layout.row(label, StyledText(reason.terminalSafe), indentation: 0)
        }
        if !isKnown {
            layout.row("", StyledText(report.basis.sentence, .faint), indentation: 0)
        }
    }

    private func reasons(of report: FetchReport) -> [String] {
        let rows = report.storedCookies + report.sentCookies
        var reasons = rows.filter { !$0.reason.isEmpty && !report.grants($0) }.map(\.reason)
        if !report.exchanges.isEmpty {
            for name in names(of: \.sentCookies.granted)
            where !rows.contains(where: { $0.name == name }) {
                reasons.append(
                    "\(name) is not in this browser's jar: it was never stored there, "
                        + "or has expired or been deleted."
                )
            }
        }
        if !report.isDryRun, case .rejected(let failure) = report.outcome {
            reasons.append("\(failure.sentence) [\(failure.code)]")
        }
        return reasons.uniqued()
    }

    /// Each advice once, with the browsers that need it unless all do.
    private func appendFixes(to layout: inout Layout) {
        for (index, entry) in advice.enumerated() {
            if index == 0 { layout.blank() }
            let isForAll = entry.browsers.isEmpty || entry.browsers.count == reports.count
            let whom = isForAll ? "" : "For \(enumerated(entry.browsers)): "
            layout.row("fix", StyledText(escaping: whom + entry.text), indentation: 0)
        }
        if advice.isEmpty, reports.allSatisfy(\.omitsCookies) {
            layout.blank()
            let text = "Ask with {credentials: \"include\"}, if cookies are to be sent and stored."
            layout.row("fix", StyledText(text), indentation: 0)
        }
    }

    /// Where it is what was done before in each browser that differs, and not the browsers.
    private func differentJars(_ rows: [Row]) -> String? {
        let differing = rows.filter { Set($0.cells.map(\.plainText)).count > 1 }
        guard !differing.isEmpty,
            differing.allSatisfy({ row in
                row.label.hasPrefix("sends ")
                    && Set(row.cells.map(\.plainText)).isSubset(of: ["yes", Self.none])
            })
        else { return nil }
        let having = reports.indices.filter { index in
            differing.contains { $0.cells[index].plainText == "yes" }
        }
        let names = differing.map { $0.label.dropFirst("sends ".count) }.joined(separator: ", ")
        let who = enumerated(having.map { reports[$0].browser })
        let verb = having.count == 1 ? "has" : "have"
        return
            ("The jars differ, not the browsers: only \(who) \(verb) \(names). Log in with the "
            + "same --browser list first.").terminalSafe
    }

    /// In the place of a cookie that this browser's jar does not hold.
    private static let none = "has none"

    /// Who parts from whom, and in what.
    private var conclusion: String {
        let rows = rows
        let answers = reports.indices.map { index in rows.map { $0.cells[index].plainText } }
        var groups: [(answers: [String], browsers: [String])] = []
        for (report, answer) in zip(reports, answers) {
            if let index = groups.firstIndex(where: { $0.answers == answer }) {
                groups[index].browsers.append(report.browser)
            } else {
                groups.append((answer, [report.browser]))
            }
        }
        let all = enumerated(reports.map(\.browser))
        if let sentence = differentJars(rows) { return sentence }
        if groups.count == 1 { return "The same in \(all)." }
        let differing = rows.filter { Set($0.cells.map(\.plainText)).count > 1 }.map(\.label)
        let questions = differing.prefix(3).joined(separator: ", ")
        let rest = differing.count > 3 ? " and \(differing.count - 3) more" : ""
        let parting = ": \(questions)\(rest).".terminalSafe
        if groups.count == reports.count, groups.count > 2 {
            return "Different in \(all)\(parting)"
        }
        // The larger group first, or the one that was named first.
        let sorted = groups.sorted { $0.browsers.count > $1.browsers.count }.map(\.browsers)
        return "Different in \(enumerated(sorted.dropFirst().joined().map { $0 })) than in "
            + "\(enumerated(sorted[0]))\(parting)"
    }
}
