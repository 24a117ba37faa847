internal import Fetch
package import JSON

/// A problem and what to change, as code.
package struct Advice: Hashable, Sendable {
    /// The reason that it is about.
    package var code: String
    package var text: String
    /// By framework, in the order in which they are shown.
    package var fixes: [Fix]

    /// Of a URL whose `http://` was forgotten.
    package static let missingScheme = "MissingScheme"

    package struct Fix: Hashable, Sendable {
        package var framework: String
        package var code: String

        package init(_ framework: String, _ code: String) {
            self.framework = framework
            self.code = code
        }
    }

    package var json: JSONValue {
        .object([
            "code": .string(code),
            "text": .string(text),
            "fix": .object(fixes.map { JSONValue.Member($0.framework, .string($0.code)) }),
        ])
    }
}
