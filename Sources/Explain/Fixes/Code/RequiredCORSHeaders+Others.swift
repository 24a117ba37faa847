internal import BrowserInfra
internal import Explanations

// Frameworks that allow nothing unless it is named, and proxies.

extension RequiredCORSHeaders {
    /// https://learn.microsoft.com/aspnet/core/security/cors
    var aspnet: String {
        let it = Framework.aspnet
        var calls = [
            origins == ["*"] ? "AllowAnyOrigin()" : "WithOrigins(\(it.arguments(origins)))"
        ]
        calls.append(
            listedMethods.isEmpty
                ? "AllowAnyMethod()" : "WithMethods(\(it.arguments(listedMethods)))"
        )
        calls.append(
            listedHeaders.isEmpty
                ? "AllowAnyHeader()" : "WithHeaders(\(it.arguments(listedHeaders)))"
        )
        if includesCredentials { calls.append("AllowCredentials()") }
        if !exposedHeaders.isEmpty {
            calls.append("WithExposedHeaders(\(it.arguments(exposedHeaders)))")
        }
        if let maxAge { calls.append("SetPreflightMaxAge(TimeSpan.FromSeconds(\(maxAge)))") }
        return "app.UseCors(policy => policy.\(calls.joined(separator: ".")));"
    }

    /// config/cors.php. https://laravel.com/docs/routing#cors
    var laravel: String {
        let it = Framework.laravel
        var entries = [
            "\"paths\" => [\"*\"]", "\"allowed_origins\" => \(it.list(origins))",
            "\"allowed_methods\" => \(it.list(listedMethods.isEmpty ? ["*"] : listedMethods))",
            "\"allowed_headers\" => \(it.list(listedHeaders.isEmpty ? ["*"] : listedHeaders))",
            "\"supports_credentials\" => \(includesCredentials ? "true" : "false")",
        ]
        if !exposedHeaders.isEmpty {
            entries.append("\"exposed_headers\" => \(it.list(exposedHeaders))")
        }
        if let maxAge { entries.append("\"max_age\" => \(maxAge)") }
        return "// config/cors.php\nreturn [\(entries.joined(separator: ", "))];"
    }

    /// https://pkg.go.dev/github.com/rs/cors
    var go: String {
        let it = Framework.go
        func strings(_ texts: [String]) -> String { "[]string{\(it.arguments(texts))}" }
        var members = ["AllowedOrigins: \(strings(origins))"]
        let methods = listedMethods.isEmpty ? added(methods, to: []) : listedMethods
        if !Set(methods).isSubset(of: ["GET", "HEAD", "POST"]) {
            members.append("AllowedMethods: \(strings(added(["GET", "POST"] + methods, to: [])))")
        }
        let headers = added(listedHeaders + headerNames, to: [])
        if !headers.isEmpty { members.append("AllowedHeaders: \(strings(headers))") }
        if includesCredentials { members.append("AllowCredentials: true") }
        if !exposedHeaders.isEmpty { members.append("ExposedHeaders: \(strings(exposedHeaders))") }
        if let maxAge { members.append("MaxAge: \(maxAge)") }
        return
            "handler = cors.New(cors.Options{\(members.joined(separator: ", "))}).Handler(handler)"
    }

    /// `defer`: after the program behind has answered, in the place of what it says.
    var caddy: String {
        let it = Framework.caddy
        func field(_ name: String, _ value: String) -> String { "    \(name) \(it.quoted(value))" }
        func header(_ matcher: String, _ fields: [String]) -> String {
            (["header \(matcher){"] + fields + ["    defer", "}"]).joined(separator: "\n")
        }
        var fields: [String] = []
        if origins != ["*"] { fields.append("    +Vary Origin") }
        if includesCredentials { fields.append(field("Access-Control-Allow-Credentials", "true")) }
        if !exposedHeaders.isEmpty {
            let names = exposedHeaders.joined(separator: ", ")
            fields.append(field("Access-Control-Expose-Headers", names))
        }
        var blocks: [String] = []
        if origins.count == 1 {
            fields.insert(field("Access-Control-Allow-Origin", origins[0]), at: 0)
            blocks.append(header("", fields))
        } else {
            // A matcher's several values are alternatives.
            let values = origins.map { "    header Origin \(it.quoted($0))" }
            blocks.append((["@allowed {"] + values + ["}"]).joined(separator: "\n"))
            fields.insert("    Access-Control-Allow-Origin {header.Origin}", at: 0)
            blocks.append(header("@allowed ", fields))
        }
        let isRequested =
            !headerNames.isEmpty || !listedHeaders.isEmpty || !listedMethods.isEmpty
            || !Set(methods).isSubset(of: ["GET", "HEAD", "POST"])
        guard isRequested else { return blocks.joined(separator: "\n") }
        let allowed = added(methods + listedMethods, to: []).joined(separator: ", ")
        let names = added(headerNames + listedHeaders, to: []).joined(separator: ", ")
        var answer = ["    header Access-Control-Allow-Methods \(it.quoted(allowed))"]
        if !names.isEmpty {
            answer.append("    header Access-Control-Allow-Headers \(it.quoted(names))")
        }
        if let maxAge { answer.append("    header Access-Control-Max-Age \(maxAge)") }
        blocks += [
            "@preflight method OPTIONS",
            (["handle @preflight {"] + answer + ["    respond 204", "}"]).joined(separator: "\n"),
        ]
        return blocks.joined(separator: "\n")
    }

    /// nginx compares with a map where there are several.
    var nginxOrigin: [String] {
        let it = Framework.nginx
        guard origins.count > 1 else {
            return ["add_header Access-Control-Allow-Origin \(it.quoted(origins[0])) always;"]
        }
        let entries = origins.map { "\(it.quoted($0)) $http_origin;" }.joined(separator: " ")
        return [
            "# in http {}: map $http_origin $allowed_origin { \(entries) }",
            "add_header Access-Control-Allow-Origin $allowed_origin always;",
        ]
    }
}
