internal import BrowserInfra

/// The framework that a server is written with, or the proxy in front of it: the language of a fix.
package enum Framework: String, CaseIterable, Hashable, Sendable {
    case flask, express, django, fastapi, spring, rails, nginx, aspnet, laravel, go, caddy

    /// The framework if none was given and none can be guessed.
    package static let `default` = Framework.flask

    /// The name, as people write it.
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

    /// Returns a string literal; a cookie's name from a server stays text, whatever it contains.
    package func quoted(_ text: String) -> String {
        var output = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": output += "\\" + String(scalar)
            // In these languages the character starts an interpolation.
            case "#" where self == .rails, "$" where self == .laravel, "{" where self == .caddy:
                output += "\\" + String(scalar)
            // nginx has no escape for it, but a variable can contain it.
            case "$" where self == .nginx: output += Self.nginxDollar
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }

    /// Returns a Ruby symbol: `:get`. A method's name may contain characters with a meaning in Ruby, and
    /// is quoted then.
    package func symbol(_ text: String) -> String {
        text.utf8.allSatisfy(\.isASCIIAlphanumeric) ? ":\(text)" : ":\(quoted(text))"
    }

    /// Returns a list literal: `["a", "b"]`.
    package func list(_ texts: [String]) -> String {
        "[\(arguments(texts))]"
    }

    /// Returns arguments: `"a", "b"`.
    package func arguments(_ texts: [String]) -> String {
        texts.map(quoted).joined(separator: ", ")
    }

    /// Returns the same change as code for every framework.
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
