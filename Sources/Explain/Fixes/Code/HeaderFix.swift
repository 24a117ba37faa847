package import Explanations

extension Framework {
    /// Returns the code that sets a response header; `value` must not contain double quotes.
    package static func fixes(setting name: String, to value: String) -> [Advice.Fix] {
        fixes { framework in
            switch framework {
            case .flask: "response.headers[\"\(name)\"] = \"\(value)\""
            case .express: "res.set(\"\(name)\", \"\(value)\");"
            case .django: "response[\"\(name)\"] = \"\(value)\""
            case .fastapi: "response.headers[\"\(name)\"] = \"\(value)\""
            case .spring: "response.setHeader(\"\(name)\", \"\(value)\");"
            case .rails: "response.headers[\"\(name)\"] = \"\(value)\""
            case .nginx: "add_header \(name) \"\(value)\" always;"
            case .aspnet: "Response.Headers[\"\(name)\"] = \"\(value)\";"
            case .laravel: "$response->headers->set(\"\(name)\", \"\(value)\");"
            case .go: "w.Header().Set(\"\(name)\", \"\(value)\")"
            case .caddy: "header \(name) \"\(value)\""
            }
        }
    }
}
