import BrowserCookies
import BrowserHTTP
import BrowserInfra
import Synchronization
import TestSupport
import Testing
import WebOrigin

@testable import BrowserFetch

@Suite struct HTTPCacheTests {
    private static let now = Moment(secondsSinceEpoch: 1_700_000_000)
    private let key = HTTPCache.Key(partition: "http://a.test", url: "http://a.test/x")

    private func response(_ headers: [String: String], status: Int = 200) -> HTTPResponse {
        var list = HeaderList()
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            list.append(name, ByteString(utf8: value))
        }
        return HTTPResponse(status: status, statusText: "OK", headers: list, body: "body")
    }

    private func cache(_ headers: [String: String], status: Int = 200) -> HTTPCache {
        var cache = HTTPCache()
        let storable = HTTPCache.storable(
            response(headers, status: status),
            method: "GET",
            requestHeaders: HeaderList(),
            requestTime: Self.now,
            responseTime: Self.now
        )
        if let storable { cache.store(storable, key: key, requestHeaders: HeaderList()) }
        return cache
    }

    @Test(arguments: [
        (["Cache-Control": "max-age=60"], 59, true), (["Cache-Control": "max-age=60"], 60, false),
        (["Cache-Control": "MAX-AGE=60, private"], 59, true),
        (["Cache-Control": "max-age=60, no-cache"], 1, false),
        (["Cache-Control": "max-age=x"], 0, false),
        (["Cache-Control": "max-age=60", "Age": "50"], 11, false),
        (["Expires": "Tue, 14 Nov 2023 22:14:20 GMT"], 59, true),
        (["Expires": "Tue, 14 Nov 2023 22:14:20 GMT"], 60, false),
        (["Expires": "0"], 0, false),
        (["Expires": "0", "Cache-Control": "max-age=60"], 59, true),
        // Heuristic freshness: a tenth of the ten minutes since the last modification.
        (["Last-Modified": "Tue, 14 Nov 2023 22:03:20 GMT"], 59, true),
        (["Last-Modified": "Tue, 14 Nov 2023 22:03:20 GMT"], 60, false),
        ([:], 0, false),
    ])
    func freshnessFollowsFromTheHeaders(
        _ headers: [String: String],
        _ seconds: Int64,
        _ isFresh: Bool
    ) throws {
        let cache = cache(headers)
        let selected = cache.select(key, requestHeaders: HeaderList())
        let stored = try #require(selected)
        #expect(stored.isFresh(at: Self.now.advanced(bySeconds: seconds)) == isFresh)
    }

    @Test(arguments: [
        (["Cache-Control": "no-store"], 200), (["Vary": "*"], 200), ([:], 206), ([:], 302),
        ([:], 500),
    ])
    func uncacheableResponsesAreNotStored(_ headers: [String: String], _ status: Int) {
        let cache = cache(headers, status: status)
        let selected = cache.select(key, requestHeaders: HeaderList())
        #expect(selected == nil)
        #expect(cache.changedKeys.isEmpty)
    }

    @Test func headersNamedByVaryMustMatch() {
        let cache = cache(["Vary": "Origin", "Cache-Control": "max-age=60"])
        let same = cache.select(key, requestHeaders: HeaderList())
        #expect(same != nil)
        let other = HeaderList([Header(name: "origin", value: "http://b.test")])
        let different = cache.select(key, requestHeaders: other)
        #expect(different == nil)
    }

    @Test func revalidationFreshensTheStoredResponse() throws {
        var cache = cache(["ETag": "\"1\"", "Cache-Control": "max-age=1", "X-A": "old"])
        let selected = cache.select(key, requestHeaders: HeaderList())
        let stored = try #require(selected)
        let later = Self.now.advanced(bySeconds: 100)
        #expect(!stored.isFresh(at: later))
        let fresh = cache.freshen(
            stored,
            with: response(["X-A": "new", "Content-Length": "9"], status: 304),
            key: key,
            requestTime: later,
            responseTime: later
        )
        #expect(fresh.headers.get("X-A") == "new")
        #expect(fresh.headers.get("ETag") == "\"1\"")
        #expect(!fresh.headers.contains("Content-Length"))
        #expect(fresh.isFresh(at: later))
        let again = cache.select(key, requestHeaders: HeaderList())
        #expect(again == fresh)
    }

    @Test func setCookieIsNotStoredWithAResponse() throws {
        let cache = cache(["Set-Cookie": "a=1", "Cache-Control": "max-age=1"])
        let selected = cache.select(key, requestHeaders: HeaderList())
        let stored = try #require(selected)
        #expect(!stored.headers.contains("Set-Cookie"))
    }
}

@Suite struct HTTPCacheUseTests {
    private let page = "http://127.0.0.1:5500/app.html"

    private func browser(_ first: HTTPResponse, _ then: HTTPResponse) -> (
        Browser, ScriptedTransport
    ) {
        let answers = Mutex([first, then, then, then])
        let transport = ScriptedTransport { (_: HTTPRequest) throws(TransportError) in
            answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        }
        return (testBrowser(transport), transport)
    }

