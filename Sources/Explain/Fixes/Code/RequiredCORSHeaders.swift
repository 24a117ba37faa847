internal import BrowserInfra
package import Explanations

/// What a server has to consent to, so that a page of one origin may do what it tries.
package struct RequiredCORSHeaders: Hashable, Sendable {
    package var origin: String
    /// Other pages' origins, which the server allows already.
    package var otherOrigins: [String] = []
    /// Whether it lets every page read its answers, with `*`.
    package var allowedAll = false
    package var includesCredentials: Bool
    /// Of the page's requests.
    package var methods: [String]
    /// What the page set beyond the safelist, in lower case.
    package var headerNames: [String] = []
    /// All that are to be allowed, where the server names its methods itself; else empty.
    package var listedMethods: [String] = []
    /// The same for headers.
    package var listedHeaders: [String] = []
    package var exposedHeaders: [String] = []
    /// For how many seconds a preflight response is cached for; `nil` says nothing of it.
    package var maxAge: Int?

    package init(origin: String, includesCredentials: Bool, methods: [String]) {
        self.origin = origin
        self.includesCredentials = includesCredentials
        self.methods = methods
    }

    /// All that are to be allowed: `*` where every page is, and no cookie is asked for.
    var origins: [String] {
        allowedAll && !includesCredentials ? ["*"] : otherOrigins + [origin]
    }

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

    /// flask-cors allows all methods and headers, unless it is told which.
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

    /// So does the package cors.
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

    /// django-cors-headers has lists of its own, which are added to.
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

    /// Starlette's middleware allows GET only, and no header beyond the safelist.
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

    /// Spring allows GET, HEAD and POST, and all headers.
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

    /// rack-cors names the methods always.
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

    /// `always`: without it, errors go out without these headers.
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

    /// Each once, in order, without those that are there anyway.
    func added(_ names: [String], to usual: [String]) -> [String] {
        names.reduce(into: []) { result, name in
            if !result.contains(name), !usual.contains(name) { result.append(name) }
        }
    }
}
