internal import BrowserJSON

/// A file's browsers side by side: a row a step, and where they part.
struct HTMLComparison {
    let runs: [HTMLRun]
    /// Of each run, the values of the cookies that its responses set.
    private let generated: [Set<String>]

    init(runs: [HTMLRun]) {
        self.runs = runs
        generated = runs.map(\.run.serverCookieValues)
    }

    func append(to html: inout HTMLText) {
        let count = runs.map(\.run.steps.count).max() ?? 0
        guard count > 0 else { return }
        html.element("div.scroll") { html in
            html.element("table.comparison") { html in
                html.element("thead") { html in
                    html.element("tr") { html in
                        html.element("th", ["scope": "col"], text: "Step")
                        for run in runs {
                            html.element("th", ["scope": "col"], text: run.run.browser)
                        }
                    }
                }
                html.element("tbody") { html in
                    for index in 0..<count { appendRow(index, to: &html) }
                }
            }
        }
    }

    private func appendRow(_ index: Int, to html: inout HTMLText) {
        let steps = runs.map { run in
            run.run.steps.indices.contains(index) ? run.run.steps[index] : nil
        }
        // What did not run, or is for others, is no difference between browsers.
        let seen = runs.indices.compactMap { index in
            steps[index].flatMap { $0.hasRun ? comparedFacts(of: $0, inRun: index) : nil }
        }
        let differs = Set(seen).count > 1
        html.element("tr", marked: differs ? "differs" : nil) { html in
            html.element(
                "th",
                ["scope": "row"],
                text: "\(index + 1). \(steps.lazy.compactMap(\.self?.title).first ?? "")"
            )
            for (step, run) in zip(steps, runs) {
                guard let step else {
                    html.element("td", text: "")
                    continue
                }
                html.element("td", marked: step.result.sign.mark) { html in
                    html.element("a", ["href": "#\(run.anchor(ofStep: index))"]) { html in
                        html.element("span.glyph", text: step.result.sign.glyph)
                    }
                    for fact in facts(of: step, in: run) { html.element("span.fact", text: fact) }
                }
            }
        }
    }

    /// What a server made up is another one in each run, and no difference between browsers: the values
    /// of its cookies are left out of what is compared.
    private func comparedFacts(of step: StepReport, inRun index: Int) -> [String] {
        let facts = facts(of: step, in: runs[index])
        guard let value = step.documentCookie["value"].string else { return facts }
        let pairs = value.split(separator: ";").map { pair -> String in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let isGenerated = parts.count == 2 && generated[index].contains(String(parts[1]))
            return isGenerated ? "\(parts[0])=…" : String(pair)
        }
        return facts.map { $0 == "\"\(value)\"" ? pairs.joined(separator: ";") : $0 }
    }

    /// What the page got, and what became of the cookies.
    private func facts(of step: StepReport, in run: HTMLRun) -> [String] {
        var facts = [Outcome(of: step, in: run.run.browser).text]
        let exchanges = step.exchanges
        func add(_ verb: String, _ names: [String?]) {
            let names = Set(names.compactMap(\.self).map { $0.isEmpty ? "(no name)" : $0 }).sorted()
            if !names.isEmpty { facts.append("\(verb) \(names.joined(separator: ", "))") }
        }
        let cookies = exchanges.flatMap { $0["cookies"].elements ?? [] }
        let verdicts =
            exchanges.flatMap { $0["setCookies"].elements ?? [] }
            + (step.documentCookie["setCookies"].elements ?? [])
        add("sends", cookies.filter { $0["sent"].isTrue }.map { $0["name"].string })
        add(
            "stores",
            verdicts.filter { ["created", "updated"].contains($0["effect"].string) }
                .map { $0["cookie"]["name"].string }
        )
        add(
            "refuses",
            verdicts.filter { $0["effect"].string == "rejected" }.map {
                $0["cookie"]["name"].string
            }
        )
        if let value = step.documentCookie["value"].string { facts.append("\"\(value)\"") }
        return facts.filter { !$0.isEmpty }
    }
}

extension RunReport {
    /// Of every cookie that a response of this run set.
    fileprivate var serverCookieValues: Set<String> {
        func values(_ steps: [StepReport]) -> [String] {
            steps.flatMap { step in
                step.exchanges
                    .flatMap { $0["setCookies"].elements ?? [] }
                    .compactMap { $0["cookie"]["value"].string }
                    + values(step.steps)
            }
        }
        return Set(values(steps))
    }
}
