package import Explanations

extension Framework {
    /// Code that adds `Vary: Origin` to every response, so that no cache serves one origin's response to
    /// another.
    package static var varyFixes: [Advice.Fix] {
        fixes { framework in
            switch framework {
            case .flask:
                """
                @app.after_request
                def vary_by_origin(response):
                    response.vary.add("Origin")
                    return response
                """
            case .express: "app.use((req, res, next) => { res.vary(\"Origin\"); next(); })"
            case .django: "patch_vary_headers(response, [\"Origin\"])"
            case .fastapi: "response.headers.append(\"Vary\", \"Origin\")"
            case .spring: "response.addHeader(\"Vary\", \"Origin\");"
            case .rails: "response.headers[\"Vary\"] = \"Origin\""
            case .nginx: "add_header Vary Origin always;"
            case .aspnet: "Response.Headers.Append(\"Vary\", \"Origin\");"
            case .laravel: "$response->setVary(\"Origin\", false);"
            case .go: "w.Header().Add(\"Vary\", \"Origin\")"
            case .caddy: "header +Vary Origin"
            }
        }
    }
}
