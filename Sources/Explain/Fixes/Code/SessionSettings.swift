internal import BrowserInfra
internal import Explanations

// The cookie of a framework's own session is not set by a call in the program: its attributes are
// settings of the framework.

extension SetCookieCall {
    /// The settings that change the cookie of `framework`'s own session; `nil` where it has none for
    /// that.
    ///
    /// What the settings are by default (Path=/, HttpOnly) is left out unless it has to change, and so
    /// are lifetimes, which belong to the session rather than to its cookie. `nil` where nothing is left.
    func sessionSettings(in framework: Framework) -> String? {
        switch framework {
        case .flask: flaskSettings
        case .django: djangoSettings(prefix: name == "csrftoken" ? "CSRF" : "SESSION")
        case .fastapi: starletteSettings
        case .express: expressSettings
        case .spring: springSettings
        case .rails: railsSettings
        case .aspnet: aspnetSettings
        case .laravel: laravelSettings
        case .nginx, .caddy, .go: nil
        }
    }

    /// By the name that the framework gives its cookie. `session` is anybody's name: there, the value
    /// has to be one that itsdangerous signed, if it is known.
    func isSession(of framework: Framework) -> Bool {
        switch framework {
        case .flask, .fastapi: name == "session" && (isSignedByItsDangerous || mayBeSigned)
        case .django: name == "sessionid" || name == "csrftoken"
        case .express: name == "connect.sid"
        case .spring: name == "JSESSIONID"
        case .rails: name.hasPrefix("_") && name.hasSuffix("_session")
        case .aspnet: name.hasPrefix(".AspNetCore.")
        case .laravel: name == "laravel_session"
        case .nginx, .caddy, .go: false
        }
    }

    /// `payload.timestamp.signature` in base64url; a compressed payload begins with a dot.
    /// https://itsdangerous.palletsprojects.com/en/stable/url_safe/
    private var isSignedByItsDangerous: Bool {
        let text = value.hasPrefix(".") ? value.dropFirst() : value[...]
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count >= 4, parts[1].count >= 5, parts[2].count >= 20
        else { return false }
        return parts.allSatisfy { part in
            part.utf8.allSatisfy {
                $0.isASCIIAlphanumeric || $0 == 0x2D || $0 == 0x5F || $0 == 0x3D
            }
        }
    }

    /// Where the value is hidden, the attributes are those of the framework's own.
    private var mayBeSigned: Bool { value == "[redacted]" && isHTTPOnly && path == "/" }

    private var includesPath: Bool { path != "/" || changedAttributes.contains("Path") }
    private var includesDomain: Bool { domain != nil || changedAttributes.contains("Domain") }

    // MARK: The settings of each

    private typealias Setting = (key: String, value: String)

    /// Flask. https://flask.palletsprojects.com/en/stable/config/#SESSION_COOKIE_NAME
    private var flaskSettings: String? {
        let settings = pythonSettings(of: .flask, whenSecure: "not app.debug", not: "False")
        guard !settings.isEmpty else { return nil }
        let arguments = settings.map { "SESSION_COOKIE_\($0.key)=\($0.value)" }
        return "app.config.update(\(arguments.joined(separator: ", ")))"
    }

    /// Django. https://docs.djangoproject.com/en/stable/ref/settings/#sessions
    private func djangoSettings(prefix: String) -> String? {
        var lines = pythonSettings(of: .django, whenSecure: "not DEBUG", not: "False")
            .filter { $0.key != "PARTITIONED" }
            .map { "\(prefix)_COOKIE_\($0.key) = \($0.value)" }
        guard !lines.isEmpty else { return nil }
        lines.insert("# settings.py", at: 0)
        guard isPartitioned else { return lines.joined(separator: "\n") }
        // There is no setting for it, and Python's http.cookies knows it from 3.14 on.
        let it = Framework.django
        return lines.joined(separator: "\n") + """

            # middleware.py; name it first in MIDDLEWARE
            from http.cookies import Morsel
            Morsel._reserved.setdefault("partitioned", "Partitioned")
            Morsel._flags.add("partitioned")
            def partition_session(get_response):
                def middleware(request):
                    response = get_response(request)
                    if \(it.quoted(name)) in response.cookies:
                        response.cookies[\(it.quoted(name))]["partitioned"] = True
                    return response
                return middleware
            """
    }

    private func pythonSettings(
        of framework: Framework,
        whenSecure: String,
        not: String
    ) -> [Setting] {
        var settings: [Setting] = []
        if let sameSite { settings.append(("SAMESITE", framework.quoted(sameSite))) }
        switch secure {
        case .no: break
        case .yes: settings.append(("SECURE", "True"))
        case .matchesConnection: settings.append(("SECURE", whenSecure))
        }
        // A CSRF token is there for the page's script to read.
        if !isHTTPOnly, name != "csrftoken" { settings.append(("HTTPONLY", not)) }
        if includesPath { settings.append(("PATH", framework.quoted(path))) }
        if includesDomain { settings.append(("DOMAIN", domain.map(framework.quoted) ?? "None")) }
        if isPartitioned { settings.append(("PARTITIONED", "True")) }
        return settings
    }

