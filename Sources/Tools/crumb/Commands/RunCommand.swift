internal import ArgumentParser
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import CurlTransport
internal import Explanations
internal import Glibc
internal import Processes
internal import Redaction
internal import Report
internal import RunReports
internal import Scenario
internal import Terminal
internal import WebOrigin

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run scenarios: files of steps and expected results.",
        discussion: """
            Each file runs in its own in-memory browser; the profile is not used. In a directory, \
            every .yaml, .yml and .json file is a scenario, except .schema.json.

            Examples:
              crumb init -o login.yaml
              crumb run login.yaml
              crumb run scenarios --jobs 4 --fail-fast
              crumb run login.yaml --browser chrome,firefox,safari
              crumb run scenarios --shard 1/3 \\
                  --variable api=https://staging.example
              crumb run scenarios --report-junit junit.xml \\
                  --report-html report
            """
    )

    @Argument(
        help: "Scenario files, or directories of them.",
        completion: .file(extensions: ["yaml", "yml", "json"])
    )
    var paths: [String]

    @Option(
        name: .shortAndLong,
        help: "The number of files to run at once (default: one per processor)."
    )
    var jobs: Int?

    @Flag(help: "Do not start further files after one has failed.")
    var failFast = false

    @Option(
        help: ArgumentHelp(
            "Only run one part of the suite, for example 1/3.",
            valueName: "i/n"
        )
    )
    var shard: String?

    @Option(
        help: ArgumentHelp(
            "Set a variable, overriding the files; repeatable.",
            valueName: "name=value"
        )
    )
    var variable: [String] = []

    @Option(
        help: ArgumentHelp(
            "Write each file's requests as HAR 1.2 into this folder: NAME.BROWSER.har.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var har: String?

    @Flag(help: "Rerun all files whenever one of them changes, until Ctrl-C.")
    var watch = false

    @OptionGroup(title: "Reports") var reportOptions: ReportOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        try File.check(har, of: "--har", example: "requests")
    }

    mutating func run() async throws {
        let jobs = jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        guard jobs > 0 else { throw UsageError("--jobs must be at least 1") }
        if global.json {
            throw UsageError(
                "crumb run does not support --json: use --report-json FILE"
            )
        }
        try reportOptions.check()
        if global.chosenProfile != nil {
            global.output.note(
                line:
                    "crumb: crumb run ignores --profile: each file has its own browser"
            )
        }
        let openFiles = try DescriptorBudget(jobs: jobs)
        let environment = try environment(openFiles)
        Orphans.adopt()
        Interruption.stopServersFirst()
        guard watch else {
            try await runSuite(in: environment, jobs: openFiles.jobs)
            return
        }
        while true {
            let before = ScenarioFiles.fingerprints(of: paths)
            do {
                try await runSuite(in: environment, jobs: openFiles.jobs)
            } catch let failure as CommandFailure {
                if failure.status == .outputFailed { throw failure }
                if let message = failure.message { Crumb.printError(message) }
            }
            if !global.quiet { global.output.note(line: "waiting for changes; Ctrl-C quits") }
            while ScenarioFiles.fingerprints(of: paths) == before {
                await pause(for: .milliseconds(200))
            }
        }
    }

    private func runSuite(in environment: RunEnvironment, jobs: Int) async throws {
        let files = try ScenarioFiles(paths: paths)
        let shard = try suiteShard()
        let part = shard.map { SuiteRun.shard(files.paths, $0.part, of: $0.count) } ?? files.paths
        if let shard, part.isEmpty {
            global.output.note(
                line: "crumb: part \(shard.part) of \(shard.count) has no files (the suite has "
                    + "\(files.paths.count))"
            )
        }
        let scenarios = try read(part, in: environment)
        noteUnknownVariables(among: scenarios)
        var output = SuiteOutput(output: global.output, isQuiet: global.quiet)
        let suite = SuiteRun(scenarios, in: environment, jobs: jobs, failsFast: failFast)
        let clock = ContinuousClock()
        let start = clock.now
        let started = environment.wallClock()
        let detail: ScenarioDetail = global.verbose ? .verbose : .standard
        output.progress(0, of: suite.count)
        // The results of a file's browsers are printed together: failures common to all of them
        // appear once.
        var ofOneFile: [ScenarioResult] = []
        func printResults() {
            guard !ofOneFile.isEmpty else { return }
            let hasFailed = ofOneFile.contains { !$0.hasPassed }
            output.print(ofOneFile, isFailure: hasFailed) { $0.layout(detail) }
            ofOneFile = []
        }
        let results = await suite.run(
            ended: { output.progress($0, of: suite.count) },
            told: { result in
                if ofOneFile.first?.source.path != result.source.path { printResults() }
                ofOneFile.append(result)
            }
        )
        printResults()
        output.clearProgress()
        let duration = clock.now - start
        let notStarted = suite.notStarted(after: results)
        let summary = SuiteSummary(results, notStarted: notStarted.count, duration: duration)
        output.print(summary.layout, isFailure: false) { $0 }
        // Every report that can be written is written, even if another one cannot.
        if !reportOptions.isEmpty {
            let report = await SuiteReport(
                global.output.shown(results),
                notStarted: notStarted,
                started: started,
                duration: duration,
                shard: shard
            )
            output.attempt { () throws(CommandFailure) in
                try reportOptions.write(report, with: global.output) { $0 }
            }
        }
        if let har {
            let now = try global.clock().now()
            global.output.learn(results)
            output.attempt { () throws(CommandFailure) in
                try ScenarioArchives(folder: har).write(results, now: now, with: global.output)
            }
        }
        if let failure = output.failure { throw failure }
        let failures = results.flatMap(\.allFailures)
        guard !failures.isEmpty else { return }
        let isNetwork = failures.allSatisfy { $0.kind == .network }
        throw CommandFailure(isNetwork ? .networkFailed : .expectationFailed)
    }

    /// Reads every file before anything is sent.
    private func read(
        _ paths: [String],
        in environment: RunEnvironment
    ) throws -> [Scenario] {
        var scenarios: [Scenario] = []
        var isInvalid = false
        for path in paths {
            do throws(InvalidFile) {
                scenarios.append(
                    try Scenario(
                        parsing: try ScenarioFiles.contents(of: path),
                        path: path,
                        in: environment.context
                    )
                )
            } catch {
                isInvalid = true
                global.output.note(error, as: \.layout)
            }
        }
        if isInvalid { throw CommandFailure(.invalidInput) }
        return scenarios
    }

    /// A misspelled name has no effect, and the run would use the address in the file. The variable
    /// may be for a file in another shard.
    private func noteUnknownVariables(among scenarios: [Scenario]) {
        guard shard == nil else { return }
        let known = Set(scenarios.flatMap(\.variableNames))
        for text in variable {
            let name = String(text.prefix { $0 != "=" })
            guard !known.contains(name) else { continue }
            let hint = suggestion(for: name, among: known.sorted()).map { ": did you mean \($0)?" }
            global.output.note(
                line: "crumb: --variable \(name.terminalSafe): no file has a variable of that name"
                    + (hint ?? "")
            )
        }
    }

    private func suiteShard() throws(UsageError) -> SuiteShard? {
        guard let shard else { return nil }
        let parts = shard.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let index = parts[0], let count = parts[1], count > 0,
            (1...count).contains(index)
        else {
            let hint =
                parts.count == 2 && parts[1] ?? 0 > 0
                ? "there is no part \(parts[0].map(String.init) ?? "") of \(parts[1] ?? 0)"
                : "write the part and the number of parts, such as 1/3"
            throw UsageError("--shard \(shard) is not a part of a suite: \(hint)")
        }
        return SuiteShard(part: index, of: count)
    }

    private func environment(_ openFiles: DescriptorBudget) throws -> RunEnvironment {
        var values: [String: String] = [:]
        for text in variable {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                // The text may be the value alone, so it is not quoted.
                throw UsageError("a --variable has no value: write --variable name=value")
            }
            values[String(parts[0])] = String(parts[1])
        }
        let clock = try global.clock()
        let policies = try BrowserName.allCases.map { name in
            (name.rawValue, try global.policy(of: name))
        }
        let browsers = try global.browsers()
        // A browser from the environment applies to files that do not name one.
        let isOverridden = global.browser != nil || browsers.count > 1
        var environment = RunEnvironment(
            policies: Dictionary(uniqueKeysWithValues: policies),
            defaultBrowser: browsers[0].rawValue,
            browserOverride: isOverridden ? browsers.map(\.rawValue) : [],
            variables: values,
            suffixes: try global.suffixes(),
            wallClock: { clock.now() },
            makeTransport: { settings throws(ConnectionError) in
                try PageTransport.transport(
                    try settings.transport(connections: openFiles.connections)
                )
            }
        )
        environment.keepsJars = reportOptions.showJars
        environment.pages = OpenedPages()
        return environment
    }
}

