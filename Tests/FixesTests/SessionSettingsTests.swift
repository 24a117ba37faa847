import BrowserInfra
import Explanations
import Testing
import WebOrigin

@testable import Fixes

/// The session cookie of a framework is changed in the framework's settings.
@Suite struct SessionSettingsTests {
    private static let signed = "eyJ1c2VyIjoxfQ.aSpV1g.5wq8v8Nf0aYk0sKxJ9m2bQwZ3pE"

    private func code(_ line: String, _ framework: Framework) throws -> String? {
        SetCookieCall(
            SetCookieLine(ByteString(utf8: line)),
            at: try WebURL(parsing: "http://127.0.0.1:5000/login"),
            now: .epoch
        ).code(in: framework)
    }

    @Test(
        arguments: [
            (
                "session=\(signed); Secure; HttpOnly; Path=/; SameSite=None", .flask,
                "app.config.update(SESSION_COOKIE_SAMESITE=\"None\", SESSION_COOKIE_SECURE=True)"
            ),
            (
                "sessionid=x9; HttpOnly; Path=/; SameSite=Strict", .django,
                "# settings.py\nSESSION_COOKIE_SAMESITE = \"Strict\""
            ),
            (
                "csrftoken=x9; Secure; Path=/; SameSite=None", .django,
                "# settings.py\nCSRF_COOKIE_SAMESITE = \"None\"\nCSRF_COOKIE_SECURE = True"
            ),
            (
                "session=\(signed); Secure; HttpOnly; Path=/; SameSite=None", .fastapi,
                "app.add_middleware(SessionMiddleware, secret_key=SECRET_KEY, same_site=\"none\", "
                    + "https_only=True)"
            ),
            (
                "connect.sid=s%3Ax; HttpOnly; Path=/; SameSite=Lax", .express,
                "app.use(session({...options, cookie: {sameSite: \"lax\"}}))"
            ),
            (
                "JSESSIONID=1; Secure; HttpOnly; Path=/; SameSite=None", .spring,
                "# application.properties\nserver.servlet.session.cookie.same-site=none\n"
                    + "server.servlet.session.cookie.secure=true"
            ),
            (
                "_shop_session=1; HttpOnly; Path=/; SameSite=Lax", .rails,
                "# config/initializers/session_store.rb\nRails.application.config.session_store "
                    + ":cookie_store, key: \"_shop_session\", same_site: :lax"
            ),
            (
                ".AspNetCore.Session=1; Secure; HttpOnly; Path=/; SameSite=None", .aspnet,
                "builder.Services.AddSession(o => { o.Cookie.SameSite = SameSiteMode.None; "
                    + "o.Cookie.SecurePolicy = CookieSecurePolicy.Always; });"
            ),
            (
                "laravel_session=1; Secure; HttpOnly; Path=/; SameSite=None", .laravel,
                "# .env\nSESSION_SAME_SITE=none\nSESSION_SECURE_COOKIE=true"
            ),
        ] as [(String, Framework, String)]
    )
    func aFrameworksOwnCookieIsChangedInItsSettings(
        _ line: String,
        _ framework: Framework,
        _ expected: String
    ) throws {
        #expect(try code(line, framework) == expected)
    }

    /// An application may name its own cookie `session`, and the name of one framework's cookie
    /// means nothing to others.
    @Test(
        arguments: [
            ("session=abc123; HttpOnly; Path=/", .flask),
            ("session=a.b.c; HttpOnly; Path=/", .fastapi),
            ("connect.sid=s%3Ax; Path=/", .flask), ("sessionid=1; Path=/", .express),
            ("session=\(signed); Path=/", .express),
        ] as [(String, Framework)]
    )
    func otherCookiesAreSetByACall(_ line: String, _ framework: Framework) throws {
        let code = try #require(try code(line, framework))
        #expect(code.contains(framework == .express ? "res.cookie(" : "response.set_cookie("))
    }

    /// Settings cannot help when a value is too long, and a lone comment or an empty call would
    /// change nothing.
    @Test(
        arguments: [
            ("session=\(signed); HttpOnly; Path=/", .flask),
            ("sessionid=1; HttpOnly; Path=/", .django),
            ("connect.sid=1; HttpOnly; Path=/", .express),
            ("JSESSIONID=1; HttpOnly; Path=/", .spring),
            ("_shop_session=1; HttpOnly; Path=/", .rails),
            (".AspNetCore.Session=1; HttpOnly; Path=/", .aspnet),
        ] as [(String, Framework)]
    )
    func withoutAChangedSettingThereIsNoCode(_ line: String, _ framework: Framework) throws {
        #expect(try code(line, framework) == nil)
    }

    /// Starlette's session middleware has no argument for it, and no code is better than wrong
    /// code.
    @Test func attributesThatAFrameworkCannotSetHaveNoCode() throws {
        let line = "session=\(Self.signed); Secure; HttpOnly; Path=/; SameSite=None; Partitioned"
        #expect(try code(line, .fastapi) == nil)
        #expect(try #require(try code(line, .flask)).contains("SESSION_COOKIE_PARTITIONED=True"))
    }

    /// Date may be a second later than the time from which the server computed Expires.
    @Test(arguments: [("00:01:00", 60), ("00:00:59", 60), ("00:00:58", 58), ("01:00:00", 3600)])
    func aLifetimeOfWholeMinutesSurvivesASecondsDelay(_ time: String, _ seconds: Int) throws {
        let line = "id=1; Path=/; Expires=Thu, 01 Jan 1970 \(time) GMT"
        let code = try #require(try code(line, .flask))
        #expect(code.contains("max_age=\(seconds)"), "\(code)")
    }
}
