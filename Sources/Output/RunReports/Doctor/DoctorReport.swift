internal import BrowserFetch
internal import BrowserInfra
package import Doctor
package import Explanations
internal import Fixes
internal import Report
internal import WebOrigin

/// An examination for the people who run the API, and may not have crumb: what does not work from
/// which page, in which browser, and the change that mends it.
package struct DoctorReport {
    let examination: Examination
    let diagnosis: Diagnosis
    let framework: Framework
    /// Why in this framework; empty where it was named.
    let reason: String

    /// `framework`: `nil` for the one that the server's answers give away.
    package init(_ examination: Examination, _ diagnosis: Diagnosis, framework: Framework?) {
        self.examination = examination
        self.diagnosis = diagnosis
        self.framework = framework ?? diagnosis.guess?.framework ?? .default
        reason =
            framework == nil ? diagnosis.guess.map { " (guessed from \($0.clue))" } ?? "" : ""
    }

    static let trial = "It was applied to the responses above and judged again in every browser."

    var title: String {
        "\(examination.question.url.href) from \(examination.question.page.origin.serialized)"
    }

    var sections: [ExaminationTable.Section] {
        ExaminationTable(examination).sections.filter { !$0.lines.isEmpty }
    }

    /// The browsers that it is about; empty for all.
    func browsers(of finding: Finding) -> String {
        finding.browsers.count < examination.browsers.count
            ? "In \(enumerated(finding.browsers)): " : ""
    }

    /// What stands beside the finding: what is not one of the server's changes below.
    func codes(of finding: Finding) -> [String] {
        finding.advice.fixes(for: framework, all: false).filter { fix in
            finding.advice.topic == .other || fix.framework != framework.rawValue
        }.map(\.code)
    }

    /// The change for the framework, then those for the others.
    var remedies: [(title: String, code: String)] {
        let fixes = diagnosis.remedy.fixes
        let own = fixes.filter { $0.framework == framework.rawValue }
        return (own + fixes.filter { $0.framework != framework.rawValue }).map { fix in
            (Framework(rawValue: fix.framework)?.title ?? fix.framework, fix.code)
        }
    }
}
