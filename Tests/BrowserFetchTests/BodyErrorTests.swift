import BrowserCORS
import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing
import WebOrigin

/// Headers that have arrived count, whatever happens to the body. Recorded in Chromium 156: when
/// the body is cut short, has bad gzip data or a bad chunk, or the connection is reset, `fetch()`
/// is fulfilled and the body's promise rejects.
@Suite struct BodyErrorTests {
    static let errors: [TransportError] = [
        .network(code: 18, detail: "transfer closed with 5 bytes remaining to read"),
        .network(code: 56, detail: "Recv failure: Connection reset by peer"),
        .network(code: 61, detail: "Unrecognized or bad HTTP Content or Transfer-Encoding"),
        .timeout(detail: "no complete response within 1 s"), .bodyTooLarge(limit: 9),
        .headersTooLarge(limit: 9), .tls(code: 56, detail: "unexpected eof while reading"),
    ]

    private static func answer(
        _ error: TransportError,
        status: Int = 200,
        _ more: KeyValuePairs<String, String> = [:]
    ) -> HTTPResponse {
        var response = HTTPResponse.answer(
            status,
            [
                "Set-Cookie": "r=1; Max-Age=1000",
                "Access-Control-Allow-Origin": "http://127.0.0.1:5500",
                "Access-Control-Allow-Credentials": "true",
                "Cache-Control": "max-age=1000", "Content-Type": "application/json",
            ],
            body: "{\"a"
        )
        for (name, value) in more { response.headers.append(name, ByteString(utf8: value)) }
        response.bodyError = error
        return response
    }

    private func fetched(
        _ responses: [String: HTTPResponse],
        _ change: (inout FetchRequest) -> Void = { _ in }
    ) async throws -> (FetchReport, Browser) {
        let browser = testBrowser(ScriptedTransport(responses))
        var request = FetchRequest(url: "http://127.0.0.1:5000/a", credentials: .include)
        change(&request)
        let page = try testPage("http://127.0.0.1:5500/")
        return (await browser.fetch(request, from: page), browser)
    }

    @Test(arguments: errors)
    func aFetchIsFulfilledAndItsCookiesAreStored(_ error: TransportError) async throws {
        let (report, browser) = try await fetched([
            "GET http://127.0.0.1:5000/a": Self.answer(error)
        ])
        let response = try #require(report.pageResponse)
        #expect(response.kind == .cors)
        #expect(response.status == 200)
        #expect(response.bodyError == .transport(error))
        #expect(response.body == "{\"a")
        #expect(report.exchanges.first?.cors == .passed)
        #expect(report.exchanges.first?.setCookies.map(\.effect) == [.created])
        #expect(await browser.cookies().map(\.name) == ["r"])
    }

    @Test func aResponseWithAFailedBodyIsNotCached() async throws {
        let error = Self.errors[0]
        let (_, browser) = try await fetched([
            "GET http://127.0.0.1:5000/a": Self.answer(error)
        ])
        let report = await browser.fetch(
            FetchRequest(url: "http://127.0.0.1:5000/a", credentials: .include),
            from: try testPage("http://127.0.0.1:5500/")
        )
        #expect(report.httpCache == .none)
    }

    /// CORS is checked before the body is read: a hidden response also hides that its body failed.
    @Test func corsIsCheckedBeforeTheBody() async throws {
        var response = HTTPResponse.ok(["Set-Cookie": "r=1"])
        response.bodyError = Self.errors[0]
        let (report, browser) = try await fetched(["GET http://127.0.0.1:5000/a": response])
        #expect(report.failureCode == "MissingAllowOriginHeader")
        #expect(await browser.cookies().map(\.name) == ["r"])
    }

    @Test func xhrReportsANetworkErrorAndTheCookiesAreStored() async throws {
        let (report, browser) = try await fetched(
            ["GET http://127.0.0.1:5000/a": Self.answer(Self.errors[1])]
        ) { $0.api = .xhr }
        #expect(report.failureCode == "NetworkError")
        #expect(report.exchanges.first?.response?.status == 200)
        #expect(await browser.cookies().map(\.name) == ["r"])
    }

