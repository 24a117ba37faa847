import BrowserRules
import Foundation
import Synchronization
import Testing

/// A server that responds by a function, and a log of its requests.
private final class Server: Sendable {
    private let log = Mutex<[NetworkRequest]>([])
    private let answer: @Sendable (NetworkRequest) throws -> NetworkResponse

    init(_ answer: @escaping @Sendable (NetworkRequest) throws -> NetworkResponse) {
        self.answer = answer
    }

    var requests: [NetworkRequest] { log.withLock { $0 } }

    func send(_ request: NetworkRequest) throws -> NetworkResponse {
        log.withLock { $0.append(request) }
        return try answer(request)
    }
}

private let noon = Timestamp(secondsSinceEpoch: 1_800_000_000)

private func session(_ browser: Browser, _ server: Server) -> BrowserSession {
    BrowserSession(browser, clock: { noon }, client: { try server.send($0) })
}

@Suite struct BrowserSessionTests {
    private let page: Page
    private let api = "http://127.0.0.1:5000/login"

    init() throws {
        page = Page(try WebURL("http://localhost:5173/"))
    }

    @Test(arguments: Browser.allCases)
    func aBlockedResponseIsHiddenButStillSetsCookies(_ browser: Browser) async throws {
        let server = Server { _ in NetworkResponse(status: 200, headers: ["Set-Cookie": "a=1"]) }
        let session = session(browser, server)
        let result = await session.fetch(
            FetchRequest("/", credentials: .include),
            from: Page(try WebURL("http://127.0.0.1:5500/"))
        )
        #expect(result.response?.kind == .basic)
        let hidden = await session.fetch(FetchRequest(api, credentials: .include), from: page)
        #expect(hidden.response == nil)
        #expect(hidden.refusal?.code.rawValue == "MissingAllowOriginHeader")
        #expect(hidden.refusal?.cors?.code == .missingAllowOriginHeader)
        #expect(hidden.exchanges.map(\.kind) == [.request])
        #expect(hidden.setCookies.count == 1)
    }

    @Test func aCrossSiteCookieIsRejectedInChromeAndStoredInFirefox() async throws {
        let server = Server { _ in
            NetworkResponse(
                status: 200,
                headers: [
                    "Set-Cookie": "sid=1",
                    "Access-Control-Allow-Origin": "http://localhost:5173",
                    "Access-Control-Allow-Credentials": "true",
                ],
                body: Array("hello".utf8)
            )
        }
        let request = FetchRequest(api, credentials: .include)
        let chrome = session(.chrome, server)
        let inChrome = await chrome.fetch(request, from: page)
        #expect(try inChrome.get().body == Array("hello".utf8))
        #expect(inChrome.setCookies.map(\.effect) == [.rejected])
        #expect(inChrome.setCookies[0].reasons.contains(.schemefulSameSiteUnspecifiedTreatedAsLax))
        #expect(await chrome.jar.cookies.isEmpty)

        let firefox = session(.firefox, server)
        #expect(await firefox.fetch(request, from: page).setCookies.map(\.effect) == [.created])
        #expect(await firefox.jar.cookies.map(\.name) == ["sid"])
        _ = await firefox.fetch(request, from: page)
        #expect(server.requests.last?.headers["Cookie"] == "sid=1")
    }

    @Test func aPreflightIsSentFirst() async throws {
        let server = Server { request in
            NetworkResponse(
                status: request.method == "OPTIONS" ? 204 : 200,
                headers: [
                    "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "PUT",
                    "Access-Control-Allow-Headers": "content-type",
                ]
            )
        }
        let session = session(.chrome, server)
        let put = FetchRequest(
            api,
            method: "PUT",
            headers: ["Content-Type": "application/json"],
            body: Array("{}".utf8)
        )
        let result = await session.fetch(put, from: page)
        #expect(try result.get().kind == .cors)
        #expect(result.exchanges.map(\.kind) == [.preflight, .request])
        #expect(server.requests.map(\.method) == ["OPTIONS", "PUT"])
        #expect(server.requests[1].body == Array("{}".utf8))
        // The preflight response is cached for a while.
        #expect(await session.fetch(put, from: page).exchanges.map(\.kind) == [.request])
    }

