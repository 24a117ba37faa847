internal import ArgumentParser
internal import Explanations

extension Framework: ExpressibleByArgument {}

/// The framework whose code the fixes are shown in.
struct FrameworkOptions: ParsableArguments {
    @Option(
        help: """
            The server's framework, for fixes as code: flask, express, django, fastapi, \
            spring, rails, nginx, aspnet, laravel, go or caddy (default: detected from the \
            response, else flask).
            """
    )
    var framework: Framework?

    /// The parser validates the option; this validates its environment variable.
    func validate() throws {
        _ = try Framework.environment("CRUMB_FRAMEWORK")
    }

    /// The framework; `nil` when neither an option nor the environment names one.
    var named: Framework? {
        get throws { try framework ?? Framework.environment("CRUMB_FRAMEWORK") }
    }

    var choice: Framework {
        get throws { try framework ?? Framework.environment("CRUMB_FRAMEWORK") ?? .default }
    }
}

extension FrameworkOptions: FastPathOptions {
    static var rows: [FastPathRow<Self>] { [.value("framework") { $0.framework = $1 }] }
}
