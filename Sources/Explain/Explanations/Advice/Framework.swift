internal import BrowserInfra

/// What a server is written with, or stands behind: the language of a fix.
package enum Framework: String, CaseIterable, Hashable, Sendable {
    case flask, express, django, fastapi, spring, rails, nginx, aspnet, laravel, go, caddy

    /// Where no option names one and nothing gives it away.
    package static let `default` = Framework.flask

    /// As people write it.
    package var title: String {
        switch self {
        case .flask: "Flask"
        case .express: "Express"
        case .django: "Django"
        case .fastapi: "FastAPI"
        case .spring: "Spring"
        case .rails: "Rails"
        case .nginx: "nginx"
        case .aspnet: "ASP.NET Core"
        case .laravel: "Laravel"
        case .go: "Go"
        case .caddy: "Caddy"
        }
    }

    /// A string literal: whatever a server named its cookie, it stays text in the code.
    package func quoted(_ text: String) -> String {
        var output = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": output += "\\" + String(scalar)
            // These languages would look behind them for something to put in.
            case "#" where self == .rails, "$" where self == .laravel, "{" where self == .caddy:
                output += "\\" + String(scalar)
            // nginx has no escape for it, but a variable can hold one.
            case "$" where self == .nginx: output += Self.nginxDollar
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }

    /// A symbol of Ruby: `:get`. A method may have characters that mean something there.
    package func symbol(_ text: String) -> String {
        text.utf8.allSatisfy(\.isASCIIAlphanumeric) ? ":\(text)" : ":\(quoted(text))"
    }

    /// `["a", "b"]`.
    package func list(_ texts: [String]) -> String {
        "[\(arguments(texts))]"
    }

    /// Arguments: `"a", "b"`.
    package func arguments(_ texts: [String]) -> String {
        texts.map(quoted).joined(separator: ", ")
    }

    /// The same change in every framework.
    package static func fixes(_ code: (Framework) -> String?) -> [Advice.Fix] {
        allCases.compactMap { framework in
            guard var code = code(framework) else { return nil }
            if framework == .nginx, code.contains(nginxDollar) {
                code = "# in http {}: geo $dollar { default \"$\"; }\n\(code)"
            }
            return Advice.Fix(framework.rawValue, code)
        }
    }

    private static let nginxDollar = "${dollar}"
}
