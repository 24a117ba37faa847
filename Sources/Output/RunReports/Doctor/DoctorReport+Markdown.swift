internal import BrowserInfra
internal import Doctor
internal import Explanations
internal import Report
internal import Terminal

extension DoctorReport {
    /// The report as Markdown for an issue tracker. Text from a server is escaped, so that it cannot
    /// become markup.
    package var markdown: String {
        var lines = ["# \(title.markdown)", ""]
        for section in sections {
            let names = diagnosis.browsers.map(\.markdown)
            lines.append("| \(section.title.markdown) | \(names.joined(separator: " | ")) |")
            lines.append("|---|\(String(repeating: "---|", count: names.count))")
            for line in section.lines {
                var cells = line.cells.map(\.text.markdown)
                while cells.count < names.count { cells.append("–") }
                let indentation = line.isDetail ? "&nbsp;&nbsp;" : ""
                lines.append(
                    "| \(indentation)\(line.label.markdown) | \(cells.joined(separator: " | ")) |"
                )
            }
            lines.append("")
        }
        if conclusions.findings.isEmpty { lines += ["Nothing to change.", ""] }
        for (index, finding) in conclusions.findings.enumerated() {
            let text = "\(browsers(of: finding))\(finding.advice.text)".markdown
            lines.append(
                "\(index + 1). **\(finding.severity.word).** \(text) `\(finding.advice.code)`"
            )
            for code in codes(of: finding) { lines += code.fenced(indentation: "   ") }
        }
        if let first = remedies.first {
            lines += ["", "## The change, in \(first.title)\(reason.markdown)", ""]
            lines += first.code.fenced()
            if conclusions.remedy.isTried { lines.append(Self.trial) }
            for (title, code) in remedies.dropFirst() {
                lines += ["", "<details><summary>\(title)</summary>", ""]
                lines += code.fenced()
                lines.append("</details>")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
