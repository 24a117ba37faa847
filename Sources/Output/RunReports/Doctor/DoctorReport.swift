internal import BrowserFetch
internal import BrowserInfra
package import Doctor
package import Explanations
internal import Fixes
internal import Report
internal import WebOrigin

/// A diagnosis for the people who run the API, and who may not have crumb: what fails from which page,
/// in which browser, and the change that fixes it.
package struct DoctorReport {
    let diagnosis: Diagnosis
    let conclusions: DoctorConclusions
    let framework: Framework
    /// What the framework was guessed from, in parentheses; empty if the framework was given.
    let reason: String

    /// Creates the report. If `framework` is `nil`, the framework that the server's responses suggest is
    /// used.
    package init(_ diagnosis: Diagnosis, _ conclusions: DoctorConclusions, framework: Framework?) {
        self.diagnosis = diagnosis
        self.conclusions = conclusions
        self.framework = framework ?? conclusions.guess?.framework ?? .default
        reason =
            framework == nil ? conclusions.guess.map { " (guessed from \($0.clue))" } ?? "" : ""
    }

    static let trial = "It was applied to the responses above and checked again in every browser."

    var title: String {
        "\(diagnosis.plan.url.href) from \(diagnosis.plan.page.origin.serialized)"
    }

    var sections: [DoctorTable.Section] {
        DoctorTable(diagnosis).sections.filter { !$0.lines.isEmpty }
    }

    /// The browsers that the finding applies to, as the start of a sentence; empty if it applies to all.
    func browsers(of finding: Finding) -> String {
        finding.browsers.count < diagnosis.browsers.count
            ? "In \(enumerated(finding.browsers)): " : ""
    }

    /// The code shown beside the finding: the fixes that are not among the server changes in `remedies`.
    func codes(of finding: Finding) -> [String] {
        finding.advice.fixes(for: framework, all: false).filter { fix in
            finding.advice.topic == .other || fix.framework != framework.rawValue
        }.map(\.code)
    }

    /// The change for this framework, followed by those for the others.
    var remedies: [(title: String, code: String)] {
        let fixes = conclusions.remedy.fixes
        let own = fixes.filter { $0.framework == framework.rawValue }
        return (own + fixes.filter { $0.framework != framework.rawValue }).map { fix in
            (Framework(rawValue: fix.framework)?.title ?? fix.framework, fix.code)
        }
    }
}
