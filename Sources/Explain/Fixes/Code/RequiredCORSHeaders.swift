internal import BrowserInfra
package import Explanations

/// The permissions that a server must grant so that a page of one origin can make its requests.
package struct RequiredCORSHeaders: Hashable, Sendable {
    package var origin: String
    /// The origins of other pages that the server already allows.
    package var otherOrigins: [String] = []
    /// Whether the server lets every page read its responses, with `*`.
    package var allowedAll = false
    package var includesCredentials: Bool
    /// The methods of the page's requests.
    package var methods: [String]
    /// The headers that the page sets beyond the safelist, in lower case.
    package var headerNames: [String] = []
    /// All methods to allow, if the server lists its methods itself; empty otherwise.
    package var listedMethods: [String] = []
    /// All headers to allow, if the server lists its headers itself; empty otherwise.
    package var listedHeaders: [String] = []
    package var exposedHeaders: [String] = []
    /// The number of seconds for which a preflight response is cached; `nil` to leave the header out.
    package var maxAge: Int?

    package init(origin: String, includesCredentials: Bool, methods: [String]) {
        self.origin = origin
        self.includesCredentials = includesCredentials
        self.methods = methods
    }

    /// All origins to allow: `*` if every page is allowed and no credentials are needed.
    var origins: [String] {
        allowedAll && !includesCredentials ? ["*"] : otherOrigins + [origin]
    }

    /// The code that grants these permissions, for every framework.
    package var fixes: [Advice.Fix] { Framework.fixes(code) }

    func code(in framework: Framework) -> String {
        switch framework {
        case .flask: flask
        case .express: express
        case .django: django
        case .fastapi: fastAPI
        case .spring: spring
        case .rails: rails
        case .nginx: nginx
        case .aspnet: aspnet
        case .laravel: laravel
        case .go: go
        case .caddy: caddy
        }
    }

    /// flask-cors allows all methods and headers by default.
    private var flask: String {
        let it = Framework.flask
        var arguments = ["app", "origins=\(it.list(origins))"]
        if includesCredentials { arguments.append("supports_credentials=True") }
        if !listedMethods.isEmpty { arguments.append("methods=\(it.list(listedMethods))") }
        if !listedHeaders.isEmpty { arguments.append("allow_headers=\(it.list(listedHeaders))") }
        if !exposedHeaders.isEmpty { arguments.append("expose_headers=\(it.list(exposedHeaders))") }
        if let maxAge { arguments.append("max_age=\(maxAge)") }
        return "CORS(\(arguments.joined(separator: ", ")))"
    }

    /// The package cors allows all methods and headers by default.
    private var express: String {
        let it = Framework.express
        let allowed = origins.count == 1 ? it.quoted(origins[0]) : it.list(origins)
        var members = ["origin: \(allowed)"]
        if includesCredentials { members.append("credentials: true") }
        if !listedMethods.isEmpty { members.append("methods: \(it.list(listedMethods))") }
        if !listedHeaders.isEmpty { members.append("allowedHeaders: \(it.list(listedHeaders))") }
        if !exposedHeaders.isEmpty { members.append("exposedHeaders: \(it.list(exposedHeaders))") }
        if let maxAge { members.append("maxAge: \(maxAge)") }
        return "app.use(cors({\(members.joined(separator: ", "))}))"
    }

    /// django-cors-headers has default lists, which are extended.
    private var django: String {
        let it = Framework.django
        var lines = [
            origins == ["*"]
                ? "CORS_ALLOW_ALL_ORIGINS = True" : "CORS_ALLOWED_ORIGINS = \(it.list(origins))"
        ]
        if includesCredentials { lines.append("CORS_ALLOW_CREDENTIALS = True") }
        let commonMethods = ["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"]
        let methods = added(listedMethods + methods, to: commonMethods + ["HEAD"])
        if !methods.isEmpty {
            lines.append("CORS_ALLOW_METHODS = (*default_methods, \(it.arguments(methods)))")
        }
        let usualHeaders = [
            "accept", "authorization", "content-type", "user-agent", "x-csrftoken",
            "x-requested-with",
        ]
        let headers = added(listedHeaders + headerNames, to: usualHeaders)
        if !headers.isEmpty {
            lines.append("CORS_ALLOW_HEADERS = (*default_headers, \(it.arguments(headers)))")
        }
        if !exposedHeaders.isEmpty {
            lines.append("CORS_EXPOSE_HEADERS = \(it.list(exposedHeaders))")
        }
        if let maxAge { lines.append("CORS_PREFLIGHT_MAX_AGE = \(maxAge)") }
        return lines.joined(separator: "\n")
    }

    /// Starlette's middleware only allows GET by default, and no headers beyond the safelist.
    private var fastAPI: String {
        let it = Framework.fastapi
        var arguments = ["CORSMiddleware", "allow_origins=\(it.list(origins))"]
        if includesCredentials { arguments.append("allow_credentials=True") }
        let methods = added(listedMethods + methods, to: ["GET", "HEAD"])
        if !methods.isEmpty { arguments.append("allow_methods=\(it.list(["GET"] + methods))") }
        let headers = added(listedHeaders + headerNames, to: [])
        if !headers.isEmpty { arguments.append("allow_headers=\(it.list(headers))") }
        if !exposedHeaders.isEmpty { arguments.append("expose_headers=\(it.list(exposedHeaders))") }
        if let maxAge { arguments.append("max_age=\(maxAge)") }
        return "app.add_middleware(\(arguments.joined(separator: ", ")))"
    }

    /// Spring allows GET, HEAD and POST by default, and all headers.
    private var spring: String {
        let it = Framework.spring
        var calls = [
            "registry.addMapping(\"/**\")", ".allowedOrigins(\(it.arguments(origins)))",
        ]
        if includesCredentials { calls.append(".allowCredentials(true)") }
        let methods = added(listedMethods + methods, to: ["GET", "HEAD", "POST"])
        if !methods.isEmpty {
            calls.append(".allowedMethods(\(it.arguments(["GET", "HEAD", "POST"] + methods)))")
        }
        if !exposedHeaders.isEmpty {
            calls.append(".exposedHeaders(\(it.arguments(exposedHeaders)))")
        }
        if let maxAge { calls.append(".maxAge(\(maxAge))") }
        return "// in WebMvcConfigurer.addCorsMappings(CorsRegistry registry)\n" + calls.joined()
            + ";"
    }

    /// rack-cors always lists the methods.
    private var rails: String {
        let it = Framework.rails
        let methods = added(["GET"] + methods + listedMethods + ["OPTIONS"], to: [])
        var arguments = [
            "\"*\"", "headers: :any",
            "methods: [\(methods.map { it.symbol($0.asciiLowercased) }.joined(separator: ", "))]",
        ]
        if includesCredentials { arguments.append("credentials: true") }
        if !exposedHeaders.isEmpty { arguments.append("expose: \(it.list(exposedHeaders))") }
        if let maxAge { arguments.append("max_age: \(maxAge)") }
        return """
            # in Rails.application.config.middleware.insert_before 0, Rack::Cors do
            allow do
              origins \(it.arguments(origins))
              resource \(arguments.joined(separator: ", "))
            end
            """
    }

    /// Without `always`, nginx omits the headers from errors.
    private var nginx: String {
        let it = Framework.nginx
        func header(_ name: String, _ value: String) -> String {
            "add_header \(name) \(it.quoted(value)) always;"
        }
        var lines = nginxOrigin
        lines.append(header("Vary", "Origin"))
        if includesCredentials { lines.append(header("Access-Control-Allow-Credentials", "true")) }
        let methods = added(listedMethods + methods, to: ["GET", "HEAD", "POST"])
        if !methods.isEmpty {
            lines.append(header("Access-Control-Allow-Methods", methods.joined(separator: ", ")))
        }
        let headers = added(listedHeaders + headerNames, to: [])
        if !headers.isEmpty {
            lines.append(header("Access-Control-Allow-Headers", headers.joined(separator: ", ")))
        }
        if !exposedHeaders.isEmpty {
            let names = exposedHeaders.joined(separator: ", ")
            lines.append(header("Access-Control-Expose-Headers", names))
        }
        if let maxAge { lines.append(header("Access-Control-Max-Age", String(maxAge))) }
        if !methods.isEmpty || !headers.isEmpty {
            lines.append("if ($request_method = OPTIONS) { return 204; }")
        }
        return lines.joined(separator: "\n")
    }

    /// Returns each name once, in order, without those that are in `usual`.
    func added(_ names: [String], to usual: [String]) -> [String] {
        names.reduce(into: []) { result, name in
            if !result.contains(name), !usual.contains(name) { result.append(name) }
        }
    }
}
