import BrowserFetch
import BrowserHTTP
import BrowserInfra
import CurlTransport
import Testing

/// The addresses that connections are made to.
@Suite struct NameTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    @Test(
        arguments: [
            "localhost", "LOCALHOST", "localhost.", "api.localhost", "a.b.localhost.",
            "xn--nxasmq6b.localhost",
        ],
        [RawServer.Family.ipv4, .ipv6]
    )
    func loopbackNamesReachBothAddressFamilies(
        _ host: String,
        _ family: RawServer.Family
    ) async throws {
        let server = try RawServer(family, answering: Self.ok)
        defer { server.stop() }
        let url = "http://\(host):\(server.port)/"
        let response = try await makeTransport().send(get(url))
        #expect(response.status == 200)
        // The name is sent unchanged, including its trailing dot.
        #expect(
            server.requests.map { $0.values(of: "host") }
                == [["\(host.lowercased()):\(server.port)"]]
        )
    }

    @Test func addressesReachTheirAddressFamily() async throws {
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

    @Test func resolveEntriesOverrideLoopback() async throws {
        let server = try RawServer(.ipv6, answering: Self.ok)
        defer { server.stop() }
        let entry = try ResolveEntry(parsing: "localhost:\(server.port):127.0.0.1")
        let transport = try makeTransport { $0.resolve = [entry] }
        let error = await failure(of: transport, try get("http://localhost:\(server.port)/"))
        #expect(error?.networkCode == 7)  // CURLE_COULDNT_CONNECT
    }

    @Test(arguments: ["127.0.0.1", "localhost.", "api.localhost"])
    func connectToKeepsTheHostOfTheURL(_ target: String) async throws {
        let server = try RawServer(answering: Self.ok)
        defer { server.stop() }
        let entry = try ConnectToEntry(parsing: "shop.test:80:\(target):\(server.port)")
        let transport = try makeTransport { $0.connectTo = [entry] }
        _ = try await transport.send(get("http://shop.test/"))
        #expect(server.requests.map { $0.values(of: "host") } == [["shop.test"]])
    }

    /// Browsers accept these hosts; saying that libcurl does not is more helpful than "malformed".
    @Test(arguments: Array("!$'*=,;(){}&+\"`").map { "a\($0)b.localhost" })
    func hostsThatLibcurlRejectsAreReported(_ host: String) async throws {
        let error = await failure(of: try makeTransport(), try get("http://\(host)/"))
        #expect(error?.networkCode == 3)  // CURLE_URL_MALFORMAT
        #expect(
            error?.networkDetail?.hasPrefix("libcurl does not accept the host “\(host)”") == true
        )
    }
}
