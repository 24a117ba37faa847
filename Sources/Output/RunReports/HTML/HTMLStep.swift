internal import BrowserInfra
internal import BrowserJSON
internal import Explanations

/// A step: one line, which opens to show everything that happened.
struct HTMLStep {
    let step: StepReport
    let browser: String
    let timeline: Timeline
    /// The jar after the previous step.
    var earlierJar = JSONValue.null

    func append(to html: inout HTMLText, anchor: String?, start: Int64) {
        let bars = Timeline.bars(of: step, from: start)
        html.details("details.step", step.result.sign, step.result.rawValue, id: anchor) { html in
            html.element("span.title", text: step.title)
            appendResult(to: &html)
            html.element("span.time", text: step.hasRun ? shownDuration(step.duration) : "")
            let inner = step.steps.flatMap { Timeline.bars(of: $0, from: start) }
            timeline.append(bars + inner, to: &html)
        } body: { html in
            html.element("div.body") { html in
                for failure in step.failures { HTMLFailure(failure).append(to: &html) }
                // These steps run in parallel.
                for inner in step.steps {
                    HTMLStep(step: inner, browser: browser, timeline: timeline)
                        .append(to: &html, anchor: nil, start: start)
                }
                if step.report != .null { append(step.report, bars, to: &html) }
                if step.page != .null { appendPage(bars, to: &html) }
                for note in step.notes { html.element("p.note", text: "! \(note)") }
                if step.documentCookie != .null { appendDocumentCookie(to: &html) }
                appendJar(to: &html)
                html.element("p.place", text: "line \(step.line)\(shownStepTime)")
            }
        }
    }

    private var shownStepTime: String {
        step.time.map { ", browser clock \(shownTime($0))" } ?? ""
    }

    /// Appends the outcome for the page, in a word.
    private func appendResult(to html: inout HTMLText) {
        let outcome = Outcome(of: step, in: browser)
        html.element("span.result", marked: outcome.mark, text: outcome.text)
    }

    // MARK: A request

    private func append(_ report: JSONValue, _ bars: [Timeline.Bar], to html: inout HTMLText) {
        let request = report["request"]
        html.element("p.request") { html in
            html.element(
                "code",
                text: "\(request["method"].string ?? "") \(request["url"].string ?? "")"
            )
            if let page = report["page"]["url"].string {
                html.put(" from ")
                html.element("code", text: page)
            }
            html.element("span.chips") { html in
                for name in ["mode", "credentials", "redirect", "destination"] {
                    guard let value = request[name].string, !value.isEmpty else { continue }
                    html.element("span.chip", text: "\(name): \(value)")
                }
                for chip in relationChips(report) { html.element("span.chip", text: chip) }
            }
        }
        for warning in report["warnings"].elements ?? [] {
            html.element("p.note", text: warning.string ?? "")
        }
        let exchanges = report["exchanges"].elements ?? []
        if !exchanges.isEmpty {
            html.element("div.exchanges") { html in
                for (index, exchange) in exchanges.enumerated() {
                    HTMLExchange(
                        exchange: exchange,
                        number: index + 1,
                        report: report,
                        isOpen: step.result == .failed
                    ).append(to: &html, bar: bars[index], on: timeline)
                }
            }
        }
        HTMLOutcome(report: report).append(to: &html)
    }

    private func relationChips(_ report: JSONValue) -> [String] {
        let relation = report["relation"]
        guard relation != .null else { return [] }
        var chips: [String] = []
        if relation["sameOrigin"].isTrue {
            chips.append("same-origin")
        } else {
            chips.append(relation["sameSite"].isTrue ? "same-site" : "cross-site")
            chips.append("cross-origin")
        }
        let differences = relation["differsBy"].elements?.compactMap(\.string) ?? []
        if !differences.isEmpty {
            chips.append("differs by \(differences.joined(separator: ", "))")
        }
        switch report["preflightCache"].string {
        case "hit": chips.append("preflight cached")
        case "miss": chips.append("preflight sent")
        default: break
        }
        if let use = report["httpCache"].string, use != "none" {
            chips.append("HTTP cache: \(use)")
        }
        return chips
    }

