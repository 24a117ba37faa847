internal import ArgumentParser
internal import JSON
internal import RunReports
internal import Scenario

/// Where reports of a run go.
struct ReportOptions: ParsableArguments {
    @Option(
        name: .customLong("report-junit"),
        help: ArgumentHelp(
            "Write JUnit's XML, for Jenkins, GitLab and GitHub.",
            valueName: "file"
        ),
        completion: .file(extensions: ["xml"])
    )
    var junit: String?

    @Option(
        name: .customLong("report-tap"),
        help: ArgumentHelp("Write TAP 14, each file a test with subtests.", valueName: "file"),
        completion: .file(extensions: ["tap"])
    )
    var tap: String?

    @Option(
        name: .customLong("report-json"),
        help: ArgumentHelp("Write all that happened; crumb report reads it.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var json: String?

    @Option(
        name: .customLong("report-html"),
        help: ArgumentHelp(
            "Write a page for people, DIR/index.html, which needs nothing else.",
            valueName: "dir"
        ),
        completion: .directory
    )
    var html: String?

    private var destinations: [(option: String, path: String?, format: Format)] {
        [
            ("--report-junit", junit, .junit), ("--report-tap", tap, .tap),
            ("--report-json", json, .json),
            ("--report-html", html.map { "\($0)/index.html" }, .html),
        ]
    }

    func validate() throws {
        try File.check(junit, of: "--report-junit", example: "junit.xml")
        try File.check(tap, of: "--report-tap", example: "report.tap")
        try File.check(json, of: "--report-json", example: "report.json")
        try File.check(html, of: "--report-html", example: "report")
    }

    private enum Format {
        case junit, tap, json, html

        func text(of report: SuiteReport) -> String {
            switch self {
            case .junit: report.junit
            case .tap: report.tap
            case .json: report.json.text + "\n"
            case .html: report.html
            }
        }
    }

    var isEmpty: Bool { destinations.allSatisfy { $0.path == nil } }

    /// Whether a report is asked for that shows the jar.
    var showJars: Bool { json != nil || html != nil }

    /// Refuses what cannot be written, before anything is sent.
    func check() throws {
        var options: [String: String] = [:]
        for (option, path, _) in destinations {
            guard let path else { continue }
            if let other = options.updateValue(option, forKey: path) {
                throw UsageError("\(other) and \(option) both write \(path): use two files")
            }
            do throws(File.Failure) {
                try WholeFile(path).check()
            } catch {
                throw cannotWrite(option, path, error)
            }
        }
    }

    func write(_ report: SuiteReport) throws(CommandFailure) {
        for (option, path, format) in destinations {
            guard let path else { continue }
            do throws(File.Failure) {
                try WholeFile(path).write(Array(format.text(of: report).utf8))
            } catch {
                throw cannotWrite(option, path, error)
            }
        }
    }

    private func cannotWrite(
        _ option: String,
        _ path: String,
        _ failure: File.Failure
    ) -> CommandFailure {
        CommandFailure(.usage, "\(option): cannot write \(path): \(failure.description)")
    }
}