extension RunCommand: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .requiredOperands { $0.paths = $1 },
            .value("jobs") { $0.jobs = $1 },
            .flag("fail-fast") { $0.failFast = $1 },
            .value("shard") { $0.shard = $1 },
            .list("variable") { $0.variable = $1 },
            .value("har") { $0.har = $1 },
            .flag("watch") { $0.watch = $1 },
            .group { $0.reportOptions = $1 },
            .group { $0.global = $1 },
        ]
    }
}

extension ConnectionSettings {
    /// The transport.
    ///
    /// `connections`: the maximum number at a time; `reachable`: the addresses to which connections
    /// are allowed.
    func transport(
        connections: Int,
        reachable: ReachableAddresses? = nil
    ) throws(ConnectionError) -> any Transport {
        var settings = CurlTransportSettings()
        settings.maxConnections = connections
        settings.reachable = reachable
        settings.certificateAuthorities = certificateAuthorities
        settings.clientCertificate = clientCertificate
        settings.clientKey = clientKey
        settings.isInsecure = isInsecure
        do throws(CurlTransportSettingsError) {
            for entry in resolve { settings.resolve.append(try ResolveEntry(parsing: entry)) }
            return try CurlTransport(settings, on: MainThreadExecutor.shared)
        } catch {
            throw ConnectionError(error.description)
        }
    }
}

