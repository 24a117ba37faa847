internal import BrowserFetch
package import Explanations
package import Fixes

/// Something that ought to be changed, and where it shows.
package struct Finding: Equatable, Sendable {
    /// The worst first.
    package enum Severity: String, Hashable, Sendable, CaseIterable {
        /// Others can read or do what they must not.
        case vulnerability = "hole"
        /// The page does not get what it asks for.
        case error = "broken"
        /// It works here and now, and not for everybody.
        case warning = "fragile"
        /// Nothing is wrong; it could be better.
        case note
    }

    package var severity: Severity
    package var advice: Advice
    /// Those in which it shows.
    package var browsers: [String]
    /// What the server has to allow for it, where that is more than the page asked for.
    var grant: RequiredCORSHeaders?
    /// What its cookie's line has to say for it, name by name.
    var attributes: [Attribute] = []

    /// Whether the request that it comes from was sent without credentials, to see whether it can be
    /// read at all.
    var isAboutRequestWithoutCredentials = false

    /// The cookie whose line is printed as it is mended, but with Path=/.
    var widenedCookie: String?

    /// An attribute and its value; an empty one for those that have none.
    typealias Attribute = (name: String, value: String)

    package static func == (left: Finding, right: Finding) -> Bool {
        left.severity == right.severity && left.advice == right.advice
            && left.browsers == right.browsers
    }

    init(_ severity: Severity, _ advice: Advice, in browsers: [String]) {
        self.severity = severity
        self.advice = advice
        self.browsers = browsers
    }

    init(
        _ severity: Severity,
        code: String,
        text: String,
        fixes: [Advice.Fix],
        topic: Advice.Topic = .other,
        in browsers: [String]
    ) {
        var advice = Advice(code: code, text: text, fixes: fixes)
        advice.topic = topic
        self.init(severity, advice, in: browsers)
    }

    /// Under a code of crumb's own.
    init(
        _ severity: Severity,
        code: AdviceCode,
        text: String,
        fixes: [Advice.Fix],
        topic: Advice.Topic = .other,
        in browsers: [String]
    ) {
        self.init(
            severity,
            code: code.rawValue,
            text: text,
            fixes: fixes,
            topic: topic,
            in: browsers
        )
    }
}

extension Diagnosis {
    /// Each problem once, the worst first, and what mends all of them.
    package func conclusions() async -> DoctorConclusions {
        let (failures, tried) = await failures()
        var merged: [Finding] = []
        for finding in vulnerabilities + failures + warnings(besides: failures) + notes {
            if let index = merged.firstIndex(where: { $0.isSame(as: finding) }) {
                let known = merged[index].browsers
                merged[index].browsers += finding.browsers.filter { !known.contains($0) }
                // Of two calls to write instead, the one with credentials is the page's.
                if merged[index].isAboutRequestWithoutCredentials {
                    merged[index].advice.fixes = finding.advice.fixes
                    merged[index].isAboutRequestWithoutCredentials = false
                }
            } else {
                merged.append(finding)
            }
        }
        // In the order of the columns, and stable within a severity.
        for index in merged.indices {
            merged[index].browsers = browsers.filter(merged[index].browsers.contains)
        }
        var findings = Finding.Severity.allCases.flatMap { severity in
            merged.filter { $0.severity == severity }
        }
        let remedy = await remedy(for: findings, tried: tried)
        for index in findings.indices {
            let mended = remedy.cookies.first { $0.name == findings[index].widenedCookie }
            guard
                let fixes = mended?.fixesForAllPaths
                    ?? remedy.fixes(findings[index].advice.topic)
            else { continue }
            findings[index].advice.fixes = fixes
        }
        let answers = results.flatMap(\.reports).flatMap(\.exchanges).compactMap(\.response)
        return DoctorConclusions(findings: findings, remedy: remedy, guess: FrameworkGuess(answers))
    }
}

/// What a diagnosis comes to.
package struct DoctorConclusions: Sendable {
    /// The worst first.
    package var findings: [Finding]
    package var remedy: Remedy
    /// What the server is probably written with; `nil` where nothing gives it away.
    package var guess: FrameworkGuess?
}

extension Finding {
    /// What is the same in two browsers, or for two requests, is one thing to change.
    fileprivate func isSame(as other: Finding) -> Bool {
        severity == other.severity && advice.text == other.advice.text
    }
}
