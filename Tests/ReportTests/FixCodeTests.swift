import BrowserCookies
import BrowserFetch
import BrowserInfra
import Testing
import WebOrigin

@testable import Explanations
@testable import Fixes
@testable import Redaction
@testable import Report

/// The same change as each framework expresses it.
@Suite struct FixCodeTests {
    private var grant: RequiredCORSHeaders {
        var grant = RequiredCORSHeaders(
            origin: "https://shop.test",
            includesCredentials: true,
            methods: ["PUT"]
        )
        grant.headerNames = ["content-type", "x-token"]
        grant.exposedHeaders = ["x-total"]
        grant.maxAge = 600
        return grant
    }

    @Test(arguments: [
        (
            Framework.flask,
            """
            CORS(app, origins=["https://shop.test"], supports_credentials=True, expose_headers=["x-total"], max_age=600)
            """
        ),
        (
            .express,
            """
            app.use(cors({origin: "https://shop.test", credentials: true, exposedHeaders: ["x-total"], maxAge: 600}))
            """
        ),
        (
            .django,
            """
            CORS_ALLOWED_ORIGINS = ["https://shop.test"]
            CORS_ALLOW_CREDENTIALS = True
            CORS_ALLOW_HEADERS = (*default_headers, "x-token")
            CORS_EXPOSE_HEADERS = ["x-total"]
            CORS_PREFLIGHT_MAX_AGE = 600
            """
        ),
        (
            .fastapi,
            """
            app.add_middleware(CORSMiddleware, allow_origins=["https://shop.test"], allow_credentials=True, allow_methods=["GET", "PUT"], allow_headers=["content-type", "x-token"], expose_headers=["x-total"], max_age=600)
            """
        ),
        (
            .spring,
            """
            // in WebMvcConfigurer.addCorsMappings(CorsRegistry registry)
            registry.addMapping("/**").allowedOrigins("https://shop.test").allowCredentials(true).allowedMethods("GET", "HEAD", "POST", "PUT").exposedHeaders("x-total").maxAge(600);
            """
        ),
        (
            .rails,
            """
            # in Rails.application.config.middleware.insert_before 0, Rack::Cors do
            allow do
              origins "https://shop.test"
              resource "*", headers: :any, methods: [:get, :put, :options], credentials: true, expose: ["x-total"], max_age: 600
            end
            """
        ),
        (
            .nginx,
            """
            add_header Access-Control-Allow-Origin "https://shop.test" always;
            add_header Vary "Origin" always;
            add_header Access-Control-Allow-Credentials "true" always;
            add_header Access-Control-Allow-Methods "PUT" always;
            add_header Access-Control-Allow-Headers "content-type, x-token" always;
            add_header Access-Control-Expose-Headers "x-total" always;
            add_header Access-Control-Max-Age "600" always;
            if ($request_method = OPTIONS) { return 204; }
            """
        ),
    ])
    func corsHeadersAreSetInEveryFramework(_ framework: Framework, _ code: String) {
        #expect(grant.code(in: framework) == code)
    }

    private func change(_ line: ByteString) throws -> SetCookieCall {
        SetCookieCall(
            SetCookieLine(line),
            at: try WebURL(parsing: "https://shop.test/"),
            now: .epoch
        )
    }

    @Test(arguments: [
        (
            Framework.flask,
            """
            response.set_cookie("id", value, max_age=60, path="/a", secure=True, httponly=True, samesite="None")
            """
        ),
        (
            .express,
            """
            res.cookie("id", value, {maxAge: 60000, path: "/a", secure: true, httpOnly: true, sameSite: "none"})
            """
        ),
        (
            .django,
            """
            response.set_cookie("id", value, max_age=60, path="/a", secure=True, httponly=True, samesite="None")
            """
        ),
        (
            .fastapi,
            """
            response.set_cookie("id", value, max_age=60, path="/a", secure=True, httponly=True, samesite="none")
            """
        ),
        (
            .spring,
            """
            ResponseCookie.from("id", value).path("/a").maxAge(60).secure(true).httpOnly(true).sameSite("None").build()
            """
        ),
        (
            .rails,
            """
            cookies["id"] = {value: value, expires: 60.seconds, path: "/a", secure: true, httponly: true, same_site: :none}
            """
        ),
        (.nginx, "proxy_cookie_flags id secure httponly samesite=none;"),
    ])
    func cookiesAreSetInEveryFramework(_ framework: Framework, _ code: String) throws {
        var change = try change("id=1; Max-Age=60; Path=/a; HttpOnly")
        change.sameSite = "None"
        change.secure = .yes
        #expect(change.code(in: framework) == code)
    }

    /// The name comes from a hostile server, and the user copies the advice into a program.
    @Test(arguments: [
        (Framework.flask, #"response.set_cookie("a\"), evil(\"", value)"#),
        (.express, #"res.cookie("a\"), evil(\"", value)"#),
        (.rails, #"cookies["a\"), evil(\""] = {value: value, same_site: nil}"#),
    ])
    func cookieNamesAreQuotedSafely(_ framework: Framework, _ code: String) throws {
        let change = try change(#"a"), evil("=1"#)
        #expect(change.code(in: framework) == code)
        #expect(change.code(in: .nginx) == nil)
    }

    /// The methods come from a server, and a token may contain backquotes.
    @Test(arguments: [("get", ":get"), ("`touch`", #":"`touch`""#), ("#$x", ##":"\#$x""##)])
    func methodsAreQuotedAsRubySymbols(_ method: String, _ symbol: String) {
        #expect(Framework.rails.symbol(method) == symbol)
    }

    @Test func rubyInterpolationIsEscaped() throws {
        let code = try change("#{evil}=1").code(in: .rails)
        #expect(code == ##"cookies["\#{evil}"] = {value: value, same_site: nil}"##)
    }
}
