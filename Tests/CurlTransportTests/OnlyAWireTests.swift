import CurlTransport
import Fetch
import Foundation
import HTTP
import Infra
import Testing
import WebOrigin

/// libcurl must do nothing that crumb has not told it to.
@Suite struct OnlyAWireTests {
    @Test func cookiesAreNotKeptBetweenRequests() async throws {
        let server = try RawServer(
            answering: "HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nContent-Length: 0\r\n\r\n"
        )
        defer { server.stop() }
        let transport = try makeTransport()
        let first = try await transport.send(get("http://127.0.0.1:\(server.port)/"))
        _ = try await transport.send(get("http://127.0.0.1:\(server.port)/"))
        #expect(first.headers.values(of: "set-cookie") == ["a=1; Path=/"])
        #expect(server.requests.count == 2)
        #expect(server.requests.flatMap { $0.values(of: "cookie") } == [])
    }

    @Test func redirectsAreNotFollowed() async throws {
        let server = try RawServer(
            answering: "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n"
        )
        defer { server.stop() }
        let response = try await makeTransport().send(get("http://127.0.0.1:\(server.port)/"))
        #expect(response.status == 302)
        #expect(server.requests.map(\.target) == ["/"])
    }

    @Test func authenticationIsNotAnsweredFromNetrc() async throws {
        let server = try RawServer(
            answering: "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n"
        )
        defer { server.stop() }
        let response = try await makeTransport().send(get("http://127.0.0.1:\(server.port)/"))
        #expect(response.status == 401)
        #expect(server.requests.map { $0.values(of: "authorization") } == [[]])
    }

    @Test func userinfoAndFragmentAreNotSent() async throws {
        let server = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        _ = try await makeTransport().send(get("http://me:secret@127.0.0.1:\(server.port)/a#b"))
        let request = try #require(server.requests.first)
        #expect(request.target == "/a")
        #expect(request.values(of: "authorization") == [])
        #expect(request.values(of: "host") == ["127.0.0.1:\(server.port)"])
    }

    @Test func theEnvironmentsProxyIsNotUsed() async throws {
        let server = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let transport = try makeTransport()
        #expect(ProcessInfo.processInfo.environment["http_proxy"] == "http://127.0.0.1:1")
        _ = try await transport.send(get("http://127.0.0.1:\(server.port)/"))
        #expect(server.requests.map(\.target) == ["/"])
    }

    @Test func aProxyThatIsGivenIsUsedForLoopbackToo() async throws {
        let proxy = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { proxy.stop() }
        let transport = try makeTransport { $0.proxy = "http://127.0.0.1:\(proxy.port)" }
        _ = try await transport.send(get("http://localhost:1/a/../b?"))
        _ = try await transport.send(get("http://shop.test/?q"))
        #expect(
            proxy.requests.map(\.target) == ["http://localhost:1/b?", "http://shop.test/?q"]
        )
    }

    @Test func theAnswerOfAProxyToConnectIsNoResponse() async throws {
        let server = try openSSLServer()
        defer { server.stop() }
        let port = UInt16(server.port)
        let proxy = try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 Tunnel\r\nX-Proxy: yes\r\n\r\n")
            connection.relay(to: port)
        }
        defer { proxy.stop() }
        let transport = try makeTransport {
            $0.proxy = "http://127.0.0.1:\(proxy.port)"
            $0.isInsecure = true
        }
        let response = try await transport.send(get("https://shop.test/", [("X-Page", "1")]))
        #expect(response.headers.get("content-type") == "text/html")
        #expect(!response.headers.contains("x-proxy"))
        #expect(proxy.requests.map(\.target) == ["shop.test:443"])
        // The page's headers are for the server alone.
        #expect(proxy.requests.map { $0.values(of: "x-page") } == [[]])
    }

    @Test(arguments: ["file:///etc/hostname", "ftp://127.0.0.1/", "ws://127.0.0.1/"])
    func onlyHTTPIsSpoken(_ url: String) async throws {
        let error = await failure(of: try makeTransport(), try get(url))
        // CURLE_UNSUPPORTED_PROTOCOL
        #expect(error?.networkCode == 1)
    }
}
