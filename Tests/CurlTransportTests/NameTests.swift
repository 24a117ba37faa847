import BrowserFetch
import BrowserHTTP
import BrowserInfra
import CurlTransport
import Testing

/// Where connections go.
@Suite struct NameTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    @Test(
        arguments: [
            "localhost", "LOCALHOST", "localhost.", "api.localhost", "a.b.localhost.",
            "xn--nxasmq6b.localhost",
        ],
        [RawServer.Family.ipv4, .ipv6]
    )
    func loopbackNamesReachWhoeverListensOnLoopback(
        _ host: String,
        _ family: RawServer.Family
    ) async throws {
        let server = try RawServer(family, answering: Self.ok)
        defer { server.stop() }
        let url = "http://\(host):\(server.port)/"
        let response = try await makeTransport().send(get(url))
        #expect(response.status == 200)
        // The name goes out as it is, its trailing dot too.
        #expect(
            server.requests.map { $0.values(of: "host") }
                == [["\(host.lowercased()):\(server.port)"]]
        )
    }

    @Test func addressesReachTheirFamily() async throws {
        let server = try RawServer(.ipv6, answering: Self.ok)
        defer { server.stop() }
        _ = try await makeTransport().send(get("http://[::1]:\(server.port)/"))
        #expect(server.requests.map { $0.values(of: "host") } == [["[::1]:\(server.port)"]])
    }

    @Test func resolveEntriesNeedNoDNS() async throws {
        let server = try RawServer(answering: Self.ok)
        defer { server.stop() }
        let entry = try ResolveEntry(parsing: "app.shop.test:\(server.port):::1,127.0.0.1")
        let transport = try makeTransport { $0.resolve = [entry] }
        _ = try await transport.send(get("http://app.shop.test:\(server.port)/"))
        #expect(
            server.requests.map { $0.values(of: "host") } == [["app.shop.test:\(server.port)"]]
        )
    }

    @Test func resolveEntriesWinOverLoopback() async throws {
        let server = try RawServer(.ipv6, answering: Self.ok)
        defer { server.stop() }
        let entry = try ResolveEntry(parsing: "localhost:\(server.port):127.0.0.1")
        let transport = try makeTransport { $0.resolve = [entry] }
        let error = await failure(of: transport, try get("http://localhost:\(server.port)/"))
        #expect(error?.networkCode == 7)  // CURLE_COULDNT_CONNECT
    }

    @Test(arguments: ["127.0.0.1", "localhost.", "api.localhost"])
    func connectToGoesElsewhereUnderTheURLsName(_ target: String) async throws {
        let server = try RawServer(answering: Self.ok)
        defer { server.stop() }
        let entry = try ConnectToEntry(parsing: "shop.test:80:\(target):\(server.port)")
        let transport = try makeTransport { $0.connectTo = [entry] }
        _ = try await transport.send(get("http://shop.test/"))
        #expect(server.requests.map { $0.values(of: "host") } == [["shop.test"]])
    }

    /// Browsers take them; it is better to say that libcurl does not than "malformed".
    @Test(arguments: Array("!$'*=,;(){}&+\"`").map { "a\($0)b.localhost" })
    func hostsThatLibcurlDoesNotTakeAreNamed(_ host: String) async throws {
        let error = await failure(of: try makeTransport(), try get("http://\(host)/"))
        #expect(error?.networkCode == 3)  // CURLE_URL_MALFORMAT
        #expect(
            error?.networkDetail?.hasPrefix("libcurl does not accept the host “\(host)”") == true
        )
    }
}