    @Test func aFreshResponseIsNotRequestedAgain() async throws {
        let (browser, transport) = browser(
            .ok(["Cache-Control": "max-age=60", "Set-Cookie": "a=1"], body: "1"),
            .ok(body: "2")
        )
        let first = try await browser.fetch(FetchRequest(url: "/a"), from: testPage(page))
        #expect(first.httpCache == .none)
        let second = try await browser.fetch(FetchRequest(url: "/a"), from: testPage(page))
        #expect(second.httpCache == .hit)
        #expect(second.exchanges.isEmpty)
        #expect(second.pageResponse?.body == "1")
        #expect(transport.requests.count == 1)
        // Another top-level site has a cache of its own.
        let other = try await browser.fetch(
            FetchRequest(url: "http://127.0.0.1:5500/a", mode: .noCORS),
            from: testPage("http://a.test/")
        )
        #expect(other.httpCache == .none)
    }

    @Test(arguments: [
        (CacheMode.default, 0), (.forceCache, 0), (.noStore, 1), (.reload, 1), (.noCache, 1),
    ])
    func theCacheModeDecidesWhetherARequestIsSent(_ mode: CacheMode, _ requests: Int) async throws {
        let (browser, transport) = browser(.ok(["Cache-Control": "max-age=60"]), .ok(body: "2"))
        _ = try await browser.fetch(FetchRequest(url: "/a"), from: testPage(page))
        _ = try await browser.fetch(FetchRequest(url: "/a", cache: mode), from: testPage(page))
        #expect(transport.requests.count == 1 + requests)
    }

    /// A server can send validators that no client can send back; the next request is then
    /// unconditional.
    @Test(arguments: ["\"a\rX-Injected: 1\"", "\"a\0\""])
    func aValidatorThatCannotBeSentIsIgnored(_ tag: String) async throws {
        let (browser, transport) = browser(
            .ok(["ETag": tag, "Last-Modified": tag, "Cache-Control": "no-cache"]),
            .ok(body: "2")
        )
        _ = try await browser.fetch(FetchRequest(url: "/a"), from: testPage(page))
        let report = try await browser.fetch(FetchRequest(url: "/a"), from: testPage(page))
        #expect(transport.requests.count == 2)
        #expect(transport.requests.last?.headers.contains("If-None-Match") == false)
        #expect(transport.requests.last?.headers.contains("If-Modified-Since") == false)
        #expect(report.pageResponse?.body == "2")
    }

    @Test func aStaleResponseIsValidated() async throws {
        let (browser, transport) = browser(
            .ok(["ETag": "\"1\"", "Cache-Control": "no-cache"], body: "1"),
            .answer(304, ["X-New": "1", "Set-Cookie": "b=1"])
        )
        _ = try await browser.fetch(FetchRequest(url: "/a"), from: testPage(page))
        let report = try await browser.fetch(FetchRequest(url: "/a"), from: testPage(page))
        #expect(transport.requests.last?.headers.get("If-None-Match") == "\"1\"")
        #expect(report.httpCache == .revalidated)
        #expect(report.pageResponse?.status == 200)
        #expect(report.pageResponse?.body == "1")
        #expect(report.pageResponse?.headers.contains { $0.name == "x-new" } == true)
        #expect(report.exchanges.first?.response?.status == 304)
        #expect(await browser.cookies().map(\.name) == ["b"])
    }

    @Test func onlyIfCachedSendsNoRequest() async throws {
        let (browser, transport) = browser(.ok(), .ok())
        let report = try await browser.fetch(
            FetchRequest(url: "/a", mode: .sameOrigin, cache: .onlyIfCached),
            from: testPage(page)
        )
        #expect(report.failureCode == "OnlyIfCachedMiss")
        #expect(transport.requests.isEmpty)
    }

    @Test func anUnsafeRequestInvalidatesTheCache() async throws {
        let (browser, transport) = browser(.ok(["Cache-Control": "max-age=60"]), .ok())
        _ = try await browser.fetch(FetchRequest(url: "/a"), from: testPage(page))
        _ = try await browser.fetch(FetchRequest(url: "/a", method: "PUT"), from: testPage(page))
        _ = try await browser.fetch(FetchRequest(url: "/a"), from: testPage(page))
        #expect(transport.requests.map(\.method) == ["GET", "PUT", "GET"])
    }

    @Test func cachedResponsesPassTheSameChecks() async throws {
        let (browser, transport) = browser(.ok(["Cache-Control": "max-age=60"]), .ok())
        let api = "http://127.0.0.1:5000/a"
        let opaque = try await browser.fetch(
            FetchRequest(url: api, mode: .noCORS),
            from: testPage(page)
        )
        #expect(opaque.pageResponse?.kind == .opaque)
        let report = try await browser.fetch(FetchRequest(url: api), from: testPage(page))
        #expect(report.failureCode == "MissingAllowOriginHeader")
        #expect(report.exchanges.isEmpty)
        #expect(transport.requests.count == 1)
    }
}
