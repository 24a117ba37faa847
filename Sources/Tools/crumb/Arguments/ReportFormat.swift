internal import BrowserJSON
internal import RunReports
internal import Scenario

/// A form in which a run is reported.
enum ReportFormat: String, CaseIterable {
    case junit, tap, json, html, markdown

    /// All, as a synopsis has them.
    static let choices = allCases.map(\.rawValue).joined(separator: "|")

    var option: String { "--report-\(rawValue)" }

    /// What one writes behind the option, as an example.
    var example: String {
        switch self {
        case .junit: "junit.xml"
        case .tap: "report.tap"
        case .json: "report.json"
        case .html: "report"
        case .markdown: "report.md"
        }
    }

    /// The file that is written, for what stands behind the option.
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