    @Test(arguments: errors)
    func redirectsAreFollowedWhateverTheirBody(_ error: TransportError) async throws {
        let (report, _) = try await fetched([
            "GET http://127.0.0.1:5000/a": Self.answer(error, status: 302, ["Location": "/b"]),
            "GET http://127.0.0.1:5000/b": .ok([
                "Access-Control-Allow-Origin": "http://127.0.0.1:5500",
                "Access-Control-Allow-Credentials": "true",
            ]),
        ])
        #expect(report.pageResponse?.body == "ok")
        #expect(report.pageResponse?.bodyError == nil)
        #expect(report.exchanges.first?.setCookies.map(\.effect) == [.created])
    }

    @Test(arguments: errors)
    func aPreflightOnlyNeedsItsHeaders(_ error: TransportError) async throws {
        let (report, _) = try await fetched([
            "OPTIONS http://127.0.0.1:5000/a": Self.answer(
                error,
                ["Access-Control-Allow-Methods": "PUT"]
            ),
            "PUT http://127.0.0.1:5000/a": .ok([
                "Access-Control-Allow-Origin": "http://127.0.0.1:5500",
                "Access-Control-Allow-Credentials": "true",
            ]),
        ]) { $0.method = "PUT" }
        #expect(report.pageResponse?.status == 200)
    }

    @Test func anOpaqueResponseStaysOpaque() async throws {
        let (report, _) = try await fetched(
            ["GET http://127.0.0.1:5000/a": Self.answer(Self.errors[0])]
        ) { $0.mode = .noCORS }
        let response = try #require(report.pageResponse)
        #expect(response.kind == .opaque)
        #expect(response.body == nil)
        #expect(response.bodyError == .transport(Self.errors[0]))
    }

    @Test(arguments: ["HEAD", "GET"])
    func aResponseWithoutABodyHasNoBodyError(_ method: String) async throws {
        let status = method == "HEAD" ? 200 : 204
        let (report, _) = try await fetched([
            "\(method) http://127.0.0.1:5000/a": Self.answer(Self.errors[0], status: status)
        ]) { $0.method = method }
        #expect(report.pageResponse?.status == status)
        #expect(report.pageResponse?.bodyError == nil)
    }

    @Test(arguments: [ResourceKind.image, .script, .style])
    func anElementGetsAnErrorEvent(_ kind: ResourceKind) async throws {
        let browser = testBrowser(
            ScriptedTransport(["GET http://127.0.0.1:5000/a": Self.answer(Self.errors[0])])
        )
        let report = await browser.load(
            LoadRequest(url: "http://127.0.0.1:5000/a", as: kind),
            from: try testPage("http://127.0.0.1:5500/")
        )
        #expect(report.elementEvent == .error)
        #expect(await browser.cookies().map(\.name) == ["r"])
    }

    /// The document is committed when its headers arrive; a frame's `load` event never fires.
    @Test func aNavigationCommitsItsDocumentDespiteABodyError() async throws {
        let browser = testBrowser(
            ScriptedTransport(["GET http://127.0.0.1:5000/a": Self.answer(Self.errors[0])])
        )
        let visit = await browser.navigate(
            NavigationRequest(url: "http://127.0.0.1:5000/a", kind: .typed),
            from: nil
        )
        #expect(visit.document?.url.href == "http://127.0.0.1:5000/a")
        #expect(visit.pageResponse?.bodyError == .transport(Self.errors[0]))
        let frame = await browser.load(
            LoadRequest(url: "http://127.0.0.1:5000/a", as: .iframe),
            from: try testPage("http://127.0.0.1:5500/")
        )
        #expect(frame.document != nil)
        #expect(frame.elementEvent == nil)
    }
}
