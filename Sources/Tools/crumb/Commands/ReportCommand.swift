internal import ArgumentParser
internal import BrowserJSON
internal import Glibc
internal import Report
internal import RunReports
internal import Scenario
internal import Terminal

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Merge the JSON reports of several runs, and write them in any format.",
        discussion: """
            For suites that are run in parts: each runner saves the output of crumb run --shard \
            --report-json, and one job merges them. A part that is missing or given twice is \
            reported. Values that a run hid stay hidden. The exit status is 0 if the reports were \
            written, whatever they contain.

            Examples:
              crumb report shard-*.json --report-html report \\
                  --report-junit junit.xml
              crumb report shard-1.json shard-2.json --json > all.json
            """
    )

    @Argument(
        help: "Files written by crumb run --report-json.",
        completion: .file(extensions: ["json"])
    )
    var paths: [String]

    @OptionGroup(title: "Reports") var reportOptions: ReportOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        guard !reportOptions.isEmpty || global.json else {
            throw UsageError(
                "choose at least one format: --report-html DIR, --report-junit FILE, "
                    + "--report-markdown FILE, --report-tap FILE, --report-json FILE or --json"
            )
        }
        guard global.redact == nil, global.secret.isEmpty else {
            throw UsageError(
                "crumb report only hides what the runs have hidden: use --redact and --secret with "
                    + "crumb run"
            )
        }
        try reportOptions.check()
        let check = ShardCheck(
            try paths.map { path throws(CommandFailure) in (path, try read(path)) }
        )
        for note in check.notes { global.output.note(line: "crumb: \(note.terminalSafe)") }
        let report = SuiteReport(merging: check.reports)
        try reportOptions.write(report, with: global.output) { $0 }
        if global.json {
            try global.output.print(json: report.json)
        } else if !global.quiet {
            try global.output.print(report.summary.layout)
        }
    }

    private func read(_ path: String) throws(CommandFailure) -> SuiteReport {
        let bytes: [UInt8]
        do throws(File.Failure) {
            bytes = try File.read(path, limit: .suiteReport)
        } catch {
            throw CommandFailure(.invalidInput, "cannot read \(path): \(error.description)")
        }
        do throws(InvalidSuiteReport) {
            return try SuiteReport(parsing: bytes)
        } catch {
            throw CommandFailure(.invalidInput, "\(path): \(error.sentence)")
        }
    }
}