/// The output of `crumb run`: results on stdout, the progress on a terminal's stderr.
///
/// A run continues when something cannot be written, and ends with that error.
private struct SuiteOutput {
    let output: Output
    let isQuiet: Bool
    private(set) var failure: CommandFailure?

    init(output: Output, isQuiet: Bool) {
        self.output = output
        self.isQuiet = isQuiet
    }

    mutating func print<Value: Redactable>(
        _ value: Value,
        isFailure: Bool,
        as view: (Value) -> Layout
    ) {
        if isQuiet, !isFailure { return output.learn(value) }
        clearProgress()
        let output = output
        attempt { () throws(CommandFailure) in try output.print(value, as: view) }
    }

    /// Runs the body, and keeps the first failure.
    mutating func attempt(_ body: () throws(CommandFailure) -> Void) {
        do throws(CommandFailure) {
            try body()
        } catch {
            failure = failure ?? error
        }
    }

    func progress(_ done: Int, of count: Int) {
        guard output.terminal.isErrorTerminal, count > 1, !isQuiet else { return }
        let width = 24
        let filled = done * width / count
        let bar =
            String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        output.draw("\(bar) \(done)/\(count)", after: "\r")
    }

    func clearProgress() {
        guard output.terminal.isErrorTerminal, !isQuiet else { return }
        output.draw("", after: "\r\u{1B}[K")
    }
}
