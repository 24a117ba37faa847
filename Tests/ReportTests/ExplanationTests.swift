import BrowserCORS
import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import BrowserJSON
import Terminal
import TestSupport
import Testing
import WebOrigin

@testable import Explanations
@testable import Fixes
@testable import Redaction
@testable import Report

/// The explanation matches the report: it names every reason that the report has.
@Suite struct ExplanationTests {
    static let now = Moment(secondsSinceEpoch: 1_767_225_600)

    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var page: String
        var request: FetchRequest
        var response: HTTPResponse
        var jar: [String] = []
    }

    static func response(_ headers: [(String, ByteString)], status: Int = 200) -> HTTPResponse {
        HTTPResponse(
            status: status,
            headers: HeaderList(headers.map { Header(name: $0.0, value: $0.1) }),
            body: "{\"a\": [1, 2]}"
        )
    }

    static let api = "http://api.test/x"
    static let cases = [
        Case(
            testDescription: "cookies refused for five reasons",
            page: "http://shop.test/",
            request: FetchRequest(url: api, credentials: .include),
            response: response([
                ("Set-Cookie", "a=1; Secure; SameSite=None"), ("Set-Cookie", "b=1; SameSite=None"),
                ("Set-Cookie", "c=1; Domain=other.test"), ("Set-Cookie", "__Host-d=1"),
                ("Set-Cookie", "e=1"), ("Access-Control-Allow-Origin", "*"),
            ])
        ),
        Case(
            testDescription: "cookies held back",
            page: "http://shop.test/",
            request: FetchRequest(url: api, credentials: .include),
            response: response([
                ("Access-Control-Allow-Origin", "http://shop.test"),
                ("Access-Control-Allow-Credentials", "true"),
                ("Content-Type", "application/json"),
            ]),
            jar: [
                "lax=1; SameSite=Lax", "strict=1; SameSite=Strict", "plain=1", "other=1",
                "p=1; Path=/y",
            ]
        ),
        Case(
            testDescription: "a preflight that is not answered",
            page: "http://shop.test/",
            request: FetchRequest(url: api, method: "PUT"),
            response: response([], status: 404)
        ),
    ]

    /// Runs the request of `test` after the jar has been filled by a response to the API's own
    /// page.
    static func run(_ test: Case) async throws -> FetchReport {
        let transport = ScriptedTransport { (request: HTTPRequest) throws(TransportError) in
            guard request.url.serializedPath == "/fill" else { return test.response }
            return response(test.jar.map { ("Set-Cookie", ByteString(utf8: $0)) })
        }
        let browser = Browser(
            policy: .chrome,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: transport,
            now: { now }
        )
        let own = Page(url: try WebURL(parsing: "http://api.test/"))
        if !test.jar.isEmpty {
            _ = await browser.fetch(FetchRequest(url: "/fill"), from: own)
        }
        return await browser.fetch(
            test.request,
            from: Page(url: try WebURL(parsing: test.page))
        )
    }

    @Test(arguments: cases)
    func everyReasonIsNamed(_ test: Case) async throws {
        let report = try await Self.run(test)
        let codes =
            report.exchanges.flatMap { exchange in
                exchange.cookies.flatMap { $0.exclusions.map(\.code) }
                    + exchange.setCookies.flatMap { $0.refusals.map(\.code) }
            } + [report.errorCode].compactMap { $0 }
        #expect(!codes.isEmpty)
        let advice = await Adviser(report: report).advice()
        for detail in [FetchExplanation.Detail.standard, .verbose] {
            let text = FetchExplanation(report, advice: advice, detail: detail, now: Self.now)
                .layout.rendered(width: 100, inColor: false)
            for code in codes { #expect(text.contains("\(code)"), "\(detail)") }
        }
        let json = report.json(advice: advice).text
        for code in codes { #expect(json.contains("\"\(code)\"")) }
    }

    @Test(arguments: cases)
    func explanationsForAPipeAreOneLine(_ test: Case) async throws {
        let report = try await Self.run(test)
        let text = FetchExplanation(report, advice: [], detail: .oneLine, now: Self.now)
            .layout.rendered(width: 40, inColor: false)
        #expect(text.hasPrefix("crumb: \(test.request.method) http://api.test/x from "))
        #expect(text.split(separator: "\n").count == 1)
    }

    @Test func theParsedJSONIsShown() async throws {
        let report = try await Self.run(Self.cases[1])
        let text = FetchExplanation(report, advice: [], detail: .standard, now: Self.now)
            .layout.rendered(width: 100, inColor: false)
        #expect(text.contains("await res.json() gives {\"a\":[1,2]}"))
        #expect(text.contains("strict not sent. SameSite=Strict"))
        // A reason that was already explained is not explained again.
        #expect(text.contains("other not sent, like plain ["))
    }
}

/// `crumb why`: applies all rules, and sends no request.
@Suite struct WithheldNetworkTests {
    private func report(_ request: FetchRequest) async throws -> FetchReport {
        let browser = Browser(
            policy: .chrome,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: DryRunTransport(),
            now: { ExplanationTests.now }
        )
        return await browser.fetch(
            request,
            from: Page(url: try WebURL(parsing: "http://shop.test/"))
        )
    }

    @Test func theRequestIsReportedWithoutAResponse() async throws {
        let report = try await report(FetchRequest(url: ExplanationTests.api))
        #expect(report.isDryRun)
        #expect(report.exchanges.map(\.kind) == [.request])
        #expect(report.exchanges.allSatisfy { $0.response == nil })
        let json = report.json(advice: []).text
        #expect(json.contains("\"status\": null"))
        #expect(json.contains("\"outcome\": null"))
        #expect(json.contains("\"console\": []"))
    }

    @Test func aPreflightIsAssumedToSucceedAndNotReported() async throws {
        let report = try await report(
            FetchRequest(
                url: ExplanationTests.api,
                method: "PUT",
                headers: [Header(name: "X-A", value: "1")],
                credentials: .include
            )
        ).withoutPreflight
        #expect(report.isDryRun)
        #expect(report.exchanges.map(\.method) == ["PUT"])
        #expect(report.preflightCache == .miss)
    }

    @Test func requestsThatWouldBeBlockedAreBlocked() async throws {
        let report = try await report(FetchRequest(url: "http://api.test:6000/"))
        #expect(!report.isDryRun)
        #expect(report.errorCode == "BadPort")
    }
}

extension FetchReport {
    fileprivate var errorCode: String? {
        if case .rejected(let failure) = outcome { failure.code } else { nil }
    }
}
