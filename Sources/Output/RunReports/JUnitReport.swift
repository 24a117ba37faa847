internal import BrowserInfra

extension SuiteReport {
    /// The text that `--report-junit` writes: a suite for each file and browser, and a case for each
    /// step.
    ///
    /// The format was never specified. This output passes the schema of Jenkins' xunit plugin, which
    /// does not allow `file` in a case, and can be read by GitLab and by the reporters of GitHub
    /// Actions. GitLab treats cases with the same class and name as one, so every name is made unique.
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
        if run.result == .notStarted {
            add("the file", .skipped("not started: another file failed"))
        }
        // Failures outside the steps become a case of their own, also for a file that never reached its
        // steps.
        if !run.failures.isEmpty { add("outside the steps", .failed(run.failures)) }
        for step in run.steps { add(step.title, JUnitCase.Outcome(of: step, in: run), step) }
        self.cases = cases
    }

    func count(_ kind: JUnitCase.Kind) -> Int { cases.count { $0.outcome.kind == kind } }

    /// The class name, from which Jenkins builds a tree: folders, file, browser.
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
            // Without a fraction and a time zone, as the oldest readers of the format require.
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

        /// The kind of the outcome: a failed expectation is a failure, a failed network is an error.
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
            // Readers show one failure per case.
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

/// Returns seconds with a decimal point and three decimal places.
private func seconds(_ microseconds: Int64) -> String {
    let fraction = String(microseconds / 1000 % 1000)
    return "\(microseconds / 1_000_000)."
        + String(repeating: "0", count: 3 - fraction.count) + fraction
}

extension Sequence {
    fileprivate func sum(_ value: (Element) -> Int) -> Int { reduce(0) { $0 + value($1) } }
}
