import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Terminal
import TestSupport
import Testing
import WebOrigin

@testable import Explanations
@testable import Report

/// A request is shown as the page made it, and its outcome as the browser reports it.
@Suite struct RequestWordsTests {
    static let page = "http://shop.test/app.html"
    static let api = "http://api.test/x"

    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var asked: OriginalRequest
        var from = RequestWordsTests.page
        var sandbox: String?
        var headers: [(String, String)] = []
        var status = 200
        var body = "hello"
        /// Texts that the explanation contains, and texts that it must not.
        var says: [String]
        var saysNot: [String] = []
    }

    private static func fetch(_ change: (inout FetchRequest) -> Void) -> OriginalRequest {
        var request = FetchRequest(url: api)
        change(&request)
        return .fetch(request)
    }

    private static func load(_ kind: ResourceKind, crossorigin: LoadRequest.CORSSetting = .none)
        -> OriginalRequest
    {
        .load(LoadRequest(url: api, as: kind, crossorigin: crossorigin))
    }

    static let calls = [
        Case(
            testDescription: "cache",
            asked: fetch { $0.cache = .noStore },
            says: ["{cache: \"no-store\"}"]
        ),
        Case(
            testDescription: "integrity",
            asked: fetch { $0.integrity = "sha256-AAAA" },
            says: ["{integrity: \"sha256-AAAA\"}"]
        ),
        Case(
            testDescription: "a signal and its time",
            asked: fetch { $0.signal = .timeout(100) },
            says: ["{signal: AbortSignal.timeout(100)}"]
        ),
        Case(
            testDescription: "what else an init has",
            asked: fetch {
                $0.referrer = .none
                $0.referrerPolicy = .origin
                $0.keepalive = true
            },
            says: ["{referrer: \"\", referrerPolicy: \"origin\", keepalive: true}"]
        ),
        Case(
            testDescription: "a beacon's data",
            asked: .beacon(BeaconRequest(url: api, data: .text("x=1"))),
            says: ["navigator.sendBeacon(\"http://api.test/x\", \"x=1\")"],
            saysNot: ["CORS decides"]
        ),
        Case(
            testDescription: "a script's attributes",
            asked: .load(
                LoadRequest(url: api, as: .script, crossorigin: .anonymous, integrity: "sha256-AA")
            ),
            says: ["crossorigin=\"anonymous\" integrity=\"sha256-AA\">"]
        ),
    ]

    static let outcomes = [
        Case(
            testDescription: "an aborted fetch has one error",
            asked: fetch { $0.signal = .aborted(nil) },
            says: ["✗ AbortError: ", "Uncaught (in promise) AbortError: "],
            saysNot: ["TypeError"]
        ),
        Case(
            testDescription: "a redirect with a password",
            asked: fetch { _ in },
            headers: [("Location", "http://u:p@api.test/"), ("Access-Control-Allow-Origin", "*")],
            status: 302,
            says: ["Remove them from Location. [RedirectContainsCredentials]"],
            saysNot: ["responded, but the page"]
        ),
        Case(
            testDescription: "an image that is none",
            asked: load(.image),
            headers: [("Content-Type", "image/png")],
            says: ["error event: the body is not an image (image/png)"],
            saysNot: ["opaque"]
        ),
        Case(
            testDescription: "an image as a script",
            asked: load(.script),
            headers: [("Content-Type", "image/png")],
            says: ["error event: the response is not a script (image/png)"]
        ),
        Case(
            testDescription: "a style sheet that is not there",
            asked: load(.style),
            status: 404,
            says: ["error event: the status is 404"]
        ),
        Case(
            testDescription: "an image of the same site",
            asked: load(.image),
            from: "http://www.api.test/",
            says: ["any cookies here; script cannot read the response."],
            saysNot: ["CORS decides"]
        ),
        Case(
            testDescription: "an anonymous image",
            asked: load(.image, crossorigin: .anonymous),
            says: ["none: crossorigin=\"anonymous\" sends none to other origins"]
        ),
        Case(
            testDescription: "an event source without credentials",
            asked: .eventSource(EventSourceRequest(url: api)),
            says: ["none: withCredentials is not set, and the target has another origin"]
        ),
        Case(
            testDescription: "a form of a sandboxed page",
            asked: .navigation(
                NavigationRequest(url: api, kind: .form, method: "POST"),
                in: NavigationTarget()
            ),
            sandbox: "allow-scripts",
            says: ["✗ nothing happens: the page stays."],
            saysNot: ["error page"]
        ),
    ]

    @Test(arguments: calls + outcomes)
    func explanationsContainTheExpectedText(_ test: Case) async throws {
        let answer = HTTPResponse(
            status: test.status,
            headers: HeaderList(
                test.headers.map { Header(name: $0.0, value: ByteString(utf8: $0.1)) }
            ),
            body: ByteString(utf8: test.body)
        )
        let browser = Browser(
            policy: .chrome,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: ScriptedTransport { _ in answer },
            now: { ExplanationTests.now }
        )
        var page = Page(url: try WebURL(parsing: test.from))
        if let keywords = test.sandbox { page.sandbox(SandboxFlags(parsing: keywords)) }
        let report = try #require(await browser.run(test.asked, from: page))
        let text = explained(report, .standard)
        for part in test.says { #expect(text.contains(part), "\(text)") }
        for part in test.saysNot { #expect(!text.contains(part), "\(text)") }
    }

    @Test func aRefusedConnectionIsReportedAsNotSent() async throws {
        let browser = Browser(
            policy: .chrome,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: ScriptedTransport { (request: HTTPRequest) throws(TransportError) in
                guard request.url.serializedPath == "/fill" else {
                    throw .network(code: 7, detail: "refused")
                }
                return response([("Set-Cookie", "sid=1")])
            },
            now: { ExplanationTests.now }
        )
        let page = Page(url: try WebURL(parsing: "http://api.test/"))
        _ = await browser.fetch(FetchRequest(url: "/fill"), from: page)
        let report = await browser.fetch(FetchRequest(url: "/"), from: page)
        let line = explained(report, .oneLine)
        #expect(line.contains("; sid would be sent"), "\(line)")
    }

    /// The log redacts values, but a cookie without a name is only known by its value.
    @Test(arguments: [("", "7", true), ("", "8", true), ("a", "7", false)])
    func aCookieWithoutANameIsFoundInTheJar(_ name: String, _ value: String, _ isSame: Bool) {
        let cookie = Cookie(
            name: ByteString(utf8: name),
            value: ByteString(utf8: value),
            domain: "api.test",
            isHostOnly: true,
            path: "/",
            expiry: nil,
            isSecure: false,
            isHTTPOnly: false,
            sameSite: .unspecified,
            creation: .epoch,
            lastAccess: .epoch
        )
        let entry = LogEntry(
            began: .epoch,
            browser: "chrome",
            initiator: "fetch",
            page: nil,
            method: "GET",
            url: Self.api,
            outcome: .visible,
            status: 200,
            error: nil,
            durationMicroseconds: 1,
            cookies: [
                LoggedCookie(.stored, name: "(no name) [redacted]", domain: "api.test", path: "/")
            ]
        )
        let missing = MissingCookie.all(
            in: [entry],
            besides: [cookie],
            at: ExplanationTests.now,
            where: { _ in true }
        )
        #expect(missing.isEmpty == isSame)
    }

    private func explained(_ report: FetchReport, _ detail: FetchExplanation.Detail) -> String {
        FetchExplanation(report, advice: [], detail: detail, now: ExplanationTests.now)
            .layout.rendered(width: 400, inColor: false)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func response(_ headers: [(String, String)]) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            headers: HeaderList(headers.map { Header(name: $0.0, value: ByteString(utf8: $0.1)) }),
            body: ""
        )
    }
}
