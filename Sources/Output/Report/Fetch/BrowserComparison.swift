internal import BrowserCookies
package import BrowserFetch
internal import BrowserInfra
package import BrowserJSON
package import Explanations
package import Terminal
internal import WebOrigin

/// The same request in several browsers, side by side: which of them store and send cookies and show the
/// response, followed by the reasons, the fixes, and a summary of the differences.
package struct BrowserComparison {
    private let reports: [FetchReport]
    /// The fixes, for all browsers or for those they name.
    private let advice: [Advice]

    /// Creates the comparison. `reports` has one report for each browser, all of the same request.
    package init(_ reports: [FetchReport], advice: [Advice]) {
        self.reports = reports
        self.advice = advice
    }

    /// The reports as JSON. `advice` has each browser's own advice.
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
        /// The cells, one for each browser.
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

    /// Returns the names of all cookies that any browser has a verdict on, in order of first appearance.
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

    // MARK: Reasons and fixes

    /// Adds the reasons of one browser and the evidence for them, or a reference to an earlier browser
    /// with the same reasons.
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

    /// Adds each piece of advice once, with the browsers that need it unless all do.
    private func appendFixes(to layout: inout Layout) {
        for (index, entry) in advice.enumerated() {
            if index == 0 { layout.blank() }
            let isForAll = entry.browsers.isEmpty || entry.browsers.count == reports.count
            let whom = isForAll ? "" : "For \(enumerated(entry.browsers)): "
            layout.row("fix", StyledText(escaping: whom + entry.text), indentation: 0)
        }
        if advice.isEmpty, reports.allSatisfy(\.omitsCookies) {
            layout.blank()
            let text = "Use {credentials: \"include\"} to send and store cookies."
            layout.row("fix", StyledText(text), indentation: 0)
        }
    }

    /// Returns a sentence if the differences come from the jars, which depend on earlier requests, and
    /// not from the browsers' rules; `nil` otherwise.
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

    /// The cell for a cookie that is not in the browser's jar.
    private static let none = "has none"

    /// A sentence on which browsers differ from the others, and in what.
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
        // The larger group comes first; of equally large ones, the one that was given first.
        let sorted = groups.sorted { $0.browsers.count > $1.browsers.count }.map(\.browsers)
        return "Different in \(enumerated(sorted.dropFirst().joined().map { $0 })) than in "
            + "\(enumerated(sorted[0]))\(parting)"
    }
}
