internal import Doctor
internal import Explanations
internal import Report

extension DoctorReport {
    /// A self-contained page, without external resources or scripts.
    package var html: String {
        var html = HTMLText()
        html.markup("<!DOCTYPE html>\n")
        html.element("html", ["lang": "en"]) { html in
            html.element("head") { html in
                html.void("meta", ["charset": "utf-8"])
                html.void(
                    "meta",
                    ["name": "viewport", "content": "width=device-width, initial-scale=1"]
                )
                html.element("title", text: title)
                html.element("style") { html in html.markup(ReportStyle.source) }
                html.element("style") { html in html.markup(Self.style) }
            }
            html.element("body.doctor") { html in
                html.element("header") { html in html.element("h1", text: title) }
                html.element("main") { html in
                    append(to: &html)
                }
                html.element("footer") { html in
                    html.put("Written by crumb doctor. Reason codes are those of Chrome DevTools.")
                }
            }
        }
        return html.text + "\n"
    }

    private static let style: StaticString = """
        .doctor table { border-collapse: collapse; margin: 14px 0; }
        .doctor th, .doctor td { text-align: left; padding: 3px 14px 3px 0;
          border-bottom: 1px solid var(--line); }
        .doctor td.detail { padding-left: 18px; }
        .doctor li { margin: 8px 0; max-width: 90ch; }
        .doctor h2 { margin: 22px 0 6px; }
        .doctor pre { background: var(--panel); padding: 10px 12px; border-radius: 6px; }
        """

    private func append(to html: inout HTMLText) {
        for section in sections { append(section, to: &html) }
        guard !conclusions.findings.isEmpty else {
            return html.element("p", text: "Nothing to change.")
        }
        html.element("ol") { html in
            for finding in conclusions.findings {
                html.element("li") { html in
                    html.element("strong", text: "\(finding.severity.word). ")
                    html.put("\(browsers(of: finding))\(finding.advice.text) ")
                    html.element("code", text: finding.advice.code)
                    for code in codes(of: finding) {
                        html.element("pre") { html in html.putLines(code) }
                    }
                }
            }
        }
        guard let first = remedies.first else { return }
        html.element("h2", text: "The change, in \(first.title)\(reason)")
        html.element("pre") { html in html.putLines(first.code) }
        if conclusions.remedy.isTried { html.element("p", text: Self.trial) }
        for (title, code) in remedies.dropFirst() {
            html.element("details") { html in
                html.element("summary", text: title)
                html.element("pre") { html in html.putLines(code) }
            }
        }
    }

    private func append(_ section: DoctorTable.Section, to html: inout HTMLText) {
        html.element("table") { html in
            html.element("tr") { html in
                html.element("th", text: section.title)
                for browser in diagnosis.browsers { html.element("th", text: browser) }
            }
            for line in section.lines {
                html.element("tr") { html in
                    html.element("td", marked: line.isDetail ? "detail" : nil, text: line.label)
                    for cell in line.cells { html.element("td", text: cell.text) }
                    for _ in line.cells.count..<max(line.cells.count, diagnosis.browsers.count) {
                        html.element("td", text: "–")
                    }
                }
            }
        }
    }
}
