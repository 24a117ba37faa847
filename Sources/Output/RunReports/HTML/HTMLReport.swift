internal import BrowserDigests
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Report

extension SuiteReport {
    /// What `--report-html` writes: one page that needs nothing else, no network and no script.
    package var html: String {
        HTMLReport(self).text
    }
}

/// The page: what became of the whole, the failures, and then every file.
struct HTMLReport {
    let report: SuiteReport
    let files: [HTMLFile]

    init(_ report: SuiteReport) {
        self.report = report
        files = HTMLFile.files(of: report.runs)
    }

    var text: String {
        var html = HTMLText()
        html.markup("<!DOCTYPE html>\n")
        html.element("html", ["lang": "en"]) { html in
            html.element("head", content: appendHead)
            html.element("body") { html in
                // Before what they filter, so that the style sheet alone can do it.
                html.markup(Self.filterInputs)
                html.element("header", content: appendHeader)
                html.element("main") { html in
                    appendFailures(to: &html)
                    for file in files { file.append(to: &html) }
                }
                html.element("footer") { html in
                    html.put("Written by crumb. Reason codes are those of Chrome DevTools.")
                }
                html.element("script") { html in html.markup(ReportScript.source) }
            }
        }
        return html.text + "\n"
    }

    private static let filterInputs: StaticString = """
        <input type="radio" name="show" id="show-all" class="offscreen" checked>\
        <input type="radio" name="show" id="show-failed" class="offscreen">
        """

    private func appendHead(to html: inout HTMLText) {
        html.markup("<meta charset=\"utf-8\">")
        // Nothing is loaded, nothing is sent, and only these two may style and run.
        let policy =
            "default-src 'none'; style-src '\(Self.source(ReportStyle.source))'; "
            + "script-src '\(Self.source(ReportScript.source))'; base-uri 'none'; "
            + "form-action 'none'"
        html.void("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
        html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        html.markup("<meta name=\"referrer\" content=\"no-referrer\">")
        html.markup("<meta name=\"color-scheme\" content=\"light dark\">")
        html.element("title", text: "\(isGood ? "✓" : "✗") \(verdict) · crumb")
        html.element("style") { html in html.markup(ReportStyle.source) }
    }

    /// https://www.w3.org/TR/CSP3/#grammardef-hash-source
    private static func source(_ literal: StaticString) -> String {
        "sha256-"
            + DigestAlgorithm.sha256.digest(of: ByteString(utf8: literal.description)).base64Encoded
    }

    // MARK: The head of the page

    private var isGood: Bool { report.count(.passed) == report.runs.count }

    private var verdict: String {
        let count = report.runs.count
        let failed = report.count(.failed)
        if count == 0 { return "Nothing was run" }
        if failed > 0 { return "\(failed) of \(counted(count, "run")) failed" }
        return isGood
            ? "\(count == 1 ? "The run" : "All \(count) runs") passed"
            : "\(report.count(.passed)) of \(counted(count, "run")) passed"
    }

    private func appendHeader(to html: inout HTMLText) {
        html.element("p.brand", text: "crumb run")
        html.element("h1", marked: report.count(.failed) > 0 ? "bad" : nil, text: verdict)
        let steps = report.runs.reduce(0) { $0 + $1.steps.count(where: \.hasRun) }
        let exchanges = report.runs.reduce(0) { $0 + $1.exchangeCount }
        var facts = [
            counted(files.count, "file"), counted(steps, "step"), counted(exchanges, "exchange"),
            shownDuration(report.duration), shownTime(report.started),
        ]
        if report.count(.notStarted) > 0 {
            facts.insert("\(report.count(.notStarted)) not begun", at: 0)
        }
        html.element("p.facts") { html in
            for fact in facts { html.element("span", text: fact) }
        }
        if exchanges > 0 { html.markup(Self.legend) }
        html.element("div.tools") { html in
            html.element("label.all", ["for": "show-all"], text: "All \(report.runs.count)")
            html.element(
                "label.failed",
                ["for": "show-failed"],
                text: "Failed \(report.count(.failed))"
            )
            html.markup(Self.scriptedTools)
        }
    }

    /// Of the bars beside steps and exchanges.
    private static let legend: StaticString = """
        <p class="legend"><span class="bar"></span>a request, from its beginning to its end \
        <span class="bar preflight"></span>a preflight</p>
        """

    /// What does nothing without a script is shown by the script.
    private static let scriptedTools: StaticString = """
        <input type="search" id="search" placeholder="Filter: a URL, cookie or reason code" \
        aria-label="Filter" hidden><button type="button" id="unfold" hidden>Open all</button>
        """

    /// Each once, with a link to its step in each browser that has it.
    private func appendFailures(to html: inout HTMLText) {
        var entries: [FailureEntry] = []
        for run in files.flatMap(\.runs) where run.run.result == .failed {
            for entry in run.failureEntries {
                let known = entries.firstIndex { other in
                    other.step == entry.step && other.failure.isSame(as: entry.failure)
                }
                if let known {
                    entries[known].places += entry.places
                } else {
                    entries.append(entry)
                }
            }
        }
        guard !entries.isEmpty else { return }
        html.element("section.failures", ["aria-label": "Failures"]) { html in
            html.element("h2", text: "Failures")
            html.element("ol") { html in
                for entry in entries { append(entry, to: &html) }
            }
        }
    }

    private func append(_ entry: FailureEntry, to html: inout HTMLText) {
        html.element("li") { html in
            html.element("a", ["href": "#\(entry.places[0].anchor)"]) { html in
                html.element("code", text: entry.failure.location)
                if let step = entry.step { html.element("span.step", text: step) }
            }
            for place in entry.places {
                html.element("a.browser", ["href": "#\(place.anchor)"]) { html in
                    html.put(place.browser)
                }
            }
            html.element("span.message", text: entry.failure.message)
        }
    }
}

/// A failure of the report's list.
private struct FailureEntry {
    var failure: FailureReport
    /// The title; `nil` for what fails before and around the steps.
    var step: String?
    var places: [(browser: String, anchor: String)]
}

extension HTMLRun {
    fileprivate var failureEntries: [FailureEntry] {
        let around = run.failures.map { failure in
            FailureEntry(failure: failure, step: nil, places: [(run.browser, anchor)])
        }
        return around
            + run.steps.enumerated().flatMap { index, step in
                step.allFailures.map { failure in
                    FailureEntry(
                        failure: failure,
                        step: step.title,
                        places: [(run.browser, anchor(ofStep: index))]
                    )
                }
            }
    }
}

/// `0.4 ms`, `34 ms`, `1.2 s`.
func shownDuration(_ microseconds: Int64) -> String {
    switch microseconds {
    case ..<10_000: "\(Double((microseconds + 50) / 100) / 10) ms"
    case ..<1_000_000: "\((microseconds + 500) / 1000) ms"
    default: "\(Double((microseconds + 50_000) / 100_000) / 10) s"
    }
}

/// `2026-01-01 00:00:00 UTC`.
func shownTime(_ moment: Moment) -> String {
    moment.iso8601.prefix(19).map { $0 == "T" ? " " : String($0) }.joined() + " UTC"
}

extension RunReport {
    var exchangeCount: Int {
        func count(_ steps: [StepReport]) -> Int {
            steps.reduce(0) { $0 + $1.exchanges.count + count($1.steps) }
        }
        return count(steps)
    }
}
