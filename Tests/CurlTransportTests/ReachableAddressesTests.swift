import BrowserFetch
import CurlTransport
import Testing
import WebOrigin

/// The addresses that requests of an assistant may be sent to.
@Suite struct ReachableAddressesTests {
    enum Verdict: Sendable {
        case always, allowed, never
    }

    @Test(arguments: [
        ("127.0.0.1", Verdict.always), ("127.9.9.9", .always), ("0.0.0.0", .always),
        ("10.0.0.1", .always), ("172.16.0.1", .always), ("172.31.255.255", .always),
        ("192.168.1.1", .always), ("[::1]", .always), ("[::]", .always), ("[fd12::1]", .always),
        ("[::ffff:127.0.0.1]", .always), ("[::ffff:192.168.0.1]", .always),
        ("8.8.8.8", .allowed), ("172.15.0.1", .allowed), ("172.32.0.1", .allowed),
        ("192.169.0.1", .allowed), ("100.64.0.1", .allowed), ("198.18.0.1", .allowed),
        ("0.1.2.3", .allowed), ("224.0.0.251", .allowed), ("255.255.255.255", .allowed),
        ("[2606:4700::1]", .allowed), ("[fec0::1]", .allowed), ("[ff02::1]", .allowed),
        ("[::ffff:8.8.8.8]", .allowed), ("[64:ff9b::7f00:1]", .allowed),
        ("[2002:7f00:1::]", .allowed),
        ("[::7f00:1]", .allowed),
        ("169.254.169.254", .never), ("169.254.0.1", .never), ("[fe80::1]", .never),
        ("[febf::1]", .never), ("[::ffff:169.254.169.254]", .never), ("[::ffff:a9fe:a9fe]", .never),
        ("[64:ff9b::a9fe:a9fe]", .never), ("[2002:a9fe:a9fe::]", .never), ("[::a9fe:a9fe]", .never),
        ("[fd00:ec2::254]", .never), ("2852039166", .never), ("0xa9fea9fe", .never),
        ("0251.0376.0251.0376", .never),
    ])
    func privateAddressesAreReachableAndLinkLocalOnesNever(_ text: String, _ verdict: Verdict)
        throws
    {
        let url = try WebURL(parsing: "http://\(text)/")
        let address = try #require(url.host)
        let name = try WebURL(parsing: "http://api.test/").host
        let nobody = ReachableAddresses(allowing: [])
        let allowing = ReachableAddresses(allowing: ["api.test"])
        #expect((nobody.refusal(of: address, for: name) == nil) == (verdict == .always))
        #expect((allowing.refusal(of: address, for: name) == nil) == (verdict != .never))
    }

    @Test(arguments: [
        ("localhost", true), ("a.localhost", true), ("127.0.0.1", true), ("api.test", true),
        ("other.test", false), ("169.254.169.254", false), ("[fe80::1]", false), ("8.8.8.8", false),
    ])
    func behindAProxyTheNameDecides(_ text: String, _ isReached: Bool) throws {
        let host = try WebURL(parsing: "http://\(text)/").host
        let reachable = ReachableAddresses(allowing: ["api.test"])
        #expect((reachable.refusal(ofUnresolved: host) == nil) == isReached)
    }

    /// The address counts, whatever its name is, and no connection is attempted.
    @Test(arguments: ["169.254.169.254", "8.8.8.8", "[fe80::1]"])
    func resolvedAddressesAreChecked(_ address: String) async throws {
        var settings = CurlTransportSettings()
        settings.reachable = ReachableAddresses(allowing: [])
        settings.resolve = [try ResolveEntry(parsing: "rebound.test:80:\(address)")]
        let transport = try CurlTransport(settings)
        let url = try WebURL(parsing: "http://rebound.test/")
        let error = await #expect(throws: TransportError.self) {
            _ = try await transport.send(HTTPRequest(method: "GET", url: url))
        }
        #expect("\(try #require(error))".contains("address"), "\(String(describing: error))")
        let webSocket = await #expect(throws: TransportError.self) {
            _ = try await transport.openWebSocket(HTTPRequest(method: "GET", url: url))
        }
        #expect(
            "\(try #require(webSocket))".contains("address"),
            "\(String(describing: webSocket))"
        )
        transport.close()
    }

    /// One of several addresses may be reachable.
    @Test func onlyReachableAddressesAreTried() async throws {
        let server = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        var settings = CurlTransportSettings()
        settings.reachable = ReachableAddresses(allowing: [])
        settings.resolve = [
            try ResolveEntry(parsing: "several.test:\(server.port):8.8.8.8,127.0.0.1")
        ]
        let transport = try CurlTransport(settings)
        let url = try WebURL(parsing: "http://several.test:\(server.port)/")
        let response = try await transport.send(HTTPRequest(method: "GET", url: url))
        #expect(response.status == 200)
        transport.close()
    }
}
