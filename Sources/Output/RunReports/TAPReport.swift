internal import BrowserJSON
internal import Explanations
internal import Scenario
internal import Terminal

extension SuiteReport {
    /// What `--report-tap` writes: a test a file and browser, with its steps as a subtest.
    ///
    /// https://testanything.org/tap-version-14-specification.html
    package var tap: String {
        var tap = TAPText()
        tap.line("TAP version 14")
        tap.line("1..\(runs.count)")
        for (index, run) in runs.enumerated() {
            tap.append(run, number: index + 1)
        }
        return tap.text
    }
}

private struct TAPText {
    private(set) var text = ""
    private var indentation = ""

    mutating func line(_ line: String) {
        text += indentation + line + "\n"
    }

    mutating func append(_ run: RunReport, number: Int) {
        let title = "\(run.file) (\(run.browser))"
        if !run.steps.isEmpty {
            subtest(title, run.steps) { tap, step, number in
                tap.append(step, in: run, number: number)
            }
        }
        let directive = run.result == .notStarted ? "SKIP not started: another file failed" : nil
        point(run.result != .failed, number, title, directive)
        diagnostics(run.duration, run.failures)
    }

    private mutating func append(_ step: StepReport, in run: RunReport, number: Int) {
        if !step.steps.isEmpty {
            subtest(step.title, step.steps) { tap, inner, number in
                tap.append(inner, in: run, number: number)
            }
        }
        switch step.result {
        case .skipped: point(true, number, step.title, "SKIP not in \(run.browser)")
        case .notRun: point(true, number, step.title, "SKIP not run: an earlier step failed")
        case .passed, .failed:
            point(step.result == .passed, number, step.title, nil)
            diagnostics(step.duration, step.failures)
        }
    }

    private mutating func subtest(
        _ title: String,
        _ steps: [StepReport],
        body: (inout TAPText, StepReport, Int) -> Void
    ) {
        line("# Subtest: \(title.tapEscaped)")
        let outer = indentation
        indentation += "    "
        line("1..\(steps.count)")
        for (index, step) in steps.enumerated() { body(&self, step, index + 1) }
        indentation = outer
    }

    private mutating func point(
        _ isOK: Bool,
        _ number: Int,
        _ title: String,
        _ directive: String?
    ) {
        let end = directive.map { " # \($0)" } ?? ""
        line("\(isOK ? "ok" : "not ok") \(number) - \(title.tapEscaped)\(end)")
    }

    /// A block of YAML.
    private mutating func diagnostics(_ duration: Int64, _ failures: [FailureReport]) {
        line("  ---")
        line("  duration_ms: \(JSONValue.milliseconds(microseconds: duration).lineText)")
        if let failure = failures.first {
            line("  message: \(failure.message.quoted)")
            line("  severity: \(failure.kind == .network ? "error" : "fail")")
            line("  at:")
            line("    file: \(failure.file.quoted)")
            line("    line: \(failure.line)")
            line("    column: \(failure.column)")
            list("expected", failure.expected)
            list("actual", failure.actual)
            list("why", failure.why)
            list("more", failures.dropFirst().map { "\($0.location): \($0.message)" })
        }
        line("  ...")
    }

    private mutating func list(_ name: String, _ texts: [String]) {
        guard !texts.isEmpty else { return }
        line("  \(name):")
        for text in texts { line("    - \(text.quoted)") }
    }
}

extension String {
    /// A hash would begin a directive.
    fileprivate var tapEscaped: String {
        // Scalars: a hash with an accent is another Character.
        terminalSafe.unicodeScalars.map { "\\#".unicodeScalars.contains($0) ? "\\\($0)" : "\($0)" }
            .joined()
    }

    fileprivate var quoted: String { yamlQuoted }
}
