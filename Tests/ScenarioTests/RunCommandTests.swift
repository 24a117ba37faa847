import Foundation
import TestSupport
import Testing

/// `crumb run` as a process: its output, its exit code and its servers.
@Suite struct RunCommandTests {
    // MARK: The documented examples

    @Test(
        arguments: [
            "auto-delete", "cookie-flags", "csrf", "misconfigured", "oauth-login", "origins",
            "partitioned-widget", "preflight-cache", "storage-access-widget", "tutorial",
        ]
    )
    func everyExamplePassesAgainstFlask(name: String) async throws {
        let result = try await crumb(
            "run",
            "-v",
            "--variable",
            "python=\(python)",
            "fixtures/scenarios/\(name).yaml"
        )
        #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        #expect(result.output.contains("✓ fixtures/scenarios/\(name).yaml  "))
        #expect(result.errorOutput == "")
    }

    @Test func allExamplesAreTested() throws {
        let files = try FileManager.default
            .contentsOfDirectory(atPath: fixtureURL("scenarios").path(percentEncoded: false))
            .filter { $0.hasSuffix(".yaml") }
        // tutorial-clicks.yaml, which runs a page, is covered by PageScenarioTests.
        #expect(files.count == 11)
    }

    // MARK: Exit codes

    @Test func aFailedExpectationExitsWithOne() async throws {
        try await withFlaskServer { flask in
            let result = try await run(
                scenario: """
                    page: \(flask.baseURL)/
                    steps: [ { fetch: /get-cookie, expect: { status: 200 } } ]
                    """
            )
            #expect(result.exitCode == 1)
            #expect(result.output.contains("the status differs"))
            #expect(result.output.contains("1 run: 0 passed, 1 failed"))
        }
    }

    // MARK: Several browsers

    @Test func identicalFailuresInAllBrowsersAreReportedOnceWithTheBody() async throws {
        try await withFlaskServer { flask in
            let directory = try TemporaryDirectory()
            let file = try directory.write(
                "a.yaml",
                """
                page: \(flask.baseURL)/
                steps: [ { fetch: /get-cookie, expect: { status: 200 } } ]
                """
            )
            let result = try await crumb("run", file, "--browser", "chrome,firefox,safari")
            #expect(result.exitCode == 1)
            #expect(result.output.contains("The same in chrome, firefox and safari:"))
            #expect(result.output.components(separatedBy: "the status differs").count == 2)
            #expect(result.output.contains("    - expected  + actual\n    - 200\n    + 404\n"))
            #expect(result.output.contains("\n    body        {"), "\(result.output)")
            #expect(result.output.contains("3 runs: 0 passed, 3 failed"))
            withExtendedLifetime(directory) {}
        }
    }

    /// Each browser received another token, but it is still one failure.
    @Test func failuresThatOnlyDifferInATokenAreReportedOnce() async throws {
        try await withFlaskServer { flask in
            let directory = try TemporaryDirectory()
            let file = try directory.write(
                "a.yaml",
                """
                page: \(flask.baseURL)/
                steps:
                  - fetch: /token
                    method: POST
                    expect: { json: { access_token: another } }
                """
            )
            let report = directory.path(of: "report")
            let markdown = directory.path(of: "summary.md")
            let result = try await crumb(
                "run",
                file,
                "--browser",
                "chrome,firefox,safari",
                "--report-html",
                report,
                "--report-markdown",
                markdown
            )
            #expect(result.exitCode == 1)
            #expect(result.output.contains("The same in chrome, firefox and safari:"))
            #expect(result.output.components(separatedBy: "access_token differs").count == 2)
            let summary = try String(contentsOfFile: markdown, encoding: .utf8)
            #expect(summary.contains("(chrome, firefox and safari): "), "\(summary)")
            let page = try String(contentsOfFile: report + "/index.html", encoding: .utf8)
            let list = try #require(page.firstMatch(of: /<section class="failures".*?<\/section>/))
            #expect(list.0.components(separatedBy: "<li>").count == 2, "\(list.0)")
            #expect(list.0.components(separatedBy: "<a class=\"browser\"").count == 4)
            withExtendedLifetime(directory) {}
        }
    }

