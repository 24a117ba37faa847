import Cookies
import Explanations
import Fetch
import HTTP
import Infra
import Testing
import WebOrigin

@testable import Fixes

/// What people ran into, and what they have to be told.
@Suite struct FieldReportTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var page = "http://localhost:3000/"
        var ask: AskedRequest
        /// Of each URL, in the order in which they are asked.
        var answers: [(status: Int, headers: [(String, String)])]
        /// Lines of the server's own page, before.
        var jar: [String] = []
        var browser = "chrome"
        var blocksThirdParties = false
        /// Texts and code that have to be there, and must not be.
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
    ) -> AskedRequest {
        .fetch(FetchRequest(url: url, headers: headers, credentials: credentials))
    }

    static let cases = [
        Case(
            testDescription: "a Strict cookie after a login at another site becomes Lax",
            page: "http://idp.test/",
            ask: .navigation(NavigationRequest(url: "http://idp.test/idp", kind: .link)),
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
                "a deletion has to repeat Path=/ and Domain=shop.test",
                "response.delete_cookie(\"session\", path=\"/\", domain=\"shop.test\")",
                "res.clearCookie(\"session\", {path: \"/\", domain: \"shop.test\"})",
            ],
            neverSays: ["set_cookie", "max_age"]
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
            says: ["session of Path=/ stays", "delete_cookie", "samesite=\"None\""],
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
            says: ["laratesting has no dot", "app.shop.test and api.shop.test"]
        ),
        Case(
            testDescription: "0.0.0.0 is not a name to open",
            ask: fetch("http://0.0.0.0:8000/x"),
            answers: [
                (200, open("http://localhost:3000", ("Set-Cookie", "X=1; SameSite=Lax")))
            ],
            says: ["Call http://localhost:8000/x.", "0.0.0.0 is what a server prints"],
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
            says: ["is a header of the server's answer", "fetch(\"http://localhost:8000/x\")"],
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

    @Test(arguments: cases)
    func saysWhatHelpsAndNothingElse(_ test: Case) async throws {
        var policy = BrowserPolicy.named(test.browser)
        if test.blocksThirdParties { policy.cookies.thirdParty = .block }
        let page = Page(url: try WebURL(parsing: test.page))
        let hops = test.answers.map { answer in
            let headers = answer.headers.map { Header(name: $0.0, value: ByteString(utf8: $0.1)) }
            return HTTPResponse(status: answer.status, headers: HeaderList(headers))
        }
        let browser = Browser(
            policy: policy,
            suffixes: .builtin,
            jar: try await Self.jar(test, policy),
            transport: OneByOne(hops),
            now: { CookieCase.now }
        )
        let report = try #require(await browser.run(test.ask, from: page))
        let advice = await Adviser(report: report).advice()
        let told = advice.map { ([$0.text] + $0.fixes.map(\.code)).joined(separator: "\n") }
            .joined(separator: "\n")
        for text in test.says { #expect(told.contains(text), "\(told)") }
        for text in test.neverSays { #expect(!told.contains(text), "\(told)") }
    }

    private static func jar(_ test: Case, _ policy: BrowserPolicy) async throws -> CookieJar {
        var text = ""
        switch test.ask {
        case .fetch(let request): text = request.url
        case .load(let request): text = request.url
        case .navigation(let request): text = request.url
        case .beacon(let request): text = request.url
        case .eventSource(let request): text = request.url
        }
        let url = try WebURL(parsing: text)
        let lines = test.jar.map { Header(name: "Set-Cookie", value: ByteString(utf8: $0)) }
        let browser = Browser(
            policy: policy,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: OneByOne([HTTPResponse(status: 200, headers: HeaderList(lines))]),
            now: { CookieCase.now }
        )
        _ = await browser.fetch(FetchRequest(url: url.href), from: Page(url: url))
        return await browser.jar
    }
}

/// Gives one answer after the other, and the last one to whatever else is asked.
private actor OneByOne: Transport {
    private var answers: [HTTPResponse]

    init(_ answers: [HTTPResponse]) {
        self.answers = answers
    }

    private func next() -> HTTPResponse? {
        answers.count > 1 ? answers.removeFirst() : answers.first
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        guard let answer = next() else { throw .cancelled }
        return answer
    }
}