    // MARK: A page whose scripts run

    private func appendPage(_ bars: [Timeline.Bar], to html: inout HTMLText) {
        let page = step.page
        html.element("p.request") { html in
            html.element("code", text: page["url"].string ?? "")
            if let title = page["title"].string, !title.isEmpty {
                html.put(" ")
                html.element("span.chip", text: title)
            }
        }
        for error in page["errors"].elements ?? [] {
            html.element("p.note", text: "uncaught: \(error["text"].string ?? "")")
        }
        for line in page["console"].elements ?? [] {
            html.element(
                "p.note",
                text: "console.\(line["level"].string ?? ""): \(line["text"].string ?? "")"
            )
        }
        if page["value"] != .null {
            html.element("p.request") { html in
                html.put("value ")
                html.element("code.value", text: page["value"].lineText)
            }
        }
        var rest = bars[...]
        for report in page["requests"].elements ?? [] {
            let count = report["exchanges"].elements?.count ?? 0
            append(report, Array(rest.prefix(count)), to: &html)
            rest = rest.dropFirst(count)
        }
    }

    // MARK: document.cookie and the jar

    private func appendDocumentCookie(to html: inout HTMLText) {
        html.element("p.request") { html in
            html.element("code", text: "document.cookie")
            if let value = step.documentCookie["value"].string {
                html.put(" is ")
                html.element("code.value", text: "\"\(value)\"")
            }
        }
        HTMLCookies.appendSetCookies(step.documentCookie["setCookies"].elements ?? [], to: &html)
        guard !step.explanation.isEmpty else { return }
        html.element("pre.told") { html in html.putLines(step.explanation) }
    }

    private func appendJar(to html: inout HTMLText) {
        guard let cookies = step.jar.elements else { return }
        let count = counted(cookies.count, "cookie")
        // A large jar is only shown after the steps that change it, not after each of hundreds.
        let earlier = earlierJar.elements?.map(HTMLCookies.jarRow) ?? []
        guard !cookies.isEmpty, cookies.map(HTMLCookies.jarRow) != earlier else {
            html.element(
                "p.note",
                text: "Jar after this step: \(cookies.isEmpty ? "empty" : "unchanged, \(count)")"
            )
            return
        }
        html.element("details.more") { html in
            html.element("summary", text: "Jar after this step: \(count)")
            HTMLCookies.appendJar(cookies, to: &html)
        }
    }
}

/// The outcome of a step in a word, for its line and for the comparison of browsers.
struct Outcome: Hashable {
    var text: String
    var mark: StaticString?

    static func == (left: Outcome, right: Outcome) -> Bool { left.text == right.text }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }

    init(of step: StepReport, in browser: String) {
        switch step.result {
        case .skipped: (text, mark) = ("not in \(browser)", "faint")
        case .notRun: (text, mark) = ("not run", "faint")
        case .passed, .failed:
            let outcome = step.report["outcome"]
            let response = outcome["response"]
            if let code = outcome["error"]["code"].string {
                (text, mark) = (code, "bad")
            } else if response["type"].string?.hasPrefix("opaque") == true {
                (text, mark) = ("opaque", "caution")
            } else if let status = response["status"].number {
                (text, mark) = ("\(Int(status))", status >= 400 ? "caution" : nil)
            } else if step.documentCookie["error"].string != nil {
                (text, mark) = ("SecurityError", "bad")
            } else if let errors = step.page["errors"].elements, !errors.isEmpty {
                (text, mark) = (counted(errors.count, "error"), "bad")
            } else if let requests = step.page["requests"].elements, !requests.isEmpty {
                (text, mark) = (counted(requests.count, "request"), nil)
            } else if !step.steps.isEmpty {
                (text, mark) = ("\(step.steps.count) at once", nil)
            } else {
                (text, mark) = ("", nil)
            }
        }
    }
}
