internal import BrowserFetch
package import BrowserInfra
package import Doctor
package import Explanations
internal import Fixes
internal import Redaction
package import Terminal
internal import WebOrigin

/// A diagnosis for the terminal: the table, followed by what to change.
package struct DoctorExplanation {
    private let diagnosis: Diagnosis
    private let conclusions: DoctorConclusions
    private let framework: Framework
    /// Whether the framework was given by the user, not guessed.
    private let isNamed: Bool
    /// Whether the requests are shown, and fixes for the page in addition to the server's.
    private let isVerbose: Bool
    /// The moment from which the cookies' lifetimes are counted.
    private let now: Moment

    package init(
        _ diagnosis: Diagnosis,
        _ conclusions: DoctorConclusions,
        framework: Framework?,
        isVerbose: Bool,
        now: Moment
    ) {
        self.diagnosis = diagnosis
        self.conclusions = conclusions
        self.framework = framework ?? conclusions.guess?.framework ?? .default
        isNamed = framework != nil
        self.isVerbose = isVerbose
        self.now = now
    }

    package var layout: Layout {
        var layout = Layout()
        layout.table(table)
        appendLegend(to: &layout)
        appendBasis(to: &layout)
        if isVerbose { appendRequests(to: &layout) }
        appendFindings(to: &layout)
        return layout
    }

    private var findings: [Finding] { conclusions.findings }

    private var table: ColumnTable {
        var table = ColumnTable(labels: 38...38, columns: 12)
        for section in DoctorTable(diagnosis).sections
        where !section.lines.isEmpty {
            if !table.isEmpty { table.blank() }
            table.row(
                StyledText(escaping: section.title, .strong),
                diagnosis.browsers.map { StyledText($0, .strong) }
            )
            for line in section.lines {
                var cells = line.cells.map { StyledText(escaping: $0.text, $0.style) }
                while cells.count < diagnosis.browsers.count {
                    cells.append(StyledText("–", .faint))
                }
                let label = StyledText(escaping: line.label)
                table.row(label, cells, indentation: line.isDetail ? 4 : 2)
            }
        }
        return table
    }

    private func appendLegend(to layout: inout Layout) {
        let legend = DoctorTable(diagnosis).legend
        guard !legend.isEmpty else { return }
        layout.blank()
        for (term, meaning) in legend {
            layout.row(term, StyledText("\(meaning)", .faint), indentation: 0)
        }
    }

    /// Every request that was sent, with its headers, as `crumb fetch -v` shows it.
    private func appendRequests(to layout: inout Layout) {
        for result in diagnosis.results where !result.probe.purpose.isRehearsed {
            for report in result.reports {
                // An unsafe method's preflight is sent, but the request itself is withheld.
                let sent = report.exchanges.filter { exchange in
                    !report.isDryRun || exchange.kind == .preflight || exchange.response != nil
                }
                guard !sent.isEmpty else { continue }
                layout.blank()
                var title = StyledText("\(report.browser): ", .faint)
                title.append(escaping: report.sourceCode, .strong)
                title.append(" from ", .faint)
                title.append(escaping: report.pageName, .strong)
                layout.text(title)
                let explanation = FetchExplanation(
                    report,
                    advice: [],
                    framework: framework,
                    detail: .verbose,
                    now: now
                )
                for (index, exchange) in sent.enumerated() {
                    explanation.append(exchange, number: index + 1, to: &layout)
                }
            }
        }
    }

    /// Adds a sentence on each browser whose column rests on weaker evidence than its fetch policy.
    private func appendBasis(to layout: inout Layout) {
        for browser in diagnosis.browsers {
            let reports = diagnosis.results.flatMap(\.reports).filter { $0.browser == browser }
            guard let least = reports.max(by: { $0.basis < $1.basis }),
                least.basis != least.policy.evidence.fetch
            else { continue }
            layout.blank()
            layout.row(browser, StyledText(least.basis.sentence, .faint), indentation: 0)
        }
    }

    private func appendFindings(to layout: inout Layout) {
        layout.blank()
        guard !findings.isEmpty else {
            return layout.text(StyledText("Nothing to change.", .good))
        }
        for (index, finding) in findings.enumerated() {
            layout.blank()
            var text = StyledText("\(finding.severity.word). ", finding.severity.style)
            if finding.browsers.count < diagnosis.browsers.count {
                text.append("In \(finding.browsers.joined(separator: " and ")): ", .strong)
            }
            text.append(escaping: finding.advice.text)
            text.append(" [\(finding.advice.code)]", .faint)
            layout.row("\(index + 1)", text, indentation: 0)
            // The server's changes are shown below, once for all findings.
            let fixes = finding.advice.fixes(for: framework, all: isVerbose).filter { fix in
                finding.advice.topic == .other || fix.framework != framework.rawValue
            }
            for fix in fixes { append(fix.code, to: &layout) }
        }
        appendRemedy(to: &layout)
        layout.blank()
        layout.text(StyledText(summary))
    }

    /// Adds the change that fixes all findings together, which was tested as a whole.
    private func appendRemedy(to layout: inout Layout) {
        guard
            let fix = conclusions.remedy.fixes.first(where: { $0.framework == framework.rawValue })
        else { return }
        layout.blank()
        layout.row("fix", StyledText(escaping: "In \(framework.title)\(reason):"), indentation: 0)
        append(fix.code, to: &layout)
        layout.appendRequirements(framework.requirements(of: fix.code))
    }

    private func append(_ code: String, to layout: inout Layout) {
        for line in code.split(separator: "\n", omittingEmptySubsequences: false) {
            layout.verbatim(
                StyledText(escaping: String(line), .good),
                indentation: Layout.labelWidth
            )
        }
    }

    /// Why the fix is shown for this framework.
    private var reason: String {
        if isNamed { return "" }
        guard let guess = conclusions.guess else { return " (--framework selects another)" }
        return " (guessed from \(guess.clue); --framework selects another)"
    }

    private var summary: String {
        let counts = Finding.Severity.allCases.compactMap { severity in
            let count = findings.count { $0.severity == severity }
            return count == 0 ? nil : counted(count, severity.noun)
        }
        return "\(counts.joined(separator: ", ")). "
            + "\(counted(diagnosis.sent, "request")) sent of at most \(diagnosis.limit)."
    }
}

extension Finding.Severity {
    /// The severity's name at the start of a line.
    package var word: String {
        switch self {
        case .vulnerability: "Vulnerability"
        case .error: "Error"
        case .warning: "Warning"
        case .note: "Note"
        }
    }

    fileprivate var noun: String {
        switch self {
        case .vulnerability: "vulnerability"
        case .error: "error"
        case .warning: "warning"
        case .note: "note"
        }
    }

    fileprivate var style: StyledText.Style {
        switch self {
        case .vulnerability, .error: .bad
        case .warning: .caution
        case .note: .strong
        }
    }
}