    /// Each failure is listed under the browsers that have it.
    @Test func differentFailuresAreReportedSeparately() async throws {
        try await withFlaskServer { flask in
            let directory = try TemporaryDirectory()
            let file = try directory.write(
                "a.yaml",
                """
                page: http://localhost:5500/
                steps:
                  - fetch: \(flask.baseURL)/set-cookie
                    credentials: include
                    expect: { stored: { user_token: {} } }
                """
            )
            let result = try await crumb("run", file, "--browser", "chrome,firefox")
            #expect(result.exitCode == 1)
            #expect(!result.output.contains("The same in"))
            #expect(result.output.contains("✗ \(file)  chrome"), "\(result.output)")
            #expect(result.output.contains("✓ \(file)  firefox"))
            withExtendedLifetime(directory) {}
        }
    }

    @Test func anInvalidFileExitsWithTwoAndSendsNothing() async throws {
        let directory = try TemporaryDirectory()
        let good = try directory.write(
            "a.yaml",
            "page: http://127.0.0.1:1/\nsteps: [ { fetch: / } ]"
        )
        let bad = try directory.write("b.yaml", "steps: [ { fetchh: / } ]")
        let result = try await crumb("run", good, bad)
        #expect(result.exitCode == 2)
        #expect(result.output == "")
        #expect(result.errorOutput.contains("b.yaml:1:12: a step has no key \"fetchh\""))
        let missing = try await crumb("run", directory.path(of: "c.yaml"))
        #expect(missing.exitCode == 2)
    }

    @Test func aNetworkFailureExitsWithFour() async throws {
        let result = try await run(
            scenario: """
                variables: { port: { free-port: true } }
                page: "http://127.0.0.1:{{port}}/"
                steps: [ { fetch: / } ]
                """
        )
        #expect(result.exitCode == 4)
        #expect(result.output.contains("the network failed"))
    }

    @Test(arguments: [
        ["--jobs", "0"], ["--shard", "4/3"], ["--variable", "x"], ["--browser", "lynx"],
    ])
    func invalidArgumentsAreUsageErrors(arguments: [String]) async throws {
        let result = try await crumb(["run", "fixtures/scenarios/tutorial.yaml"] + arguments)
        #expect(result.exitCode == 64)
    }

    /// With a misspelled name the run would silently use the file's own value. A shard may not
    /// contain the file that has the variable.
    @Test(
        arguments: [
            (
                ["--variable", "apii=x"],
                "--variable apii: no file has a variable of that name: did you mean api?"
            ),
            (["--variable", "apii=x", "--shard", "1/2"], ""),
            (["--variable", "api=x"], ""), (["--variable", "mentioned=x"], ""),
        ]
    )
    func aVariableThatNoFileUsesIsReported(_ words: [String], _ note: String) async throws {
        let home = try TemporaryDirectory()
        for name in ["a", "b"] {
            _ = try home.write(
                "\(name).yaml",
                """
                variables: { api: "http://127.0.0.1:1", mentioned: y }
                page: "{{api}}/{{mentioned}}"
                steps: [ { cookies: { count: 0 } } ]
                """
            )
        }
        let result = try await crumb(["run", home.path] + words)
        #expect(result.errorOutput == (note.isEmpty ? "" : "crumb: \(note)\n"))
    }

    // MARK: Suites

    /// Each file requests its own cookie from a shared server, and checks the time.
    @Test func twoHundredFilesShareNoCookieNoPortAndNoClock() async throws {
        let directory = try TemporaryDirectory()
        for number in 0..<200 {
            _ = try directory.write(
                "\(number).yaml",
                """
                clock: 2026-01-01T00:00:00Z
                variables: { free: { free-port: true } }
                page: "{{api}}/"
                steps:
                  - cookies: { count: 0 }
                  - fetch: "/respond?header=Set-Cookie:c\(number)=\(number);%20Max-Age=60"
                    expect: { stored: { c\(number): { expires: 2026-01-01T00:01:00.000Z } } }
                  - advance: \(number % 50)s
                  - fetch: "/echo?{{free}}"
                    expect: { sent: { c\(number): "\(number)" }, json: { path: "/echo?{{free}}" } }
                  - cookies: { count: 1, names: [c\(number)] }
                """
            )
        }
        try await withFlaskServer { flask in
            let result = try await crumb(
                "run",
                directory.path,
                "--jobs",
                "2",
                "--variable",
                "api=\(flask.baseURL)"
            )
            #expect(result.exitCode == 0, "\(result.output.suffix(2000))")
            #expect(result.output.contains("200 runs: 200 passed  (1000 steps"))
        }
    }

