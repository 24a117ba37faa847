internal import BrowserJSON
internal import RunReports
internal import Scenario

/// A format for the report of a run.
enum ReportFormat: String, CaseIterable {
    case junit, tap, json, html, markdown

    /// All formats, as in a synopsis.
    static let choices = allCases.map(\.rawValue).joined(separator: "|")

    var option: String { "--report-\(rawValue)" }

    /// An example of the option's value.
    var example: String {
        switch self {
        case .junit: "junit.xml"
        case .tap: "report.tap"
        case .json: "report.json"
        case .html: "report"
        case .markdown: "report.md"
        }
    }

    /// The file to write, from the option's value.
    func file(_ path: String) -> String {
        self == .html ? "\(path)/index.html" : path
    }

    var showsJars: Bool {
        switch self {
        case .json, .html: true
        case .junit, .tap, .markdown: false
        }
    }

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
