import BrowserFetch
import BrowserHTTP
import BrowserInfra
import CurlTransport
import TestSupport
import Testing

/// Errors after the headers, on real sockets: there is a response, which contains the error.
@Suite(.timeLimit(.minutes(Patience.factor))) struct BodyErrorTests {
    /// Sends one response in pieces that arrive separately, and closes the connection.
    private func response(
        to answer: [[UInt8]],
        endingWith end: @escaping @Sendable (Connection) -> Void = { _ in },
        as use: ResponseBodyUse = .read,
        settings change: (inout CurlTransportSettings) -> Void = { _ in }
    ) async throws -> HTTPResponse {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            for piece in answer { connection.writeAndWaitUntilRead(piece) }
            end(connection)
        }
        defer { server.stop() }
        var request = try get("http://127.0.0.1:\(server.port)/")
        request.responseBody = use
        return try await makeTransport(change).send(request)
    }

    /// The rest of each response, libcurl's code, and the body that arrived.
    @Test(arguments: [
        ("Content-Length: 9\r\n\r\nshort", 18, "short"),  // CURLE_PARTIAL_FILE
        ("Content-Length: 9\r\n\r\n", 18, ""),
        ("Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\nzz\r\n", 56, "ab"),  // CURLE_RECV_ERROR
        ("Transfer-Encoding: chunked\r\n\r\n5\r\nab", 18, "ab"),
        ("Content-Encoding: gzip\r\n\r\nnot gzip at all", 61, ""),
        // Browsers pass on a body with an unknown coding; libcurl does not.
        ("Content-Encoding: utf-8\r\n\r\nbody", 61, ""),
    ])
    func aBrokenBodyKeepsTheHeaders(_ rest: String, _ code: Int, _ body: String) async throws {
        let head = "HTTP/1.1 200 OK\r\nSet-Cookie: r=1\r\n"
        let response = try await response(to: [Array((head + rest).utf8)])
        #expect(response.status == 200)
        #expect(response.headers.get("Set-Cookie") == "r=1")
        #expect(response.bodyError?.networkCode == code)
        #expect(response.bodyError?.networkDetail?.isEmpty == false)
        #expect(response.body == ByteString(utf8: body))
    }

    @Test func aResetAfterTheHeadersIsABodyError() async throws {
        let response = try await response(
            to: [Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".utf8)],
            endingWith: { $0.reset() }
        )
        #expect(response.body == "abc")
        #expect(response.bodyError?.networkCode == 56)
    }

    @Test func aBodyBeyondTheLimitIsABodyError() async throws {
        let response = try await response(
            to: [Array("HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 9\r\n\r\n123456789".utf8)],
            settings: { $0.maxBodyBytes = 8 }
        )
        #expect(response.headers.get("X-A") == "1")
        #expect(response.bodyError == .bodyTooLarge(limit: 8))
    }

    @Test func aBodyThatStallsTimesOut() async throws {
        let response = try await response(
            to: [Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx".utf8)],
            endingWith: { $0.waitUntilClosed() },
            settings: { $0.maxTime = 0.3 }
        )
        guard case .timeout(let detail) = response.bodyError else {
            Issue.record("not a time-out: \(String(describing: response.bodyError))")
            return
        }
        #expect(detail.hasPrefix("no complete response within 0.3 s: "))
        #expect(response.body == "x")
    }

    /// `hi` as gzip, with defects that Chromium tolerates: a wrong checksum and length, garbage, a
    /// line break, zeros or another member after it, or a missing end.
    @Test(arguments: [
        ("gzip", gzip, []), ("gzip", gzip + Array("garbage".utf8), []),
        ("gzip", gzip, Array("garbage".utf8)), ("gzip", gzip + [0x0D, 0x0A], []),
        ("gzip", gzip + [UInt8](repeating: 0, count: 10), []), ("gzip", gzip + gzip, []),
        ("gzip", gzip.dropLast(8) + [0, 0, 0, 0] + gzip.suffix(4), []),
        ("gzip", gzip.dropLast(4) + [7, 0, 0, 0], []), ("gzip", Array(gzip.dropLast(8)), []),
        ("deflate", zlib + Array("garbage".utf8), []), ("br", brotli + Array("garbage".utf8), []),
    ])
    func dataAfterACompressedBodyIsIgnored(
        _ coding: String,
        _ body: [UInt8],
        _ later: [UInt8]
    ) async throws {
        let length = body.count + later.count
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: \(length)"
        let response = try await response(to: [Array("\(head)\r\n\r\n".utf8) + body, later])
        #expect(response.body == "hi")
        #expect(response.bodyError == nil)
    }

    /// Recorded in Chromium: a redirect is followed, and a preflight judged, as soon as the headers
    /// have arrived.
    @Test(arguments: [
        ("302 Found\r\nLocation: /b", ResponseBodyUse.unlessRedirect),
        ("307 Moved\r\nLocation: /b", .unlessRedirect), ("204 None", .unused), ("200 OK", .unused),
    ])
    func unneededBodiesAreNotAwaited(_ head: String, _ use: ResponseBodyUse) async throws {
        let response = try await response(
            to: [Array("HTTP/1.1 \(head)\r\nContent-Length: 9\r\n\r\nx".utf8)],
            endingWith: { $0.waitUntilClosed() },
            as: use
        )
        #expect(response.bodyError == nil)
        #expect(response.status == Int(head.prefix(3)))
    }

    @Test(arguments: ["302 Found", "302 Found\r\nLocation:", "200 OK\r\nLocation: /b"])
    func bodiesOfResponsesThatAreNotRedirectsAreRead(_ head: String) async throws {
        let response = try await response(
            to: [
                Array("HTTP/1.1 \(head)\r\nContent-Length: 4\r\n\r\nbo".utf8), Array("dy".utf8),
            ],
            as: .unlessRedirect
        )
        #expect(response.body == "body")
    }

    /// Otherwise long chains of redirects would run out of connections.
    @Test func unreadBodiesDoNotHoldConnections() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 9\r\n\r\nx")
            connection.waitUntilClosed()
        }
        defer { server.stop() }
        let transport = try makeTransport()
        var request = try get("http://127.0.0.1:\(server.port)/")
        request.responseBody = .unlessRedirect
        for _ in 1...20 { #expect(try await transport.send(request).status == 302) }
    }

    /// A short body after the headers is read, so that the connection can be reused.
    @Test func theConnectionOfARedirectIsReused() async throws {
        let server = try RawServer(
            answering: "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 4\r\n\r\nbody"
        )
        defer { server.stop() }
        let transport = try makeTransport()
        var request = try get("http://127.0.0.1:\(server.port)/")
        request.responseBody = .unlessRedirect
        for _ in 1...5 { #expect(try await transport.send(request).status == 302) }
        #expect(server.accepted == 1)
    }

    private static let gzip: [UInt8] = [
        0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0xCB, 0xC8, 4, 0, 0xAC, 0x2A, 0x93, 0xD8, 2, 0, 0, 0,
    ]
    private static let zlib: [UInt8] = [0x78, 0x9C, 0xCB, 0xC8, 4, 0, 1, 0x3B, 0, 0xD2]
    private static let brotli: [UInt8] = [0x8B, 0, 0x80, 0x68, 0x69, 3]
}
