internal import BrowserFetch
package import Explanations
package import Fixes

/// A problem, with advice, and the browsers in which it occurs.
package struct Finding: Equatable, Sendable {
    /// The severity, worst first.
    package enum Severity: String, Hashable, Sendable, CaseIterable {
        /// Others can read or do things that they must not.
        case vulnerability = "hole"
        /// A request of the page fails.
        case error = "broken"
        /// It works here and now, but not for everyone.
        case warning = "fragile"
        /// Nothing is wrong, but it could be better.
        case note
    }

    package var severity: Severity
    package var advice: Advice
    /// The browsers in which it occurs.
    package var browsers: [String]
    /// The permissions that a fix requires, if they go beyond what the page requested.
    var grant: RequiredCORSHeaders?
    /// The attributes that the cookie's line needs.
    var attributes: [Attribute] = []

    /// Whether it is from the request without credentials, which tests whether the response can be
    /// read at all.
    var isAboutRequestWithoutCredentials = false

    /// The cookie whose fixed line is printed with Path=/.
    var widenedCookie: String?

    /// An attribute and its value, which is empty for an attribute without one.
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

    /// Creates a finding with one of crumb's own codes.
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
    /// Each problem once, the worst first, and a remedy for all of them.
    package func conclusions() async -> DoctorConclusions {
        let (failures, tried) = await failures()
        var merged: [Finding] = []
        for finding in vulnerabilities + failures + warnings(besides: failures) + notes {
            if let index = merged.firstIndex(where: { $0.isSame(as: finding) }) {
                let known = merged[index].browsers
                merged[index].browsers += finding.browsers.filter { !known.contains($0) }
                // Of two suggested calls, the page's own is the one with credentials.
                if merged[index].isAboutRequestWithoutCredentials {
                    merged[index].advice.fixes = finding.advice.fixes
                    merged[index].isAboutRequestWithoutCredentials = false
                }
            } else {
                merged.append(finding)
            }
        }
        // In column order, and stable within a severity.
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

/// The conclusions of a diagnosis.
package struct DoctorConclusions: Sendable {
    /// The findings, worst first.
    package var findings: [Finding]
    package var remedy: Remedy
    /// The framework that the server probably uses; `nil` when nothing indicates one.
    package var guess: FrameworkGuess?
}

extension Finding {
    /// Whether both are one problem: it may occur in two browsers, or for two requests.
    fileprivate func isSame(as other: Finding) -> Bool {
        severity == other.severity && advice.text == other.advice.text
    }
}
