internal import ArgumentParser
internal import Redaction
internal import RunReports
internal import Scenario

/// The destinations of a run's reports.
struct ReportOptions: ParsableArguments {
    @Option(
        name: .customLong("report-junit"),
        help: ArgumentHelp(
            "Write JUnit XML, for Jenkins, GitLab and GitHub.",
            valueName: "file"
        ),
        completion: .file(extensions: ["xml"])
    )
    var junit: String?

    @Option(
        name: .customLong("report-tap"),
        help: ArgumentHelp(
            "Write TAP 14, with each file as a test with subtests.",
            valueName: "file"
        ),
        completion: .file(extensions: ["tap"])
    )
    var tap: String?

    @Option(
        name: .customLong("report-json"),
        help: ArgumentHelp(
            "Write everything as JSON, which crumb report reads.",
            valueName: "file"
        ),
        completion: .file(extensions: ["json"])
    )
    var json: String?

    @Option(
        name: .customLong("report-html"),
        help: ArgumentHelp(
            "Write a self-contained HTML page: DIR/index.html.",
            valueName: "dir"
        ),
        completion: .directory
    )
    var html: String?

    @Option(
        name: .customLong("report-markdown"),
        help: ArgumentHelp(
            "Write Markdown, for a pull request summary.",
            valueName: "file"
        ),
        completion: .file(extensions: ["md"])
    )
    var markdown: String?

    private var destinations: [(format: ReportFormat, path: String?)] {
        [(.junit, junit), (.tap, tap), (.json, json), (.html, html), (.markdown, markdown)]
    }

    func validate() throws {
        for (format, path) in destinations {
            try File.check(path, of: format.option, example: format.example)
        }
    }

    var isEmpty: Bool { destinations.allSatisfy { $0.path == nil } }

    /// Whether one of the reports shows the jar.
    var showJars: Bool { destinations.contains { $0.path != nil && $0.format.showsJars } }

    /// Rejects destinations that cannot be written, before anything is sent.
    func check() throws {
        var options: [String: String] = [:]
        for (format, path) in destinations {
            guard let path = path.map(format.file) else { continue }
            let option = format.option
            if let other = options.updateValue(option, forKey: path) {
                throw UsageError("\(other) and \(option) both write \(path): use two files")
            }
            try Output.check(path, option: option, makesDirectories: true)
        }
    }

    /// Writes the reports.
    ///
    /// `view`: creates the report from `value` after redaction.
    func write<Value: Redactable>(
        _ value: Value,
        with output: Output,
        as view: (Value) -> SuiteReport
    ) throws(CommandFailure) {
        let files = destinations.compactMap { format, path in
            path.map {
                Output.FileView(path: format.file($0), option: format.option, text: format.text)
            }
        }
        try output.write(value, as: view, to: files)
    }
}

extension ReportOptions: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .value("report-junit") { $0.junit = $1 },
            .value("report-tap") { $0.tap = $1 },
            .value("report-json") { $0.json = $1 },
            .value("report-html") { $0.html = $1 },
            .value("report-markdown") { $0.markdown = $1 },
        ]
    }
}
