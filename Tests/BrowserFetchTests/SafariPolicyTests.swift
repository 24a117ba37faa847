import BrowserCookies
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing

@testable import BrowserFetch

/// Documented behavior of Safari 26; what was recorded of its engine is in BrowserReplayTests.
@Suite struct SafariPolicyTests {
    private let now: Int64 = 1_793_491_200
    private let day: Int64 = 24 * 60 * 60

    private func answer(_ lines: String...) -> ScriptedTransport {
        ScriptedTransport { (request: HTTPRequest) throws(TransportError) -> HTTPResponse? in
            var response = HTTPResponse.ok([
                "Access-Control-Allow-Origin": request.headers.get("Origin")?.utf8Decoded ?? "*",
                "Access-Control-Allow-Credentials": "true",
            ])
            for line in lines { response.headers.append("Set-Cookie", ByteString(utf8: line)) }
            return response
        }
    }

    private func verdict(
        _ line: String,
        from url: String,
        page: String
    ) async throws -> SetCookieVerdict {
        let browser = testBrowser(policy: .safari, answer(line))
        let report = await browser.fetch(
            FetchRequest(url: url, credentials: .include),
            from: try testPage(page)
        )
        return try #require(report.exchanges.last?.setCookies.first)
    }

    @Test func aThirdPartyCannotSetACookie() async throws {
        let verdict = try await verdict(
            "a=1; SameSite=None; Secure",
            from: "https://api.test/",
            page: "https://shop.test/"
        )
        #expect(verdict.refusals == [.thirdPartyBlocked])
    }

    @Test(arguments: ["a=1", "a=1; SameSite=None", "a=1; SameSite=Lax"])
    func anotherPortIsNotAThirdParty(_ line: String) async throws {
        let verdict = try await verdict(
            line,
            from: "http://localhost:5000/",
            page: "http://localhost:5500/"
        )
        #expect(verdict.effect == .created)
    }

    @Test(arguments: ["http://localhost:5000/", "http://127.0.0.1:5000/", "http://[::1]:5000/"])
    func loopbackIsNotASecureConnection(_ url: String) async throws {
        let verdict = try await verdict("a=1; Secure", from: url, page: url)
        #expect(verdict.refusals.map(\.code) == ["SecureOnly"])
    }

    @Test func cookiesSetByScriptLastAWeek() async throws {
        let browser = testBrowser(policy: .safari, answer())
        let page = try testPage("https://shop.test/")
        let report = await browser.documentCookie(
            setting: ["long=1; Max-Age=8640000", "short=1; Max-Age=60", "session=1"],
            in: page
        )
        let expiries = report.setCookies.map { $0.cookie?.expiry }
        #expect(
            expiries == [
                Moment(secondsSinceEpoch: now + 7 * day), Moment(secondsSinceEpoch: now + 60), nil,
            ]
        )
    }

    @Test func cookiesSetByAServerKeepTheirLifetime() async throws {
        let years = try await verdict(
            "a=1; Max-Age=\(1000 * day)",
            from: "https://shop.test/",
            page: "https://shop.test/"
        )
        #expect(years.cookie?.expiry == Moment(secondsSinceEpoch: now + 1000 * day))
    }

    @Test func loopbackIsMixedContentExceptForImages() async throws {
        let page = try testPage("https://shop.test/")
        let browser = testBrowser(policy: .safari, answer())
        let fetch = await browser.fetch(FetchRequest(url: "http://localhost:5000/"), from: page)
        #expect(fetch.failureCode == "MixedContent")
        let image = LoadRequest(url: "http://localhost:5000/", as: .image)
        #expect(await browser.load(image, from: page).pageResponse?.kind == .opaque)
    }
}
