internal import ArgumentParser
internal import JSON
internal import Redaction
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

    @Option(
        name: .customLong("report-markdown"),
        help: ArgumentHelp(
            "Write Markdown, for the summary of a pull request.",
            valueName: "file"
        ),
        completion: .file(extensions: ["md"])
    )
    var markdown: String?

    private var destinations: [(option: String, path: String?, format: Format)] {
        [
            ("--report-junit", junit, .junit), ("--report-tap", tap, .tap),
            ("--report-json", json, .json),
            ("--report-html", html.map { "\($0)/index.html" }, .html),
            ("--report-markdown", markdown, .markdown),
        ]
    }

    func validate() throws {
        try File.check(junit, of: "--report-junit", example: "junit.xml")
        try File.check(tap, of: "--report-tap", example: "report.tap")
        try File.check(json, of: "--report-json", example: "report.json")
        try File.check(html, of: "--report-html", example: "report")
        try File.check(markdown, of: "--report-markdown", example: "report.md")
    }

    private enum Format {
        case junit, tap, json, html, markdown

        func text(of report: SuiteReport) -> String {
            switch self {
            case .junit: report.junit
            case .tap: report.tap
            case .json: report.json.text + "\n"
            case .html: report.html
            case .markdown: report.markdown
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
            try Output.check(path, option: option, makesDirectories: true)
        }
    }

    /// `view`: makes the report of `value`, without what is hidden of that.
    func write<Value: Redactable>(
        _ value: Value,
        with output: Output,
        as view: (Value) -> SuiteReport
    ) throws(CommandFailure) {
        let files = destinations.compactMap { option, path, format in
            path.map { Output.FileView(path: $0, option: option, text: format.text) }
        }
        try output.write(value, as: view, to: files)
    }
}
