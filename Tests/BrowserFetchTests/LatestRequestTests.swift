import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Synchronization
import TestSupport
import Testing
import WebOrigin

/// Results reused from the latest request are the same as newly computed ones.
@Suite struct LatestRequestTests {
    private static let page = "https://shop.test/cart?id=1"
    private static let other = "https://api.other.test/data"

    static let requests: [FetchRequest] = {
        var all = [
            FetchRequest(url: other),
            FetchRequest(url: other, credentials: .include),
            FetchRequest(url: other, headers: [Header(name: "X-A", value: "1")]),
            FetchRequest(url: other, headers: [Header(name: "Cookie", value: "a=1")]),
            FetchRequest(url: other, headers: [Header(name: "If-None-Match", value: "1")]),
            FetchRequest(url: other, method: "PUT", body: "text", bodyContentType: "text/plain"),
            FetchRequest(
                url: other,
                method: "POST",
                body: ByteString([UInt8](repeating: 65, count: 5000))
            ),
            FetchRequest(url: other, mode: .noCORS, credentials: .include),
            FetchRequest(url: other, mode: .sameOrigin),
            FetchRequest(url: other, referrer: .none),
            FetchRequest(url: other, referrerPolicy: .unsafeURL),
            FetchRequest(url: other, cache: .noStore),
            FetchRequest(url: other, api: .xhr),
            FetchRequest(url: "/own", credentials: .include),
            FetchRequest(url: "http://api.other.test/"),
            FetchRequest(url: "http://["),
        ]
        all[1].keepalive = true
        return all
    }()

    private func browser(_ policy: BrowserPolicy) -> Browser {
        Browser(
            policy: policy,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: ScriptedTransport { (request: HTTPRequest) throws(TransportError) in
                HTTPResponse(
                    status: 200,
                    headers: HeaderList([
                        Header(name: "Access-Control-Allow-Origin", value: "https://shop.test"),
                        Header(name: "Access-Control-Allow-Credentials", value: "true"),
                        Header(name: "Access-Control-Allow-Methods", value: "PUT"),
                        Header(name: "Access-Control-Allow-Headers", value: "x-a, if-none-match"),
                        Header(name: "Access-Control-Max-Age", value: "0"),
                        Header(name: "Cache-Control", value: "no-store"),
                    ])
                )
            },
            now: { Moment(secondsSinceEpoch: 1_793_491_200) }
        )
    }

    @Test(arguments: ["chrome", "firefox", "safari"], requests)
    func aRepeatedRequestHasTheSameReport(_ name: String, _ request: FetchRequest) async throws {
        let policy = BrowserPolicy.named(name)
        let page = Page(url: try WebURL(parsing: Self.page))
        let first = await browser(policy).fetch(request, from: page)
        let browser = browser(policy)
        #expect(await browser.fetch(request, from: page) == first)
        #expect(await browser.fetch(request, from: page) == first)
        for other in Self.requests {
            _ = await browser.fetch(other, from: page)
            #expect(await browser.fetch(request, from: page) == first)
        }
        // Another page is another client, even at the same URL.
        let sandboxed = Page(url: page.url, isSandboxed: true)
        let framed = Page(
            url: page.url,
            inFramesOf: [Page(url: try WebURL(parsing: "https://top.test/"))]
        )
        for page in [sandboxed, framed] {
            let own = await self.browser(policy).fetch(request, from: page)
            #expect(await browser.fetch(request, from: page) == own)
        }
    }

    /// State that may change between two requests is consulted for each.
    @Test func cookiesAndStorageAccessAreUpToDate() async throws {
        let page = Page(
            url: try WebURL(parsing: "https://api.other.test/frame"),
            inFramesOf: [Page(url: try WebURL(parsing: Self.page))]
        )
        let browser = browser(.safari)
        let request = FetchRequest(url: Self.other, credentials: .include)
        func sent() async -> [HeaderList] {
            await browser.fetch(request, from: page).exchanges.map(\.requestHeaders)
        }
        let first = await sent()
        #expect(await sent() == first)
        _ = await browser.documentCookie(
            setting: ["a=1; Path=/; Secure; SameSite=None"],
            in: Page(url: page.url)
        )
        #expect(await sent() == first)
        try await browser.holdStorageAccess(for: page)
        #expect(await sent().map { $0.get("Cookie") } == ["a=1"])
        await browser.releaseStorageAccess()
        #expect(await sent() == first)
    }
}