    @Test func redirectsAreFollowedHopByHop() async throws {
        let server = Server { request in
            request.url.path == "/a"
                ? NetworkResponse(
                    status: 302,
                    headers: ["Location": "/b", "Set-Cookie": "hop=1"]
                )
                : NetworkResponse(status: 200)
        }
        let session = session(.chrome, server)
        let result = await session.navigate(to: "http://shop.test/a")
        #expect(result.exchanges.map(\.kind) == [.redirect, .request])
        #expect(server.requests[1].headers["Cookie"] == "hop=1")
        #expect(result.document?.url.description == "http://shop.test/b")
        #expect(result.response?.isRedirected == true)
    }

    @Test func thePoliciesOfAPageApply() async throws {
        let server = Server { _ in
            NetworkResponse(
                status: 200,
                headers: ["Content-Security-Policy": "connect-src 'self'"]
            )
        }
        let session = session(.chrome, server)
        let document = try #require(
            await session.navigate(to: "http://shop.test/").document
        )
        #expect(await session.fetch("/x", from: document).refusal == nil)
        let blocked = await session.fetch("http://other.test/", from: document)
        #expect(blocked.refusal?.code == .contentSecurityPolicy)
        #expect(blocked.refusal?.description == "ContentSecurityPolicy (http://other.test/)")
        #expect(server.requests.count == 2)
    }

    @Test func scriptSharesTheJar() async throws {
        let server = Server { _ in
            NetworkResponse(status: 200, headers: ["Set-Cookie": "sid=1; HttpOnly"])
        }
        let session = session(.chrome, server)
        let document = try #require(await session.navigate(to: "http://shop.test/").document)
        #expect(await session.documentCookie(of: document) == "")
        #expect(await session.setDocumentCookie("theme=dark", of: document)?.isStored == true)
        #expect(await session.documentCookie(of: document) == "theme=dark")
        _ = await session.fetch("/", from: document)
        #expect(server.requests.last?.headers["Cookie"] == "sid=1; theme=dark")
        let data = Page(try WebURL("data:text/html,x"))
        #expect(await session.setDocumentCookie("a=1", of: data) == nil)
    }

    @Test func aFormSubmissionIsPosted() async throws {
        let server = Server { _ in NetworkResponse(status: 200) }
        let form = FormSubmission(Array("a=1".utf8))
        _ = await session(.safari, server).navigate(to: "http://b.test/", from: page, posting: form)
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.body == Array("a=1".utf8))
        #expect(request.headers["Content-Type"] == "application/x-www-form-urlencoded")
        #expect(request.headers["Origin"] == "http://localhost:5173")
    }

    private struct Unreachable: Error, CustomStringConvertible {
        let description = "no route to host"
    }

    @Test func aClientErrorIsANetworkError() async throws {
        let server = Server { _ in throw Unreachable() }
        let result = await session(.chrome, server).fetch(api, from: page)
        #expect(result.refusal?.code == .networkError)
        #expect(result.refusal?.description == "NetworkError (no route to host)")
        #expect(throws: FetchRefusal.self) { try result.get() }
    }

    @Test func aSessionTakesAndReturnsAJar() async throws {
        let url = try WebURL("http://shop.test/")
        var jar = CookieJar(.firefox)
        jar.store("a=1", from: url, at: noon)
        let server = Server { _ in NetworkResponse(status: 200, headers: ["Set-Cookie": "b=2"]) }
        let session = BrowserSession(jar, clock: { noon }, client: { try server.send($0) })
        #expect(session.browser == .firefox)
        _ = await session.navigate(to: url.description)
        #expect(server.requests[0].headers["Cookie"] == "a=1")
        #expect(await session.jar.cookies.map(\.name) == ["a", "b"])
        #expect(jar.cookies.map(\.name) == ["a"])
    }

    @Test func sessionTypesAreCodable() async throws {
        let server = Server { _ in NetworkResponse(status: 200, headers: ["Set-Cookie": "a=1"]) }
        let result = await session(.chrome, server).fetch(api, from: page)
        let data = try JSONEncoder().encode(result)
        #expect(try JSONDecoder().decode(FetchResult.self, from: data) == result)
        let request = FetchRequest(api, method: "PUT", mode: .noCORS, redirect: .manual)
        let encoded = try JSONEncoder().encode(request)
        #expect(try JSONDecoder().decode(FetchRequest.self, from: encoded) == request)
    }
}
