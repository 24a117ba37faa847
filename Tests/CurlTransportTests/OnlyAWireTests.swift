import BrowserFetch
import BrowserHTTP
import BrowserInfra
import CurlTransport
import Foundation
import Synchronization
import TestSupport
import Testing
import WebOrigin

/// libcurl must only do what crumb tells it to.
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

    @Test func netrcIsNotUsedForAuthentication() async throws {
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

    @Test func aConfiguredProxyIsUsedForLoopbackToo() async throws {
        let proxy = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { proxy.stop() }
        let transport = try makeTransport { $0.proxy = "http://127.0.0.1:\(proxy.port)" }
        _ = try await transport.send(get("http://localhost:1/a/../b?"))
        _ = try await transport.send(get("http://shop.test/?q"))
        #expect(
            proxy.requests.map(\.target) == ["http://localhost:1/b?", "http://shop.test/?q"]
        )
    }

    /// A proxy whose response to CONNECT has a header of its own.
    private func tunnel(to port: UInt16) throws -> RawServer {
        try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 Tunnel\r\nX-Proxy: yes\r\n\r\n")
            connection.relay(to: port)
        }
    }

    @Test func theResponseOfAProxyToConnectIsNotReported() async throws {
        let server = try openSSLServer()
        defer { server.stop() }
        let proxy = try tunnel(to: UInt16(server.port))
        defer { proxy.stop() }
        let transport = try makeTransport {
            $0.proxy = "http://127.0.0.1:\(proxy.port)"
            $0.isInsecure = true
        }
        let response = try await transport.send(get("https://shop.test/", [("X-Page", "1")]))
        #expect(response.headers.get("content-type") == "text/html")
        #expect(!response.headers.contains("x-proxy"))
        #expect(proxy.requests.map(\.target) == ["shop.test:443"])
        // The page's headers are only for the server.
        #expect(proxy.requests.map { $0.values(of: "x-page") } == [[]])
    }

    /// RFC 1928: 0 is no authentication, 2 is a user name and a password. libcurl offers 1 (GSS-API) by
    /// default, and a proxy that chose it would get Kerberos.
    @Test(arguments: [("", [0] as [UInt8]), ("me:secret@", [0, 2])])
    func aSOCKSProxyIsOnlyOfferedTheMethodsForItsURL(
        _ credentials: String,
        _ methods: [UInt8]
    ) async throws {
        let server = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let offered = Mutex<[UInt8]>([])
        let proxy = try RawServer { [port = server.port] connection in
            guard let start = connection.read(exactly: 2),
                let methods = connection.read(exactly: Int(start[1]))
            else { return }
            offered.withLock { $0 = methods }
            connection.write([5, 0])
            // A request for an IPv4 address: version, command, 0, type, address, port.
            guard connection.read(exactly: 10) != nil else { return }
            connection.write([5, 0, 0, 1, 127, 0, 0, 1, 0, 0])
            connection.relay(to: port)
        }
        defer { proxy.stop() }
        let transport = try makeTransport {
            $0.proxy = "socks5://\(credentials)127.0.0.1:\(proxy.port)"
        }
        let response = try await transport.send(get("http://127.0.0.1:\(server.port)/a"))
        #expect(response.status == 200)
        #expect(offered.withLock(\.self) == methods)
        #expect(server.requests.map(\.target) == ["/a"])
    }

    @Test(arguments: ["file:///etc/hostname", "ftp://127.0.0.1/", "ws://127.0.0.1/"])
    func onlyHTTPIsSupported(_ url: String) async throws {
        let error = await failure(of: try makeTransport(), try get(url))
        // CURLE_UNSUPPORTED_PROTOCOL
        #expect(error?.networkCode == 1)
    }

    /// Parsers are known to disagree on these URLs. libcurl must connect to the host that the rules
    /// have judged, and request the same target.
    @Test func theJudgedURLIsTheRequestedURL() async throws {
        let server = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        // Connects here, whatever the host is.
        let here = try ConnectToEntry(parsing: "::127.0.0.1:\(server.port)")
        let transport = try makeTransport { $0.connectTo = [here] }
        let lines = try String(contentsOf: fixtureURL("fuzz/url.txt"), encoding: .utf8)
        let urls = lines.split(separator: "\n").compactMap { try? WebURL(parsing: String($0)) }
            .filter { $0.scheme == "http" }
        #expect(urls.count > 50)
        var sent = 0
        for url in urls {
            let before = server.requests.count
            let error = await failure(of: transport, HTTPRequest(method: "GET", url: url))
            guard error == nil else {
                #expect(error?.networkCode != nil, "\(url.href): \(String(describing: error))")
                #expect(server.requests.count == before, "\(url.href)")
                continue
            }
            sent += 1
            let request = try #require(server.requests.last)
            let host = try #require(url.host)
            let authority = host.serialized + (url.port.map { ":\($0)" } ?? "")
            #expect(request.values(of: "host") == [authority])
            #expect(request.target == url.serializedPath + (url.query.map { "?\($0)" } ?? ""))
            #expect(CurlDestination(readByLibcurl: url) == CurlDestination(judged: url))
        }
        #expect(sent > 40)
    }

    @Test func differencesInURLParsingAreDetected() throws {
        let url = try WebURL(parsing: "http://a.test:81/")
        let judged = try #require(CurlDestination(judged: url))
        for other in ["http://b.test:81/", "http://a.test/", "https://a.test:81/"] {
            #expect(CurlDestination(readByLibcurl: try WebURL(parsing: other)) != judged)
        }
    }

    @Test(arguments: [
        "file:///etc/passwd", "gopher://127.0.0.1:1", "ftp://127.0.0.1:1", "telnet://127.0.0.1:1",
    ])
    func proxiesOfOtherProtocolsAreRejected(_ proxy: String) async throws {
        let server = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let transport = try makeTransport { $0.proxy = proxy }
        let error = await failure(of: transport, try get("http://127.0.0.1:\(server.port)/"))
        #expect(error?.networkCode != nil)
        #expect(server.requests.isEmpty)
    }

    @Test func aProxysPasswordIsOnlySentToTheProxy() async throws {
        let proxy = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { proxy.stop() }
        let server = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let through = try makeTransport { $0.proxy = "http://me:secret@127.0.0.1:\(proxy.port)" }
        _ = try await through.send(get("http://a.test/"))
        _ = try await through.send(get("http://b.test/"))
        #expect(proxy.requests.map { $0.values(of: "proxy-authorization").count } == [1, 1])
        #expect(proxy.requests.flatMap { $0.values(of: "authorization") } == [])
        _ = try await makeTransport().send(get("http://127.0.0.1:\(server.port)/"))
        #expect(server.requests.flatMap { $0.values(of: "proxy-authorization") } == [])
    }

    /// The server behind the tunnel must not receive the proxy's password, even if it asks for it.
    @Test(arguments: ["/", "/407"])
    func aProxysPasswordIsNotSentThroughATunnel(_ path: String) async throws {
        let server = try echoServer()
        defer { server.stop() }
        let proxy = try tunnel(to: UInt16(server.port))
        defer { proxy.stop() }
        let transport = try makeTransport {
            $0.proxy = "http://me:secret@127.0.0.1:\(proxy.port)"
            $0.isInsecure = true
        }
        for host in ["a.test", "b.test"] {
            let response = try await transport.send(
                get("https://\(host)\(path)", [("X-Page", "1")])
            )
            let seen = response.body.utf8Decoded.lowercased()
            #expect(response.status == (path == "/" ? 200 : 407))
            #expect(seen.hasPrefix("get \(path) http/1.1\r\nhost: \(host)\r\n"), "\(seen)")
            #expect(seen.contains("x-page: 1"))
            #expect(!seen.contains("authorization"), "\(seen)")
            #expect(!seen.contains("bwu6c2vjcmv0"), "\(seen)")
        }
        #expect(proxy.requests.map(\.target) == ["a.test:443", "b.test:443"])
        // me:secret
        #expect(
            proxy.requests.map { $0.values(of: "proxy-authorization") }
                == [["Basic bWU6c2VjcmV0"], ["Basic bWU6c2VjcmV0"]]
        )
    }
}
