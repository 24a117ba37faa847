internal import Infra

/// What a server is written with, or stands behind: the language of a fix.
package enum Framework: String, CaseIterable, Hashable, Sendable {
    case flask, express, django, fastapi, spring, rails, nginx

    /// Without an option.
    package static let usual = Framework.flask

    /// A string literal: whatever a server named its cookie, it stays text in the code.
    func quoted(_ text: String) -> String {
        var output = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": output += "\\" + String(scalar)
            // Ruby and nginx would look behind these for something to put in.
            case "#" where self == .rails, "$" where self == .nginx: output += "\\" + String(scalar)
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }

    /// A symbol of Ruby: `:get`. A method may have characters that mean something there.
    func symbol(_ text: String) -> String {
        text.utf8.allSatisfy(\.isASCIIAlphanumeric) ? ":\(text)" : ":\(quoted(text))"
    }

    /// `["a", "b"]`.
    func list(_ texts: [String]) -> String {
        "[\(texts.map(quoted).joined(separator: ", "))]"
    }

    /// Arguments: `"a", "b"`.
    func arguments(_ texts: [String]) -> String {
        texts.map(quoted).joined(separator: ", ")
    }

    /// The same change in every framework.
    static func fixes(_ code: (Framework) -> String?) -> [Advice.Fix] {
        allCases.compactMap { framework in
            code(framework).map { Advice.Fix(framework.rawValue, $0) }
        }
    }
}
