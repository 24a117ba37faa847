import Foundation
import TestSupport
import Testing

/// `crumb run --report-…` as a process: which files it writes, and when.
@Suite struct ReportFileTests {
    @Test func allReportsAreWrittenEvenIfStepsFail() async throws {
        try await withReportsServer { server in
            let directory = try TemporaryDirectory()
            let scenario = try directory.write("all.yaml", everyOutcome)
            let result = try await runCrumb(
                ["run", scenario, "--variable", "api=\(server.baseURL)"]
                    + ["--report-junit", directory.path(of: "new/folder/junit.xml")]
                    + ["--report-tap", directory.path(of: "report.tap")]
                    + ["--report-json", directory.path(of: "report.json")]
            )
            #expect(result.exitCode == 1, "\(result.output)\(result.errorOutput)")
            #expect(result.errorOutput == "")
            let files = directory.allFiles
            #expect(
                files == [
                    "all.yaml", "new", "new/folder", "new/folder/junit.xml", "report.json",
                    "report.tap",
                ],
                "nothing temporary stays behind"
            )

            let junit = try directory.text(of: "new/folder/junit.xml")
            try await expectValid(junit)
            // In each browser one step fails and one is not run; Chrome skips one.
            #expect(junit.contains("tests=\"16\" failures=\"2\" errors=\"0\""))
            #expect(junit.contains("<skipped message=\"not in chrome\"/>"))
            #expect(junit.contains("<skipped message=\"not run: an earlier step failed\"/>"))
            #expect(junit.contains("name=\"the same name (2)\""))
            #expect(junit.contains("\(scenario):31:23: the status differs"))

            let tap = try directory.text(of: "report.tap")
            #expect(
                tap.hasPrefix("TAP version 14\n1..2\n# Subtest: \(scenario) (chrome)\n    1..8\n")
            )
            #expect(tap.contains("\n    ok 2 - only for one # SKIP not in chrome\n"))
            #expect(tap.contains("\n        ok 2 - fetch {{api}}/forward\n"))
            #expect(tap.contains("\n    not ok 7 - fails\n      ---\n"))
            #expect(tap.contains("\nnot ok 2 - \(scenario) (firefox)\n"))

