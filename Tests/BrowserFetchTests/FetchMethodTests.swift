import BrowserCookies
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing
import WebOrigin

@testable import BrowserFetch

@Suite struct FetchMethodTests {
    private let api = "http://127.0.0.1:5000/a"
    private let page = "http://127.0.0.1:5500/app.html"

    @Test func aCrossOriginFetchSendsItsOriginAndNoCookies() async throws {
        let transport = ScriptedTransport([
            "GET \(api)": .ok(["Access-Control-Allow-Origin": "*", "Set-Cookie": "a=1"])
        ])
        let browser = testBrowser(transport)
        let report = try await browser.fetch(FetchRequest(url: api), from: testPage(page))
        #expect(report.pageResponse?.kind == .cors)
        #expect(report.requestHeader("Origin") == "http://127.0.0.1:5500")
        #expect(report.requestHeader("Referer") == "http://127.0.0.1:5500/")
        #expect(report.requestHeader("Sec-Fetch-Site") == "same-site")
        #expect(report.exchanges.first?.setCookies.map(\.effect) == [.ignored])
        #expect(await browser.cookies().isEmpty)
    }

    @Test func aSameOriginFetchNeedsNoCORSAndSendsCookies() async throws {
        let transport = ScriptedTransport([
            "GET \(api)": .ok(["Set-Cookie": "a=1", "X-A": "1"])
        ])
        let browser = testBrowser(transport)
        let own = try testPage("http://127.0.0.1:5000/")
        _ = await browser.fetch(FetchRequest(url: api), from: own)
        let report = await browser.fetch(FetchRequest(url: "/a"), from: own)
        #expect(report.pageResponse?.kind == .basic)
        #expect(report.pageResponse?.headers.map(\.name) == ["x-a"])
        #expect(report.requestHeader("Cookie") == "a=1")
        #expect(report.requestHeader("Origin") == nil)
        #expect(report.exchanges.first?.cors == nil)
    }

    @Test func aHiddenResponseStillSetsItsCookie() async throws {
        let browser = testBrowser(ScriptedTransport(["GET \(api)": .ok(["Set-Cookie": "a=1"])]))
        let report = try await browser.fetch(
            FetchRequest(url: api, credentials: .include),
            from: testPage(page)
        )
        #expect(report.failureCode == "MissingAllowOriginHeader")
        #expect(await browser.cookies().map(\.name) == ["a"])
    }

    @Test func aFailedPreflightStopsTheRequest() async throws {
        let transport = ScriptedTransport(["OPTIONS \(api)": .answer(404)])
        let report = try await testBrowser(transport).fetch(
            FetchRequest(url: api, method: "DELETE"),
            from: testPage(page)
        )
        #expect(report.failureCode == "PreflightMissingAllowOriginHeader")
        #expect(transport.requests.map(\.method) == ["OPTIONS"])
        #expect(report.requestHeader("Access-Control-Request-Method") == "DELETE")
        #expect(report.requestHeader("Cookie") == nil)
    }

    @Test func aSecondCrossOriginRedirectMakesTheOriginNull() async throws {
        let transport = ScriptedTransport([
            "GET \(api)": .answer(
                302,
                ["Location": "http://127.0.0.2:5000/b", "Access-Control-Allow-Origin": "*"]
            ),
            "GET http://127.0.0.2:5000/b": .ok(["Access-Control-Allow-Origin": "null"]),
        ])
        let report = try await testBrowser(transport).fetch(
            FetchRequest(url: api, headers: []),
            from: testPage(page)
        )
        #expect(report.exchanges.map(\.kind) == [.redirect, .request])
        #expect(report.requestHeader("Origin", 0) == "http://127.0.0.1:5500")
        #expect(report.requestHeader("Origin", 1) == "null")
        #expect(report.pageResponse?.isRedirected == true)
        #expect(report.pageResponse?.url == "http://127.0.0.2:5000/b")
    }

    @Test(arguments: [
        (302, "POST", "GET"), (301, "POST", "GET"), (303, "PUT", "GET"), (303, "HEAD", "HEAD"),
        (302, "PUT", "PUT"), (307, "POST", "POST"), (308, "PUT", "PUT"),
    ])
    func redirectsChangeTheMethodAsBrowsersDo(
        _ status: Int,
        _ method: String,
        _ next: String
    ) async throws {
        let transport = ScriptedTransport([
            "\(method) http://127.0.0.1:5500/a": .answer(status, ["Location": "/b"]),
            "\(next) http://127.0.0.1:5500/b": .ok(),
        ])
        let hasBody = method != "HEAD"
        let report = try await testBrowser(transport).fetch(
            FetchRequest(
                url: "/a",
                method: method,
                body: hasBody ? "x" : nil,
                bodyContentType: "text/plain"
            ),
            from: testPage(page)
        )
        #expect(report.pageResponse?.status == 200)
        #expect(transport.requests.last?.body == (next == "GET" || !hasBody ? nil : "x"))
        #expect((report.requestHeader("Content-Type", 1) == nil) == (next == "GET" || !hasBody))
    }