    /// Starlette, which FastAPI takes its sessions from.
    /// https://www.starlette.io/middleware/#sessionmiddleware
    private var starletteSettings: String? {
        // Its middleware cannot say Partitioned, nor leave out SameSite or HttpOnly.
        guard !isPartitioned, isHTTPOnly else { return nil }
        let it = Framework.fastapi
        var arguments = ["SessionMiddleware", "secret_key=SECRET_KEY"]
        arguments.append("same_site=\(it.quoted((sameSite ?? "Lax").asciiLowercased))")
        switch secure {
        case .no: break
        case .yes: arguments.append("https_only=True")
        case .matchesConnection: arguments.append("https_only=not app.debug")
        }
        if includesPath { arguments.append("path=\(it.quoted(path))") }
        if includesDomain { arguments.append("domain=\(domain.map(it.quoted) ?? "None")") }
        return "app.add_middleware(\(arguments.joined(separator: ", ")))"
    }

    /// express-session. https://expressjs.com/en/resources/middleware/session.html
    private var expressSettings: String? {
        let it = Framework.express
        var members: [String] = []
        if let sameSite { members.append("sameSite: \(it.quoted(sameSite.asciiLowercased))") }
        switch secure {
        case .no: break
        case .yes: members.append("secure: true")
        case .matchesConnection: members.append("secure: \"auto\"")
        }
        if !isHTTPOnly { members.append("httpOnly: false") }
        if includesPath { members.append("path: \(it.quoted(path))") }
        if includesDomain { members.append("domain: \(domain.map(it.quoted) ?? "undefined")") }
        if let maxAge { members.append("maxAge: \(maxAge)000") }
        if isPartitioned { members.append("partitioned: true") }
        guard !members.isEmpty else { return nil }
        let trust = secure == .yes ? "app.set(\"trust proxy\", 1); // behind a proxy\n" : ""
        return
            "\(trust)app.use(session({...options, cookie: {\(members.joined(separator: ", "))}}))"
    }

    /// Spring Boot. https://docs.spring.io/spring-boot/appendix/application-properties/
    private var springSettings: String? {
        var lines = ["# application.properties"]
        let prefix = "server.servlet.session.cookie"
        if let sameSite { lines.append("\(prefix).same-site=\(sameSite.asciiLowercased)") }
        if secure == .yes { lines.append("\(prefix).secure=true") }
        if !isHTTPOnly { lines.append("\(prefix).http-only=false") }
        if includesPath { lines.append("\(prefix).path=\(path)") }
        if includesDomain {
            lines.append(domain.map { "\(prefix).domain=\($0)" } ?? "# remove \(prefix).domain")
        }
        if isPartitioned { lines.append("\(prefix).partitioned=true") }
        guard lines.count > 1 else { return nil }
        return lines.joined(separator: "\n")
    }

    /// Rails. https://guides.rubyonrails.org/configuring.html#config-session-store
    private var railsSettings: String? {
        let it = Framework.rails
        var members = ["key: \(it.quoted(name))"]
        if let sameSite { members.append("same_site: :\(sameSite.asciiLowercased)") }
        switch secure {
        case .no: break
        case .yes: members.append("secure: true")
        case .matchesConnection: members.append("secure: Rails.env.production?")
        }
        if !isHTTPOnly { members.append("httponly: false") }
        if includesPath { members.append("path: \(it.quoted(path))") }
        if includesDomain { members.append("domain: \(domain.map(it.quoted) ?? "nil")") }
        if isPartitioned { members.append("partitioned: true") }
        guard members.count > 1 else { return nil }
        return "# config/initializers/session_store.rb\n"
            + "Rails.application.config.session_store :cookie_store, "
            + members.joined(separator: ", ")
    }

    /// ASP.NET Core: of its sessions, of Identity, or of cookie authentication.
    /// https://learn.microsoft.com/dotnet/api/microsoft.aspnetcore.http.cookiebuilder
    private var aspnetSettings: String? {
        let it = Framework.aspnet
        let function =
            if name == ".AspNetCore.Session" {
                "AddSession"
            } else if name.hasPrefix(".AspNetCore.Antiforgery") {
                "AddAntiforgery"
            } else {
                "ConfigureApplicationCookie"
            }
        var members: [String] = []
        if let sameSite { members.append("o.Cookie.SameSite = SameSiteMode.\(sameSite);") }
        switch secure {
        case .no: break
        case .yes: members.append("o.Cookie.SecurePolicy = CookieSecurePolicy.Always;")
        case .matchesConnection:
            members.append("o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;")
        }
        if !isHTTPOnly { members.append("o.Cookie.HttpOnly = false;") }
        if includesPath { members.append("o.Cookie.Path = \(it.quoted(path));") }
        if includesDomain {
            members.append("o.Cookie.Domain = \(domain.map(it.quoted) ?? "null");")
        }
        if isPartitioned { members.append("o.Cookie.Extensions.Add(\"Partitioned\");") }
        guard !members.isEmpty else { return nil }
        return "builder.Services.\(function)(o => { \(members.joined(separator: " ")) });"
    }

    /// Laravel. https://laravel.com/docs/session#configuration
    private var laravelSettings: String {
        var lines = ["# .env"]
        lines.append("SESSION_SAME_SITE=\(sameSite?.asciiLowercased ?? "null")")
        if secure == .yes { lines.append("SESSION_SECURE_COOKIE=true") }
        if !isHTTPOnly { lines.append("SESSION_HTTP_ONLY=false") }
        if includesPath { lines.append("SESSION_PATH=\(path)") }
        if includesDomain { lines.append("SESSION_DOMAIN=\(domain ?? "null")") }
        if isPartitioned { lines.append("SESSION_PARTITIONED_COOKIE=true") }
        return lines.joined(separator: "\n")
    }
}