            let document = try document(try directory.text(of: "report.json"))
            #expect(document["schema"] as? String == "crumb.run/1")
            let runs = try #require(document["runs"] as? [[String: Any]])
            let steps = try #require(runs.first?["steps"] as? [[String: Any]])
            let results = steps.compactMap { $0["result"] as? String }
            #expect(
                results == [
                    "passed", "skipped", "passed", "passed", "passed", "passed", "failed",
                    "not-run",
                ]
            )
            let jar = try #require(steps[0]["jar"] as? [[String: Any]])
            #expect(jar.map { $0["name"] as? String } == ["session"])
        }
    }

    @Test func anUnwritableFileIsReportedBeforeAnythingIsSent() async throws {
        let directory = try TemporaryDirectory()
        // No server listens there: a request would end with exit code 4.
        let scenario = try directory.write(
            "a.yaml",
            "page: http://127.0.0.1:1/\nsteps: [ { fetch: / } ]"
        )
        for path in [directory.path, "\(scenario)/report.xml"] {
            let result = try await runCrumb(["run", scenario, "--report-junit", path])
            #expect(result.exitCode == 6)
            #expect(result.output == "")
            #expect(result.errorOutput.hasPrefix("crumb: --report-junit: cannot write \(path): "))
            #expect(result.errorOutput.split(separator: "\n").count == 1)
        }
        let both = ["--report-tap", "x", "--report-json", "x"]
        let result = try await runCrumb(["run", scenario] + both)
        #expect(
            result.errorOutput
                == "crumb: --report-tap and --report-json both write x: use two files\n"
        )
        #expect(result.exitCode == 64)
    }

    @Test func anOldReportIsReplacedAndSymbolicLinksAreKept() async throws {
        let directory = try TemporaryDirectory()
        let scenario = try directory.write("a.yaml", "steps: [ { cookies: { count: 0 } } ]")
        let report = try directory.write("real.tap", String(repeating: "old\n", count: 1000))
        let link = directory.path(of: "link.tap")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: report)
        let result = try await runCrumb(["run", scenario, "--report-tap", link])
        #expect(result.exitCode == 0)
        #expect(try directory.text(of: "real.tap").hasPrefix("TAP version 14\n1..1\n"))
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: link)
        #expect(target == report)
    }

    @Test(
        arguments: ["run --report-junit", "run --report-tap", "run --report-json"]
            + ["run --report-html", "run --har", "fetch --record", "document-cookie --record"]
    )
    func optionsThatNeedAFileRejectADash(command: String) async throws {
        let words = command.split(separator: " ").map(String.init)
        for path in ["-", ""] {
            let result = try await runCrumb([words[0], "http://127.0.0.1:1/", words[1], path])
            #expect(result.exitCode == 64)
            let shown = path.isEmpty ? "\"\"" : path
            #expect(
                result.errorOutput.hasPrefix("crumb: \(words[1]) \(shown) is not a file: write"),
                "\(result.errorOutput)"
            )
        }
    }

    @Test func devicesAreWrittenToAndNotReplaced() async throws {
        let directory = try TemporaryDirectory()
        let scenario = try directory.write("a.yaml", "steps: [ { cookies: { count: 0 } } ]")
        let result = try await runCrumb(["run", scenario, "-q", "--report-tap", "/dev/stdout"])
        #expect(result.output.hasPrefix("TAP version 14\n"))
    }

    @Test func filesSkippedByFailFastAreInTheReports() async throws {
        let directory = try TemporaryDirectory()
        for name in ["a", "b", "c"] {
            _ = try directory.write(
                "\(name).yaml",
                "steps: [ { cookies: { count: \(name == "a" ? 1 : 0) } } ]"
            )
        }
        let result = try await runCrumb(
            ["run", directory.path, "--fail-fast", "--jobs", "1"]
                + ["--report-junit", directory.path(of: "junit.xml")]
                + ["--report-tap", directory.path(of: "report.tap")]
        )
        #expect(result.exitCode == 1)
        let junit = try directory.text(of: "junit.xml")
        try await expectValid(junit)
        #expect(junit.contains("<skipped message=\"not started: another file failed\"/>"))
        let tap = try directory.text(of: "report.tap")
        #expect(
            tap.contains("\nok 3 - \(directory.path(of: "c.yaml")) (chrome) # SKIP not started")
        )
    }

    @Test func aServerThatDoesNotStartIsASeparateError() async throws {
        let directory = try TemporaryDirectory()
        let scenario = try directory.write(
            "a.yaml",
            """
            servers: [ { run: "echo broken >&2; exit 3", ready: "http://127.0.0.1:1/" } ]
            page: http://127.0.0.1:1/
            steps: [ { fetch: / } ]
            """
        )
        let path = directory.path(of: "junit.xml")
        let result = try await runCrumb(["run", scenario, "--report-junit", path])
        #expect(result.exitCode == 4)
        let junit = try directory.text(of: "junit.xml")
        try await expectValid(junit)
        #expect(junit.contains("tests=\"2\" failures=\"0\" errors=\"1\""))
        #expect(junit.contains("broken"))
    }

    @Test func everyReportCountsTheStepsThatRan() async throws {
        let directory = try TemporaryDirectory()
        let scenario = try directory.write(
            "a.yaml",
            """
            browser: [chrome, firefox]
            steps:
              - { cookies: { count: 0 } }
              - { only-in: [firefox], cookies: { count: 0 } }
              - { cookies: { count: 1 } }
              - { cookies: { count: 0 } }
            """
        )
        let result = try await runCrumb(
            ["run", scenario, "--report-html", directory.path(of: "report")]
                + ["--report-junit", directory.path(of: "junit.xml")]
                + ["--report-tap", directory.path(of: "report.tap")]
        )
        // One step is not for Chrome, and in each browser one step follows the failure.
        #expect(result.output.contains("(5 steps, "), "\(result.output)")
        #expect(try directory.text(of: "report/index.html").contains(">5 steps</span>"))
        let junit = try directory.text(of: "junit.xml")
        #expect(junit.contains("tests=\"8\""))
        #expect(junit.ranges(of: "<skipped ").count == 3)
        let points = try directory.text(of: "report.tap").split(separator: "\n").filter {
            $0.hasPrefix("    ok ") || $0.hasPrefix("    not ok ")
        }
        #expect(points.count == 8)
        #expect(points.count { $0.contains("# SKIP") } == 3)
    }

    // MARK: Shards

    @Test func aShardsPageOnlyHasItsOwnFiles() async throws {
        let directory = try TemporaryDirectory()
        for name in ["a", "b", "c"] {
            _ = try directory.write("\(name).yaml", "steps: [ { cookies: { count: 0 } } ]")
        }
        var shown: [String] = []
        for part in 1...2 {
            let folder = directory.path(of: "report-\(part)")
            let result = try await runCrumb(
                ["run", directory.path, "--shard", "\(part)/2", "--report-html", folder]
            )
            #expect(result.exitCode == 0)
            let page = try directory.text(of: "report-\(part)/index.html")
            shown += ["a", "b", "c"].filter { page.contains("/\($0).yaml</code>") }
        }
        #expect(shown.sorted() == ["a", "b", "c"])
    }

    @Test func reportsOfShardsAreMerged() async throws {
        let directory = try TemporaryDirectory()
        for name in ["a", "b", "c"] {
            _ = try directory.write("\(name).yaml", "steps: [ { cookies: { count: 0 } } ]")
        }
        for part in 1...2 {
            let path = directory.path(of: "parts/\(part).report")
            let result = try await runCrumb(
                ["run", directory.path, "--shard", "\(part)/2", "--report-json", path]
            )
            #expect(result.exitCode == 0)
        }
        let parts = [2, 1].map { directory.path(of: "parts/\($0).report") }
        let result = try await runCrumb(
            ["report"] + parts + ["--report-tap", directory.path(of: "all.tap")]
        )
        #expect(result.exitCode == 0)
        #expect(result.output == "3 runs: 3 passed\n")
        let names = try directory.text(of: "all.tap").split(separator: "\n")
            .filter { $0.hasPrefix("ok") }
        #expect(names.count == 3)
        #expect(names.first?.hasSuffix("a.yaml (chrome)") == true)
        let json = try await runCrumb(["report"] + parts + ["--json"])
        let summary = try document(json.output)["summary"] as? [String: Int]
        #expect(summary == ["runs": 3, "passed": 3, "failed": 0, "notBegun": 0])
    }

    @Test(
        arguments: [
            ("{", "line 1, column 2: this is not valid JSON"),
            ("{}", "it is not a report of a run: \"schema\" must be \"crumb.run/1\""),
            (#"{"schema": "crumb.run/1"}"#, "/durationMs must be a number"),
            (
                #"{"schema": "crumb.run/1", "durationMs": 1, "runs": [{"file": 1}]}"#,
                "/runs/0/file must be text"
            ),
        ]
    )
    func invalidReportsAreRejectedWithThePlace(text: String, message: String) async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("x.json", text)
        let result = try await runCrumb(["report", path, "--report-tap", "/dev/null"])
        #expect(result.exitCode == 2)
        #expect(result.errorOutput.hasPrefix("crumb: \(path): \(message)"), "\(result.errorOutput)")
    }

    private func document(_ text: String) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(object as? [String: Any])
    }
}

/// Validates the document with xmllint.
func expectValid(_ junit: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let schema = fixtureURL("reports/junit.xsd").path(percentEncoded: false)
    let result = try await run(
        "xmllint",
        ["--noout", "--schema", schema, "-"],
        stdin: Data(junit.utf8)
    )
    #expect(result.exitCode == 0, "\(result.errorOutput)", sourceLocation: sourceLocation)
}
