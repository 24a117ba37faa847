internal import BrowserJSON
internal import Explanations
internal import Report
internal import Scenario

/// A file, in every browser that it ran in.
struct HTMLFile {
    let path: String
    let name: String?
    let runs: [HTMLRun]

    static func files(of runs: [RunReport]) -> [HTMLFile] {
        var order: [String] = []
        var byPath: [String: [HTMLRun]] = [:]
        for (index, run) in runs.enumerated() {
            if byPath[run.file] == nil { order.append(run.file) }
            byPath[run.file, default: []].append(HTMLRun(run: run, number: index + 1))
        }
        return order.map { path in
            let runs = byPath[path] ?? []
            return HTMLFile(path: path, name: runs.lazy.compactMap(\.run.name).first, runs: runs)
        }
    }

    private var hasFailed: Bool { runs.contains { $0.run.result == .failed } }

    func append(to html: inout HTMLText) {
        html.element("section.file", marked: hasFailed ? "failed" : nil) { html in
            html.element("h2") { html in
                html.element("code", text: path)
                if let name { html.element("span.name", text: name) }
            }
            if runs.count > 1 { HTMLComparison(runs: runs).append(to: &html) }
            for run in runs { run.append(to: &html) }
        }
    }
}

/// A file in one browser: its steps, on one axis of time.
struct HTMLRun {
    let run: RunReport
    let number: Int

    var anchor: String { "r\(number)" }

    func anchor(ofStep index: Int) -> String { "r\(number)s\(index + 1)" }

    func append(to html: inout HTMLText) {
        html.details("details.run", run.result.sign, run.result.rawValue, id: anchor) { html in
            html.element("span.browser", text: run.browser)
            html.element("span.what", text: summary)
            html.element("span.time", text: shownDuration(run.duration))
        } body: { html in
            for failure in run.failures { HTMLFailure(failure).append(to: &html) }
            let timeline = Timeline(of: run)
            html.element("div.steps") { html in
                var earlierJar = JSONValue.null
                for (index, step) in run.steps.enumerated() {
                    HTMLStep(
                        step: step,
                        browser: run.browser,
                        timeline: timeline,
                        earlierJar: earlierJar
                    ).append(
                        to: &html,
                        anchor: anchor(ofStep: index),
                        start: timeline.starts[index]
                    )
                    earlierJar = step.jar
                }
            }
            for server in run.servers {
                html.element("details.more") { html in
                    html.element("summary", text: "What the server wrote: \(server.command)")
                    html.element("pre") { html in html.putLines(server.output) }
                }
            }
        }
    }

    private var summary: String {
        switch run.result {
        case .notStarted: return "not started: another file failed"
        case .passed: return counted(run.steps.count { $0.result == .passed }, "step")
        case .failed:
            guard let index = run.steps.firstIndex(where: { $0.result == .failed }) else {
                return "failed before its steps"
            }
            return "failed in step \(index + 1) of \(run.steps.count)"
        }
    }
}

/// What was expected, what happened, and why.
struct HTMLFailure {
    let failure: FailureReport

    init(_ failure: FailureReport) {
        self.failure = failure
    }

    func append(to html: inout HTMLText) {
        html.element("div.failure") { html in
            html.element("p") { html in
                html.element("code", text: failure.location)
                html.element("strong", text: failure.message)
            }
            if !failure.excerpt.isEmpty {
                html.element("pre.excerpt") { html in
                    html.putLines(failure.excerpt.joined(separator: "\n"))
                }
            }
            appendDifference(to: &html)
            if !failure.why.isEmpty {
                html.element("ul.why") { html in
                    for reason in failure.why { html.element("li", text: reason) }
                }
            }
        }
    }

    private func appendDifference(to html: inout HTMLText) {
        guard !failure.expected.isEmpty || !failure.actual.isEmpty else { return }
        html.element("pre.diff") { html in
            for line in failure.difference {
                switch line {
                case .same(let text): html.element("span", text: "  \(text)")
                case .expected(let text): html.element("del", text: "- \(text)")
                case .actual(let text): html.element("ins", text: "+ \(text)")
                }
            }
        }
    }
}
