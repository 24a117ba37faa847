import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Testing
import WebOrigin

@testable import Fixes

/// A server may send any number of cookies, but the search must not take long.
@Suite struct SearchEffortTests {
    /// Sets cookies that are all rejected, each with its own combination of attributes.
    private struct Server: Transport {
        var count: Int

        func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
            let lines = (0..<count).map { "n\($0)=1; Path=/\($0); SameSite=\(Self.values[$0 % 3])" }
            return HTTPResponse(
                status: 200,
                headers: HeaderList(
                    lines.map { Header(name: "Set-Cookie", value: ByteString(utf8: $0)) }
                )
            )
        }

        private static let values = ["Lax", "Strict", "None"]
    }

    private func search(cookies count: Int) async throws -> PlanSearch {
        let browser = Browser(
            policy: .chrome,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: Server(count: count),
            now: { CookieCase.now }
        )
        let report = await browser.fetch(
            FetchRequest(url: "http://api.test/x", credentials: .include),
            from: Page(url: try WebURL(parsing: "http://app.other.test/"))
        )
        let situation = try #require(RequestSnapshot(report))
        return PlanSearch(
            Simulation(situation: situation, suffixes: .builtin),
            in: [.chrome],
            besides: nil
        )
    }

    /// `effort` is the remaining budget of verdicts; a rehearsal that has started is completed.
    @Test(arguments: [200, 1_000])
    func manyCookiesExhaustTheSearch(_ count: Int) async throws {
        var search = try await search(cookies: count)
        _ = await search.plans()
        let browsers = search.policies.count + search.others.count
        #expect(search.effort > -2 * browsers * search.rehearsal.size)
    }

    @Test func aFewCookiesDoNotExhaustTheSearch() async throws {
        var search = try await search(cookies: 20)
        let plans = await search.plans()
        #expect(!plans.isEmpty)
        #expect(search.effort > 0)
    }
}
