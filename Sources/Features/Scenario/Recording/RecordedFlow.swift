internal import BrowserInfra
internal import BrowserJSON
package import Redaction

/// A scenario that does again what was done in a row: a flow out of a HAR file.
///
/// A header that is the value of a cookie which an earlier step stored (a CSRF token) is another one
/// the next time: it is captured where it is stored.
package struct RecordedFlow: Redactable, Sendable {
    private var steps: [RecordedStep]
    private let name: String
    private let browser: String
    private var notes: [String]

    /// `notes`: what is to be said at the top, as comments.
    package init(_ steps: [RecordedStep], name: String, browser: String, notes: [String]) {
        self.steps = Self.capturing(steps)
        self.name = name
        self.browser = browser
        self.notes = notes
    }

    package func collectSecrets(_ redaction: inout Redaction) {
        steps.collectSecrets(&redaction)
    }

    /// As recorded steps are.
    package func redacted(by redaction: Redaction) -> RecordedFlow {
        guard redaction.hidesAnything else { return self }
        var flow = self
        flow.steps = steps.map { $0.redacted(by: redaction) }
        flow.notes = notes.map(redaction.sentence)
        return flow
    }

    package var text: String {
        var text = notes.map { "# \($0.replacing("\n", with: " "))\n" }.joined()
        text += "name: \(name.yamlQuoted)\n"
        text += "browser: \(browser) # or a list: the file runs once in each\n"
        var page = steps.first?.pageURL
        if let page { text += "page: \(JSONValue.string(page).yaml)\n" }
        text += "\nsteps:\n"
        for (index, step) in steps.enumerated() {
            if index > 0 { text += "\n" }
            // Who types an address has no page.
            if let asking = step.pageURL, asking != page {
                text += "  - page: \(JSONValue.string(asking).yaml)\n"
                page = asking
            }
            text += step.text
            page = step.landing ?? page
        }
        return text
    }

    private static func capturing(_ steps: [RecordedStep]) -> [RecordedStep] {
        var steps = steps
        /// Which step stored a value last, and as which cookie.
        var origins: [String: (step: Int, cookie: String)] = [:]
        /// Which step's answer had a value last.
        var answers: [String: (step: Int, answer: ResponseValue)] = [:]
        /// The variables, with what they hold.
        var captured: [String: String] = [:]
        for index in steps.indices {
            for (value, origin) in origins where value.utf8.count >= 4 {
                let variable = Template.variableName(like: origin.cookie)
                guard steps[index].replaceHeader(value, with: variable),
                    captured[variable] != "\(origin.step)"
                else { continue }
                captured[variable] = "\(origin.step)"
                steps[origin.step].capture("cookie:\(origin.cookie)", as: variable)
            }
            var used: [(variable: String, step: Int, origin: String)] = []
            steps[index].replaceTokens { token in
                guard let (step, answer) = answers[token] else { return nil }
                let variable = free(answer.variable, for: token, in: captured)
                if captured.updateValue(token, forKey: variable) == nil {
                    used.append((variable, step, answer.origin))
                }
                return variable
            }
            for use in used { steps[use.step].capture(use.origin, as: use.variable) }
            for (name, value) in steps[index].storedValues { origins[value] = (index, name) }
            for answer in steps[index].responseValues { answers[answer.value] = (index, answer) }
        }
        return steps
    }

    /// `name`, or with a number where that holds something else.
    private static func free(
        _ name: String,
        for value: String,
        in captured: [String: String]
    ) -> String {
        var variable = name
        var number = 2
        while let other = captured[variable], other != value {
            variable = "\(name)_\(number)"
            number += 1
        }
        return variable
    }
}
