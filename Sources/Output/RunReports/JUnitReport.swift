internal import BrowserInfra

extension SuiteReport {
    /// What `--report-junit` writes: a suite a file and browser, a case a step.
    ///
    /// Nobody ever specified the format. This keeps to what Jenkins' xunit plugin validates (which
    /// knows no `file` of a case), and to what GitLab and the reporters of GitHub Actions read: GitLab
    /// takes cases of one class and name for one, so names are made different.
    package var junit: String {
        var xml = XMLText()
        let suites = runs.map(JUnitSuite.init)
        let attributes: KeyValuePairs<String, String?> = [
            "name": "crumb",
            "tests": "\(suites.sum(\.cases.count))",
            "failures": "\(suites.sum { $0.count(.failure) })",
            "errors": "\(suites.sum { $0.count(.error) })",
            "time": seconds(duration),
        ]
        xml.element("testsuites", attributes) { xml in
            for suite in suites { suite.write(to: &xml) }
        }
        return xml.text
    }
}

private struct JUnitSuite {
    let run: RunReport
    let cases: [JUnitCase]

    init(_ run: RunReport) {
        self.run = run
        let name = Self.className(of: run)
        var cases: [JUnitCase] = []
        var seen: [String: Int] = [:]
        func add(_ title: String, _ outcome: JUnitCase.Outcome, _ step: StepReport? = nil) {
            seen[title, default: 0] += 1
            let count = seen[title, default: 1]
            cases.append(
                JUnitCase(
                    className: name,
                    name: count == 1 ? title : "\(title) (\(count))",
                    outcome: outcome,
                    duration: step?.duration ?? 0,
                    output: step?.explanation ?? ""
                )
            )
        }
        if run.result == .notStarted { add("the file", .skipped("not started: another file failed")) }
        // What is no step is one of its own, for a file that never came to its steps.
        if !run.failures.isEmpty { add("before and around the steps", .failed(run.failures)) }
        for step in run.steps { add(step.title, JUnitCase.Outcome(of: step, in: run), step) }
        self.cases = cases
    }

    func count(_ kind: JUnitCase.Kind) -> Int { cases.count { $0.outcome.kind == kind } }

    /// Jenkins makes a tree of it: folders, the file, the browser.
    private static func className(of run: RunReport) -> String {
        var path = run.file[...]
        for suffix in [".yaml", ".yml", ".json"] where path.hasSuffix(suffix) {
            path = path.dropLast(suffix.count)
        }
        let parts = path.split(separator: "/").filter { $0 != "." && $0 != ".." }
        return (parts + [run.browser[...]]).joined(separator: ".")
    }

    func write(to xml: inout XMLText) {
        let attributes: KeyValuePairs<String, String?> = [
            "name": "\(run.file) (\(run.browser))",
            "tests": "\(cases.count)",
            "failures": "\(count(.failure))",
            "errors": "\(count(.error))",
            "skipped": "\(count(.skipped))",
            "time": seconds(run.duration),
            // Without a fraction and a zone, as the format's oldest readers want it.
            "timestamp": run.started.map { String($0.iso8601.prefix(19)) },
            "file": run.file,
        ]
        xml.element("testsuite", attributes) { xml in
            xml.element("properties", [:]) { xml in
                xml.element("property", ["name": "browser", "value": run.browser])
                if let name = run.name {
                    xml.element("property", ["name": "scenario", "value": name])
                }
            }
            for one in cases { one.write(to: &xml) }
            let output = run.servers.map { "\($0.command)\n\($0.output)" }
            if !output.isEmpty { xml.element("system-err", text: output.joined(separator: "\n")) }
        }
    }
}

private struct JUnitCase {
    enum Kind { case passed, failure, error, skipped }

    enum Outcome {
        case passed
        case failed([FailureReport])
        case skipped(String)

        init(of step: StepReport, in run: RunReport) {
            switch step.result {
            case .passed: self = .passed
            case .failed: self = .failed(step.allFailures)
            case .skipped: self = .skipped("not in \(run.browser)")
            case .notRun: self = .skipped("not run: an earlier step failed")
            }
        }

        /// An expectation that does not hold is a failure; a network that failed is an error.
        var kind: Kind {
            switch self {
            case .passed: .passed
            case .failed(let failures):
                failures.contains { $0.kind == .expectation } ? .failure : .error
            case .skipped: .skipped
            }
        }
    }

    let className: String
    let name: String
    let outcome: Outcome
    let duration: Int64
    let output: String

    func write(to xml: inout XMLText) {
        let attributes: KeyValuePairs<String, String?> = [
            "name": name, "classname": className, "time": seconds(duration),
        ]
        guard outcome.kind != .passed || !output.isEmpty else {
            xml.element("testcase", attributes)
            return
        }
        xml.element("testcase", attributes) { xml in
            switch outcome {
            case .passed: break
            case .skipped(let reason): xml.element("skipped", ["message": reason])
            // Readers show one a case.
            case .failed(let failures):
                let more = failures.count > 1 ? " (and \(failures.count - 1) more)" : ""
                xml.element(
                    outcome.kind == .error ? "error" : "failure",
                    [
                        "message": (failures.first?.message ?? "") + more,
                        "type": outcome.kind == .error ? "network" : "expectation",
                    ],
                    text: failures.map(\.text).joined(separator: "\n\n")
                )
            }
            if !output.isEmpty { xml.element("system-out", text: output) }
        }
    }
}

/// With a decimal point, and no more than milliseconds.
private func seconds(_ microseconds: Int64) -> String {
    let fraction = String(microseconds / 1000 % 1000)
    return "\(microseconds / 1_000_000)."
        + String(repeating: "0", count: 3 - fraction.count) + fraction
}

extension Sequence {
    fileprivate func sum(_ value: (Element) -> Int) -> Int { reduce(0) { $0 + value($1) } }
}
