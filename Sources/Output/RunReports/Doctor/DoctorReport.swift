internal import BrowserFetch
internal import BrowserInfra
package import Doctor
package import Explanations
internal import Fixes
internal import Report
internal import WebOrigin

/// A diagnosis for the people who run the API, and may not have crumb: what does not work from
/// which page, in which browser, and the change that mends it.
package struct DoctorReport {
    let diagnosis: Diagnosis
    let conclusions: DoctorConclusions
    let framework: Framework
    /// Why in this framework; empty where it was named.
    let reason: String

    /// `framework`: `nil` for the one that the server's answers give away.
    package init(_ diagnosis: Diagnosis, _ conclusions: DoctorConclusions, framework: Framework?) {
        self.diagnosis = diagnosis
        self.conclusions = conclusions
        self.framework = framework ?? conclusions.guess?.framework ?? .default
        reason =
            framework == nil ? conclusions.guess.map { " (guessed from \($0.clue))" } ?? "" : ""
    }

    static let trial = "It was applied to the responses above and judged again in every browser."

    var title: String {
        "\(diagnosis.plan.url.href) from \(diagnosis.plan.page.origin.serialized)"
    }

    var sections: [DoctorTable.Section] {
        DoctorTable(diagnosis).sections.filter { !$0.lines.isEmpty }
    }

    /// The browsers that it is about; empty for all.
    func browsers(of finding: Finding) -> String {
        finding.browsers.count < diagnosis.browsers.count
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
        let fixes = conclusions.remedy.fixes
        let own = fixes.filter { $0.framework == framework.rawValue }
        return (own + fixes.filter { $0.framework != framework.rawValue }).map { fix in
            (Framework(rawValue: fix.framework)?.title ?? fix.framework, fix.code)
        }
    }
}