    @Test func twentyRedirectsAreTheLimit() async throws {
        let transport = ScriptedTransport { (request: HTTPRequest) throws(TransportError) in
            .answer(302, ["Location": "\(request.url.serializedPath)x"])
        }
        let report = try await testBrowser(transport).fetch(
            FetchRequest(url: "/a"),
            from: testPage(page)
        )
        #expect(report.failureCode == "TooManyRedirects")
        #expect(transport.requests.count == 21)
    }

    @Test func authorizationIsDroppedOnCrossOriginRedirects() async throws {
        let transport = ScriptedTransport([
            "GET http://127.0.0.1:5500/a": .answer(302, ["Location": "http://127.0.0.2:1234/b"]),
            "GET http://127.0.0.2:1234/b": .ok(["Access-Control-Allow-Origin": "*"]),
        ])
        let report = try await testBrowser(transport).fetch(
            FetchRequest(
                url: "/a",
                headers: [Header(name: "Authorization", value: "Basic x")]
            ),
            from: testPage(page)
        )
        #expect(report.requestHeader("Authorization", 0) == "Basic x")
        #expect(report.requestHeader("Authorization", 1) == nil)
        #expect(report.pageResponse?.status == 200)
    }

    @Test func noCorsIsOpaqueAndDropsHeaders() async throws {
        let transport = ScriptedTransport(["GET \(api)": .ok()])
        let report = try await testBrowser(transport).fetch(
            FetchRequest(
                url: api,
                headers: [Header(name: "X-A", value: "1")],
                mode: .noCORS
            ),
            from: testPage(page)
        )
        let response = try #require(report.pageResponse)
        #expect(response.kind == .opaque)
        #expect(response.status == 0)
        #expect(response.body == nil)
        #expect(response.headers.isEmpty)
        #expect(report.requestHeader("X-A") == nil)
        #expect(report.warnings == [.headerDroppedInNoCORS(name: "X-A")])
    }

    @Test func manualRedirectsAreOpaqueAndErrorsFail() async throws {
        let answers = ["GET http://127.0.0.1:5500/a": HTTPResponse.answer(302, ["Location": "/b"])]
        let manual = try await testBrowser(ScriptedTransport(answers)).fetch(
            FetchRequest(url: "/a", redirect: .manual),
            from: testPage(page)
        )
        #expect(manual.pageResponse?.kind == .opaqueredirect)
        let error = try await testBrowser(ScriptedTransport(answers)).fetch(
            FetchRequest(url: "/a", redirect: .error),
            from: testPage(page)
        )
        #expect(error.failureCode == "RedirectDisallowed")
    }

    @Test(arguments: [
        ("data:text/html,<b>hi</b>", "text/html", "<b>hi</b>"),
        ("data:;base64,aGk=", "text/plain", "hi"),
        ("data:,a%20b#f", "text/plain;charset=US-ASCII", "a b"),
        ("data:text/plain;charset=utf-8 ; BASE64 , aGk", "text/plain;charset=utf-8", "hi"),
    ])
    func dataURLsAreFetchedWithoutNetwork(
        _ url: String,
        _ type: String,
        _ body: String
    ) async throws {
        let report = try await testBrowser(ScriptedTransport([:])).fetch(
            FetchRequest(url: url),
            from: testPage(page)
        )
        let response = try #require(report.pageResponse)
        #expect(response.body?.utf8Decoded == body)
        let value = response.headers.first { $0.name == "content-type" }?.value
        #expect(value?.utf8Decoded.hasPrefix(type) == true, "\(value?.utf8Decoded ?? "")")
        #expect(report.exchanges.isEmpty)
    }

    @Test func requestsRunConcurrently() async throws {
        let transport = ScriptedTransport { (_: HTTPRequest) throws(TransportError) in
            .ok(["Set-Cookie": "a=1"])
        }
        let browser = testBrowser(transport)
        let own = try testPage("http://127.0.0.1:5000/")
        try await withThrowingTaskGroup(of: FetchReport.self) { group in
            for index in 0..<50 {
                group.addTask { await browser.fetch(FetchRequest(url: "/\(index)"), from: own) }
            }
            for try await report in group { #expect(report.pageResponse?.status == 200) }
        }
        #expect(transport.requests.count == 50)
        #expect(await browser.cookies().count == 1)
    }
}
