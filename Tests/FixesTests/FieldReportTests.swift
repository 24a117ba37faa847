import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Explanations
import Testing
import WebOrigin

@testable import Fixes

/// Problems from field reports, and the advice that they must get.
@Suite struct FieldReportTests {
    @Test(arguments: cases)
    func theAdviceHelpsAndContainsNothingElse(_ test: Case) async throws {
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
        var report = try #require(await browser.run(test.ask, from: page))
        report.unsentCookies = await browser.unsentCookies(by: report)
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
        case .navigation(let request, _): text = request.url
        case .beacon(let request): text = request.url
        case .eventSource(let request): text = request.url
        case .webSocket(let request): text = request.url
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

/// Returns one response after the other, and repeats the last one.
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
