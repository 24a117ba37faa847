import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Testing
import WebOrigin

extension FieldReportTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var page = "http://localhost:3000/"
        var ask: OriginalRequest
        /// The responses, in the order of the requests.
        var answers: [(status: Int, headers: [(String, String)])]
        /// `Set-Cookie` lines of an earlier response to the server's own page.
        var jar: [String] = []
        var browser = "chrome"
        var blocksThirdParties = false
        /// Texts and code that must appear, and must not.
        var says: [String]
        var neverSays: [String] = []
    }

    private static func open(_ page: String, _ more: (String, String)...) -> [(String, String)] {
        [
            ("Access-Control-Allow-Origin", page), ("Access-Control-Allow-Credentials", "true"),
            ("Access-Control-Allow-Methods", "GET, POST"),
            ("Access-Control-Allow-Headers", "content-type, authorization"),
        ] + more
    }

    private static func fetch(
        _ url: String,
        _ headers: [Header] = [],
        _ credentials: CredentialsMode = .include
    ) -> OriginalRequest {
        .fetch(FetchRequest(url: url, headers: headers, credentials: credentials))
    }

    static let cases = [
        Case(
            testDescription: "a Strict cookie after a login at another site becomes Lax",
            page: "http://idp.test/",
            ask: .navigation(
                NavigationRequest(url: "http://idp.test/idp", kind: .link),
                in: NavigationTarget()
            ),
            answers: [
                (302, [("Location", "http://app.shop.test/callback")]),
                (302, [("Set-Cookie", "t=1; HttpOnly; SameSite=Strict"), ("Location", "/home")]),
                (200, []),
            ],
            says: ["SameSite=Lax", "httponly=True"],
            neverSays: ["SameSite=None", "samesite=\"None\""]
        ),
        Case(
            testDescription: "a deletion without the Domain",
            page: "http://app.shop.test/",
            ask: fetch("http://api.shop.test/logout"),
            answers: [
                (200, open("http://app.shop.test", ("Set-Cookie", "session=; Path=/; Max-Age=0")))
            ],
            jar: ["session=s; Path=/; Domain=shop.test; HttpOnly"],
            says: [
                "a deletion must repeat Path=/ and Domain=shop.test",
                "response.delete_cookie(\"session\", path=\"/\", domain=\"shop.test\")",
                "res.clearCookie(\"session\", {path: \"/\", domain: \"shop.test\"})",
            ],
            neverSays: ["set_cookie", "max_age"]
        ),
        Case(
            testDescription: "one of two deletions hits",
            page: "http://app.shop.test/",
            ask: fetch("http://api.shop.test/logout"),
            answers: [
                (
                    200,
                    open(
                        "http://app.shop.test",
                        ("Set-Cookie", "session=; Path=/; Max-Age=0"),
                        ("Set-Cookie", "session=; Path=/; Domain=shop.test; Max-Age=0")
                    )
                )
            ],
            jar: ["session=s; Path=/"],
            says: [],
            neverSays: ["stays"]
        ),
        Case(
            testDescription:
                "an old twin is deleted that was gone already, and the cookie set anew",
            page: "http://app.shop.test/",
            ask: fetch("http://api.shop.test/x"),
            answers: [
                (
                    200,
                    open(
                        "http://app.shop.test",
                        ("Set-Cookie", "session=; Path=/old; Max-Age=0"),
                        ("Set-Cookie", "session=t; Path=/")
                    )
                )
            ],
            jar: ["session=s; Path=/"],
            says: [],
            neverSays: ["stays"]
        ),
        Case(
            testDescription: "a deletion hits one twin, and the other goes on",
            page: "http://app.shop.test/",
            ask: fetch("http://api.shop.test/logout"),
            answers: [
                (200, open("http://app.shop.test", ("Set-Cookie", "session=; Path=/; Max-Age=0")))
            ],
            jar: ["session=s; Path=/", "session=t; Path=/; Domain=shop.test"],
            says: [
                "session with Path=/, Domain=shop.test stays",
                "response.delete_cookie(\"session\", path=\"/\", domain=\"shop.test\")",
            ]
        ),
        Case(
            testDescription: "a deletion without credentials",
            ask: fetch("http://localhost:8000/logout", [], .sameOrigin),
            answers: [
                (200, open("http://localhost:3000", ("Set-Cookie", "session=; Path=/; Max-Age=0")))
            ],
            jar: ["session=s; Path=/"],
            says: ["Include credentials if session is to be deleted", "credentials: \"include\""]
        ),
        Case(
            testDescription: "a value that is too long has no shorter one to paste",
            ask: fetch("http://localhost:8000/login", [], .include),
            answers: [
                (
                    200,
                    open(
                        "http://localhost:3000",
                        ("Set-Cookie", "j=\(String(repeating: "x", count: 5000)); Path=/")
                    )
                )
            ],
            says: ["Set j with a shorter value."],
            neverSays: ["set_cookie("]
        ),
        Case(
            testDescription: "a frame that the target forbids",
            page: "http://shop.test/",
            ask: .load(LoadRequest(url: "http://w.test/", as: .iframe)),
            answers: [(200, [("X-Frame-Options", "DENY"), ("Content-Type", "text/html")])],
            says: ["frame-ancestors 'self' http://shop.test."]
        ),
        Case(
            testDescription: "a frame that the target allows, as it was told",
            page: "http://shop.test/",
            ask: .load(LoadRequest(url: "http://w.test/", as: .iframe)),
            answers: [
                (
                    200,
                    [
                        ("X-Frame-Options", "DENY"),
                        ("Content-Security-Policy", "frame-ancestors 'self' http://shop.test"),
                    ]
                )
            ],
            says: [],
            neverSays: ["frame-ancestors"]
        ),
        Case(
            testDescription: "an http page beside its host's https",
            page: "http://app.shop.test/",
            ask: fetch("https://app.shop.test/x"),
            answers: [
                (200, open("http://app.shop.test", ("Set-Cookie", "s=1; SameSite=Lax")))
            ],
            says: ["http and https of one host are two sites", "open https://app.shop.test."],
            neverSays: ["samesite=\"None\""]
        ),
        Case(
            testDescription: "an answer's header in a request, and a wildcard behind it",
            ask: fetch(
                "http://localhost:8000/x",
                [Header(name: "Access-Control-Allow-Credentials", value: "true")]
            ),
            answers: [(204, [("Access-Control-Allow-Origin", "*")])],
            says: ["is a header for responses", "supports_credentials=True"]
        ),
        Case(
            testDescription: "a preflight that is redirected for a slash",
            ask: fetch(
                "http://localhost:8000/x",
                [Header(name: "Authorization", value: "Bearer x")]
            ),
            answers: [(308, [("Location", "/x/")])],
            says: ["Or call http://localhost:8000/x/"]
        ),
        Case(
            testDescription: "a deletion that is refused",
            page: "https://app.shop.test/",
            ask: fetch("https://api.other.test/logout"),
            answers: [
                (
                    200,
                    open(
                        "https://app.shop.test",
                        ("Set-Cookie", "session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT")
                    )
                )
            ],
            jar: ["session=s; Path=/; Secure; HttpOnly; SameSite=None"],
            says: ["session with Path=/ stays", "delete_cookie", "samesite=\"None\""],
            neverSays: ["set_cookie", "max_age=-", "maxAge: -", "httponly"]
        ),
        Case(
            testDescription: "two names without a dot are two sites",
            page: "http://app.laratesting:3000/",
            ask: fetch("http://api.laratesting/x"),
            answers: [
                (
                    200,
                    open(
                        "http://app.laratesting:3000",
                        ("Set-Cookie", "X=1; Domain=.laratesting; SameSite=Lax")
                    )
                )
            ],
            says: [
                "laratesting has no dot", "app.shop.test and api.shop.test",
                "Then have the server allow the page's new origin by name",
            ]
        ),
        Case(
            testDescription: "0.0.0.0 is not a name to open",
            ask: fetch("http://0.0.0.0:8000/x"),
            answers: [
                (200, open("http://localhost:3000", ("Set-Cookie", "X=1; SameSite=Lax")))
            ],
            says: ["Call http://localhost:8000/x.", "0.0.0.0 is what servers print"],
            neverSays: ["SameSite=None"]
        ),
        Case(
            testDescription: "an answer's header in a request",
            ask: fetch(
                "http://localhost:8000/x",
                [Header(name: "Access-Control-Allow-Origin", value: "*")],
                .sameOrigin
            ),
            answers: [(204, open("http://localhost:3000"))],
            says: ["is a header for responses", "fetch(\"http://localhost:8000/x\")"],
            neverSays: ["Allow the header", "CORS("]
        ),
        Case(
            testDescription: "a redirect to http behind a proxy that ends TLS",
            page: "https://app.shop.test/",
            ask: fetch("https://app.shop.test/a", [], .sameOrigin),
            answers: [(307, [("Location", "http://app.shop.test:8080/a/")])],
            says: ["X-Forwarded-Proto", "fetch(\"https://app.shop.test:8080/a/\")", "ProxyFix"],
            neverSays: ["fetch(\"https://app.shop.test/a\""]
        ),
        Case(
            testDescription: "third-party cookies blocked, and Partitioned known",
            page: "https://app.shop.test/",
            ask: fetch("https://api.other.test/login"),
            answers: [
                (
                    200,
                    open(
                        "https://app.shop.test",
                        ("Set-Cookie", "s=1; Secure; HttpOnly; SameSite=None")
                    )
                )
            ],
            blocksThirdParties: true,
            says: ["Partitioned", "partitioned=True"],
            neverSays: ["vite"]
        ),
        Case(
            testDescription: "third-party cookies blocked, and nothing helps but one site",
            page: "https://app.shop.test/",
            ask: fetch("https://api.other.test/login"),
            answers: [
                (
                    200,
                    open(
                        "https://app.shop.test",
                        ("Set-Cookie", "s=1; Secure; HttpOnly; SameSite=None")
                    )
                )
            ],
            browser: "safari",
            says: ["one site", "api.shop.test"],
            neverSays: ["Partitioned"]
        ),
        Case(
            testDescription: "a 401 to a page that sends its own token",
            ask: fetch(
                "http://localhost:8000/me",
                [Header(name: "Authorization", value: "Bearer x")],
                .sameOrigin
            ),
            answers: [
                (204, open("*")), (401, [("Access-Control-Allow-Origin", "*")]),
            ],
            says: [],
            neverSays: ["credentials"]
        ),
        Case(
            testDescription: "nginx sends the header a second time",
            ask: fetch("http://localhost:8000/me", [], .sameOrigin),
            answers: [
                (
                    200,
                    [
                        ("Access-Control-Allow-Origin", "http://localhost:3000"),
                        ("Access-Control-Allow-Origin", "http://localhost:3000"),
                    ]
                )
            ],
            says: ["sent twice", "proxy_hide_header Access-Control-Allow-Origin;"]
        ),
        Case(
            testDescription: "nginx adds the header to a program's, and they disagree",
            ask: fetch("http://localhost:8000/me", [], .sameOrigin),
            answers: [
                (
                    200,
                    [
                        ("Access-Control-Allow-Origin", "http://localhost:3000"),
                        ("Access-Control-Allow-Origin", "*"),
                    ]
                )
            ],
            says: ["sent twice", "proxy_hide_header Access-Control-Allow-Origin;"]
        ),
        Case(
            testDescription: "a list in one header is not two places",
            ask: fetch("http://localhost:8000/me", [], .sameOrigin),
            answers: [
                (200, [("Access-Control-Allow-Origin", "http://localhost:3000, http://a.test")])
            ],
            says: ["not a list"],
            neverSays: ["proxy_hide_header"]
        ),
        Case(
            testDescription: "credentials where the server has a wildcard",
            ask: fetch("http://localhost:8000/me", [], .sameOrigin),
            answers: [(401, [("Access-Control-Allow-Origin", "*")])],
            says: [
                "credentials: \"include\"", "For that, have the server allow http://localhost:3000",
                "origins=[\"http://localhost:3000\"], supports_credentials=True",
            ]
        ),
        Case(
            testDescription: "credentials where the server says nothing of CORS",
            ask: fetch("http://localhost:8000/me", [], .sameOrigin),
            answers: [(200, [])],
            jar: ["session=s"],
            says: ["session would then be sent", "supports_credentials=True"],
            neverSays: ["CORS(app, origins=[\"http://localhost:3000\"])"]
        ),
        Case(
            testDescription: "credentials where the server consents already",
            ask: fetch("http://localhost:8000/me", [], .sameOrigin),
            answers: [(200, open("http://localhost:3000"))],
            jar: ["session=s"],
            says: ["session would then be sent"],
            neverSays: ["CORS("]
        ),
        Case(
            testDescription: "a Domain with a port",
            page: "http://localhost:8000/",
            ask: fetch("http://localhost:8000/x"),
            answers: [(200, [("Set-Cookie", "s=1; Domain=localhost:8000")])],
            says: ["Set s with no Domain", "cookieDomainRewrite"]
        ),
        Case(
            testDescription: "cookies that fill the header",
            page: "http://localhost:8000/",
            ask: fetch("http://localhost:8000/x"),
            answers: [(431, [])],
            jar: (0..<5).map { "chunk\($0)=\(String(repeating: "x", count: 3900))" },
            says: ["19543 bytes", "chunk0 3906", "Keep the data on the server"]
        ),
        Case(
            testDescription: "others are allowed already",
            page: "http://localhost:5500/",
            ask: fetch("http://localhost:8000/x"),
            answers: [(200, open("http://localhost:8080"))],
            says: ["origins=[\"http://localhost:8080\", \"http://localhost:5500\"]"]
        ),
        Case(
            testDescription: "SameSite=None where page and API are one site",
            page: "http://127.0.0.1:5500/",
            ask: fetch("http://127.0.0.1:8000/x"),
            answers: [(200, open("http://127.0.0.1:5500", ("Set-Cookie", "s=1; SameSite=None")))],
            says: ["samesite=\"Lax\""],
            neverSays: ["samesite=\"None\""]
        ),
    ]
}
