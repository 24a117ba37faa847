import BrowserFetch
import BrowserHTTP
import BrowserInfra
import CurlTransport
import Foundation
import Testing

@Suite struct TLSTests {
    @Test func anUnknownAuthorityIsNotTrusted() async throws {
        let server = try openSSLServer()
        defer { server.stop() }
        let error = await failure(
            of: try makeTransport(),
            try get("https://127.0.0.1:\(server.port)/")
        )
        guard case .tls(let code, let detail) = error else {
            Issue.record("not a TLS error: \(String(describing: error))")
            return
        }
        #expect(code == 60)  // CURLE_PEER_FAILED_VERIFICATION
        #expect(detail.contains("certificate"))
    }

    @Test(arguments: ["127.0.0.1", "localhost", "localhost.", "api.localhost"])
    func aConfiguredAuthorityIsTrusted(_ host: String) async throws {
        let server = try openSSLServer()
        defer { server.stop() }
        let authority = try TestCertificates.shared.get().authority
        let response = try await makeTransport { $0.certificateAuthorities = authority }
            .send(get("https://\(host):\(server.port)/"))
        #expect(response.status == 200)
        #expect(!response.body.isEmpty)
    }

    @Test func aCertificateForAnotherHostIsNotTrusted() async throws {
        let server = try openSSLServer()
        defer { server.stop() }
        let authority = try TestCertificates.shared.get().authority
        let entry = try ResolveEntry(parsing: "shop.test:\(server.port):127.0.0.1")
        let transport = try makeTransport {
            $0.certificateAuthorities = authority
            $0.resolve = [entry]
        }
        let error = await failure(of: transport, try get("https://shop.test:\(server.port)/"))
        guard case .tls(60, let detail) = error else {
            Issue.record("not a TLS error: \(String(describing: error))")
            return
        }
        #expect(detail.contains("shop.test"))
    }

    /// An attacker in between may have truncated the response.
    @Test func truncatedHeadersAreAnErrorOverTLS() async throws {
        let server = try echoServer()
        defer { server.stop() }
        let error = await failure(
            of: try makeTransport { $0.isInsecure = true },
            try get("https://127.0.0.1:\(server.port)/cut")
        )
        #expect(error?.networkDetail?.isEmpty == false)
    }

    @Test func insecureTrustsEveryCertificate() async throws {
        let server = try openSSLServer()
        defer { server.stop() }
        let response = try await makeTransport { $0.isInsecure = true }
            .send(get("https://127.0.0.1:\(server.port)/"))
        #expect(response.status == 200)
    }

    @Test func clientCertificatesAreOnlySentWithCredentials() async throws {
        let certificates = try TestCertificates.shared.get()
        let server = try openSSLServer(
            "-Verify",
            "1",
            "-CAfile",
            certificates.authority,
            "-verify_return_error",
            "-tls1_2"
        )
        defer { server.stop() }
        let request = try get("https://127.0.0.1:\(server.port)/")
        let response = try await makeTransport {
            $0.certificateAuthorities = certificates.authority
            $0.clientCertificate = certificates.clientCertificate
            $0.clientKey = certificates.clientKey
        }.send(request)
        #expect(response.status == 200)
        var uncredentialed = request
        uncredentialed.includesCredentials = false
        let kept = try makeTransport {
            $0.certificateAuthorities = certificates.authority
            $0.clientCertificate = certificates.clientCertificate
            $0.clientKey = certificates.clientKey
        }
        // On an open connection too.
        #expect(try await kept.send(request).status == 200)
        guard case .tls = await failure(of: kept, uncredentialed) else {
            Issue.record("a client certificate is a credential")
            return
        }
        let without = await failure(
            of: try makeTransport { $0.certificateAuthorities = certificates.authority },
            request
        )
        guard case .tls = without else {
            Issue.record("not a TLS error: \(String(describing: without))")
            return
        }
    }

    @Test func aMissingCertificateFileIsATLSError() async throws {
        let transport = try makeTransport { $0.certificateAuthorities = "/nonexistent/ca.pem" }
        let server = try openSSLServer()
        defer { server.stop() }
        let error = await failure(of: transport, try get("https://127.0.0.1:\(server.port)/"))
        guard case .tls(77, let detail) = error else {  // CURLE_SSL_CACERT_BADFILE
            Issue.record("not a TLS error: \(String(describing: error))")
            return
        }
        #expect(detail.contains("/nonexistent/ca.pem"))
    }

    @Test func aServerWithoutTLSIsATLSError() async throws {
        let server = try RawServer { connection in
            connection.write("HTTP/1.1 400 This is plain HTTP\r\n\r\n")
            connection.waitUntilClosed()
        }
        defer { server.stop() }
        let error = await failure(
            of: try makeTransport(),
            try get("https://127.0.0.1:\(server.port)/")
        )
        guard case .tls = error else {
            Issue.record("not a TLS error: \(String(describing: error))")
            return
        }
    }
}

private let hasNode = ProcessInfo.processInfo.environment["PATH", default: ""]
    .split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/node") }

/// Uses Node.js, whose standard library has an HTTP/2 server.
@Suite(.enabled(if: hasNode, "node is not installed")) struct HTTP2Tests {
    private func nodeServer() throws -> ServerProcess {
        let certificates = try TestCertificates.shared.get()
        let script = """
            const fs = require('fs'), http2 = require('http2');
            const options = {
                cert: fs.readFileSync('\(certificates.serverCertificate)'),
                key: fs.readFileSync('\(certificates.serverKey)'), allowHTTP1: true };
            const server = http2.createSecureServer(options, (request, response) => {
                response.setHeader('Set-Cookie', ['a=1', 'b=2']);
                response.setHeader('X-Seen', JSON.stringify(request.headers));
                request.pipe(response);
            });
            server.listen(0, '127.0.0.1', () => console.log('port:' + server.address().port));
            """
        return try ServerProcess(["node", "-e", script])
    }

    @Test(
        arguments: [
            (.automatic, .http2), (.http2, .http2), (.http11, .http11),
        ] as [(CurlTransportSettings.HTTPVersionChoice, HTTPVersion)]
    )
    func theVersionIsNegotiatedInTheHandshake(
        _ choice: CurlTransportSettings.HTTPVersionChoice,
        _ version: HTTPVersion
    ) async throws {
        let server = try nodeServer()
        defer { server.stop() }
        let authority = try TestCertificates.shared.get().authority
        let transport = try makeTransport {
            $0.certificateAuthorities = authority
            $0.httpVersion = choice
        }
        let response = try await transport.send(
            get(
                "https://localhost:\(server.port)/?",
                method: "PATCH",
                [("Cookie", "a=1; b"), ("X-Empty", "")],
                body: "a\0b"
            )
        )
        #expect(response.status == 200)
        #expect(response.httpVersion == version)
        #expect(response.statusText == (version == .http2 ? "" : "OK"))
        #expect(response.headers.values(of: "set-cookie") == ["a=1", "b=2"])
        #expect(response.body == "a\0b")
        let seen = try #require(response.headers.get("x-seen")).utf8Decoded
        #expect(seen.contains(#""cookie":"a=1; b""#))
        #expect(seen.contains(#""x-empty":"""#))
        if version == .http2 {
            #expect(seen.contains(#"":path":"/?""#))
            #expect(seen.contains(#"":method":"PATCH""#))
        }
        for name in ["accept", "user-agent", "content-type"] {
            #expect(!seen.contains("\"\(name)\""))
        }
    }
}
