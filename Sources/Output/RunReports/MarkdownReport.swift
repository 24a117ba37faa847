internal import BrowserInfra
internal import Explanations
internal import Report

extension SuiteReport {
    /// What `--report-markdown` writes: a summary for a pull request, a row a file and each failure once.
    ///
    /// What a server said must not become markup.
    package var markdown: String {
        let failed = count(.failed)
        var lines = ["## \(failed == 0 ? "✓" : "✗") crumb: \(sentence)", ""]
        let browsers = runs.map(\.browser).uniqued()
        let files = runs.map(\.file).uniqued()
        if !runs.isEmpty {
            lines.append("| file | \(browsers.map(\.markdown).joined(separator: " | ")) |")
            lines.append("|---|\(String(repeating: "---|", count: browsers.count))")
        }
        for file in files {
            let cells = browsers.map { browser in
                runs.first { $0.file == file && $0.browser == browser }.map(cell) ?? ""
            }
            lines.append("| \(file.markdown) | \(cells.joined(separator: " | ")) |")
        }
        for file in files { lines += failures(of: runs.filter { $0.file == file }) }
        return lines.joined(separator: "\n") + "\n"
    }

    private var sentence: String {
        let failed = count(.failed)
        let passed = "\(count(.passed)) of \(counted(runs.count, "run")) passed"
        return failed == 0 ? passed : "\(passed), \(failed) failed"
    }

    private func cell(_ run: RunReport) -> String {
        switch run.result {
        case .passed: "✓ \(counted(run.steps.count(where: \.hasRun), "step"))"
        case .failed: "✗ \(run.place)"
        case .notStarted: "not begun"
        }
    }

    /// Each once, with the browsers that have it.
    private func failures(of runs: [RunReport]) -> [String] {
        var seen: [(failure: FailureReport, title: String?, browsers: [String])] = []
        for run in runs {
            let all =
                run.failures.map { (failure: $0, title: String?.none) }
                + run.steps.flatMap { step in
                    step.allFailures.map { (failure: $0, title: step.title) }
                }
            for (failure, title) in all {
                if let index = seen.firstIndex(where: { $0.failure.isSame(as: failure) }) {
                    seen[index].browsers.append(run.browser)
                } else {
                    seen.append((failure, title, [run.browser]))
                }
            }
        }
        return seen.flatMap { failure, title, browsers -> [String] in
            let step = title.map { "\($0.markdown): " } ?? ""
            let place = "**\(failure.location.markdown)** (\(enumerated(browsers).markdown))"
            var lines = ["", "\(place): \(step)\(failure.message.markdown)"]
            if !failure.expected.isEmpty || !failure.actual.isEmpty {
                let difference = failure.difference.map { line in
                    switch line {
                    case .same(let text): "  \(text)"
                    case .expected(let text): "- \(text)"
                    case .actual(let text): "+ \(text)"
                    }
                }
                lines += difference.joined(separator: "\n").fenced(language: "diff")
            }
            if !failure.why.isEmpty { lines.append("") }
            return lines + failure.why.map { "- \($0.markdown)" }
        }
    }
}

extension RunReport {
    /// Where it failed.
    fileprivate var place: String {
        guard let index = steps.firstIndex(where: { $0.result == .failed }) else { return "failed" }
        return "step \(index + 1) of \(steps.count)"
    }
}