    @Test func resultsAreReportedInTheOrderOfTheFiles() async throws {
        let directory = try TemporaryDirectory()
        for name in ["b", "a", "c"] {
            _ = try directory.write(
                "\(name).yaml",
                "steps: [ { cookies: { count: 1 }, retry: { times: \(name == "a" ? 20 : 1), delay: 5ms } } ]"
            )
        }
        _ = try directory.write("skipped.schema.json", "{}")
        _ = try directory.write(".hidden.yaml", "nonsense")
        let result = try await crumb("run", directory.path, "-j3")
        let told = result.output.split(separator: "\n").filter { $0.hasPrefix("✗") }
            .compactMap { $0.split(separator: " ").dropFirst().first }
        #expect(told.map(String.init) == ["a", "b", "c"].map { directory.path(of: "\($0).yaml") })
        #expect(result.output.contains("3 runs: 0 passed, 3 failed"))
    }

    @Test func failFastStartsNoOtherFile() async throws {
        let directory = try TemporaryDirectory()
        for number in 0..<5 {
            _ = try directory.write(
                "\(number).yaml",
                "steps: [ { cookies: { count: \(number == 1 ? 1 : 0) } } ]"
            )
        }
        let result = try await crumb("run", directory.path, "--fail-fast", "--jobs", "1")
        #expect(result.exitCode == 1)
        #expect(result.output.contains("5 runs: 1 passed, 1 failed, 3 skipped"))
    }

    @Test func aShardWithoutFilesIsReported() async throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("a.yaml", "steps: [ { cookies: { count: 0 } } ]")
        let result = try await crumb("run", file, "--shard", "2/2")
        #expect(result.exitCode == 0)
        #expect(
            result.errorOutput == "crumb: part 2 of 2 has no files (the suite has 1)\n"
        )
    }

    @Test func profilesAreNotUsed() async throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("a.yaml", "steps: [ { cookies: { count: 0 } } ]")
        let result = try await crumb("run", file, "--profile", "mine")
        #expect(result.exitCode == 0)
        #expect(result.errorOutput.contains("crumb run ignores --profile"))
    }

    @Test func shardsAreDisjointAndCompleteWhateverTheOrder() async throws {
        let directory = try TemporaryDirectory()
        for number in 0..<7 {
            _ = try directory.write("\(number).yaml", "steps: [ { cookies: { count: 0 } } ]")
        }
        var seen: [String] = []
        for shard in 1...3 {
            let result = try await crumb("run", directory.path, "--shard", "\(shard)/3")
            let names = result.output.split(separator: "\n").filter { $0.hasPrefix("✓") }
                .compactMap { $0.split(separator: " ").dropFirst().first }
            seen += names.map(String.init)
        }
        #expect(seen.sorted() == (0..<7).map { directory.path(of: "\($0).yaml") })
    }

    @Test func theFileRunsOnceForEachListedBrowser() async throws {
        let file = "browser: [chrome, spec]\nsteps: [ { cookies: { count: 0 } } ]"
        let both = try await run(scenario: file)
        #expect(both.output.contains("2 runs: 2 passed"))
        let one = try await run(scenario: file, "--browser", "spec")
        #expect(one.output.contains("  spec  "))
        #expect(one.output.contains("1 run: 1 passed"))
    }

    @Test func quietOnlyReportsFailures() async throws {
        let good = try await run(scenario: "steps: [ { cookies: { count: 0 } } ]", "-q")
        #expect(good.output == "")
        let bad = try await run(scenario: "steps: [ { cookies: { count: 1 } } ]", "-q")
        #expect(bad.output.contains("the number of cookies differs"))
    }
}
