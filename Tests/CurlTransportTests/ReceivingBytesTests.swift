import BrowserFetch
import BrowserHTTP
import BrowserInfra
import CurlTransport
import TestSupport
import Testing

/// Responses are reported byte for byte, except that content codings are decoded.
@Suite struct ReceivingBytesTests {
    private func response(
        to method: String = "GET",
        _ answer: [UInt8]
    ) async throws -> HTTPResponse {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write(answer)
        }
        defer { server.stop() }
        return try await makeTransport().send(
            get("http://127.0.0.1:\(server.port)/", method: method)
        )
    }

    private func response(_ answer: String) async throws -> HTTPResponse {
        try await response(Array(answer.utf8))
    }

    private func error(_ answer: String) async throws -> TransportError? {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write(answer)
        }
        defer { server.stop() }
        return await failure(of: try makeTransport(), try get("http://127.0.0.1:\(server.port)/"))
    }

    @Test func headersKeepOrderCaseAndBytes() async throws {
        let cookie: [UInt8] = Array("Set-Cookie: a=".utf8) + [0xFF, 0x80, 0x01, 0x22]
        let response = try await response(
            Array("HTTP/1.1 299 Tr\u{E8}s \t bien \r\nset-cookie:b=2\r\n".utf8) + cookie
                + Array("\r\nX-Empty:\r\nx-SPACE : \t v  w \t\r\nSET-COOKIE: c\r\n\r\nbody".utf8)
        )
        #expect(response.status == 299)
        #expect(response.statusText == "Tr\u{E8}s \t bien ")
        #expect(
            response.headers.headers == [
                Header(name: "set-cookie", value: "b=2"),
                Header(name: "Set-Cookie", value: ByteString(cookie.dropFirst(12))),
                Header(name: "X-Empty", value: ""),
                Header(name: "x-SPACE", value: "v  w"),
                Header(name: "SET-COOKIE", value: "c"),
            ]
        )
        #expect(response.body == "body")
        #expect(response.httpVersion == .http11)
        #expect(response.durationMicroseconds > 0)
    }

    @Test func foldedLinesAreJoined() async throws {
        let response = try await response(
            "HTTP/1.1 200 OK\r\nX-A: one\r\n  two \r\n\tthree\r\nX-B:\r\n x\r\n\r\n"
        )
        #expect(
            response.headers.headers == [
                Header(name: "X-A", value: "one two three"), Header(name: "X-B", value: "x"),
            ]
        )
    }

    @Test func bareLineFeedsEndLines() async throws {
        let response = try await response("HTTP/1.1 200 OK\nX-A: one\n\nbody")
        #expect(response.headers.headers == [Header(name: "X-A", value: "one")])
        #expect(response.statusText == "OK")
        #expect(response.body == "body")
    }

    @Test func headersWithInvalidNamesAreDropped() async throws {
        let response = try await response(
            "HTTP/1.1 200 OK\r\nX A: 1\r\nX(: 2\r\n: 3\r\nX-B: 4\r\n\r\n"
        )
        #expect(response.headers.headers == [Header(name: "X-B", value: "4")])
    }

    @Test func informationalResponsesAreSkipped() async throws {
        let response = try await response(
            "HTTP/1.1 100 Continue\r\nX-A: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                + "HTTP/1.1 204 None\r\nX-B: 2\r\n\r\n"
        )
        #expect(response.status == 204)
        #expect(response.headers.headers == [Header(name: "X-B", value: "2")])
    }

    @Test func trailersAreNotHeaders() async throws {
        let response = try await response(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n"
                + "3\r\nabc\r\n0\r\nX-T: 1\r\nSet-Cookie: late=1\r\n\r\n"
        )
        #expect(response.body == "abc")
        #expect(response.headers.headers.map(\.name) == ["Transfer-Encoding", "Trailer"])
    }

    /// As in Chromium's HttpStreamParser: without TLS, a truncated response cannot be told from a
    /// complete one.
    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nX-A: 1\r\n", "HTTP/1.1 200 OK\r\nX-A: 1\r\nX-Cut",
        "HTTP/1.1 200 OK\r\nX-A: 1\r\n\t",
    ])
    func closingTheConnectionEndsTheHeaders(_ answer: String) async throws {
        let response = try await response(answer)
        #expect(response.status == 200)
        #expect(response.headers.get("x-a") == "1")
        #expect(response.body == "")
    }

    @Test func aHEADResponseHasNoBody() async throws {
        let response = try await response(
            to: "HEAD",
            Array("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".utf8)
        )
        #expect(response.body == "")
        #expect(response.headers.get("content-length") == "1000")
    }

    @Test func responsesWithoutALengthEndWithTheConnection() async throws {
        let response = try await response("HTTP/1.0 404\r\n\r\nto the end")
        #expect(response.status == 404)
        #expect(response.statusText == "")
        #expect(response.httpVersion == .http10)
        #expect(response.body == "to the end")
    }

    /// The bytes encode `hello, crumb`; those of zstd are a frame with one raw block.
    @Test(arguments: [
        ("gzip", "1f8b0800000000000203cb48cdc9c9d751482e2acd4d0200cb4e8f3d0c000000"),
        ("x-gzip", "1f8b0800000000000203cb48cdc9c9d751482e2acd4d0200cb4e8f3d0c000000"),
        ("deflate", "789ccb48cdc9c9d751482e2acd4d02001d05047a"),
        ("deflate", "cb48cdc9c9d751482e2acd4d0200"),
        ("br", "8b058068656c6c6f2c206372756d6203"),
        ("zstd", "28b52ffd200c61000068656c6c6f2c206372756d62"),
        ("identity", "68656c6c6f2c206372756d62"),
    ])
    func contentCodingsAreDecoded(_ coding: String, _ hexadecimal: String) async throws {
        let digits = hexadecimal.utf8.compactMap(\.asciiHexDigitValue)
        let bytes = stride(from: 0, to: digits.count, by: 2).map {
            digits[$0] << 4 | digits[$0 + 1]
        }
        let head =
            "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: \(bytes.count)"
        let response = try await response(Array("\(head)\r\n\r\n".utf8) + bytes)
        #expect(response.body == "hello, crumb")
        // The page can still read the header, as in a browser.
        #expect(response.headers.get("content-encoding") == ByteString(utf8: coding))
    }

    /// The response, and libcurl's code.
    @Test(arguments: [
        ("", 52),  // CURLE_GOT_NOTHING
        ("garbage\r\n\r\n", 1),  // CURLE_UNSUPPORTED_PROTOCOL: that would be HTTP/0.9
        ("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n", 8),  // CURLE_WEIRD_SERVER_REPLY
    ])
    func brokenResponsesAreNetworkErrors(_ answer: String, _ code: Int) async throws {
        let error = try await error(answer)
        #expect(error?.networkCode == code)
        #expect(error?.networkDetail?.isEmpty == false)
    }

    @Test(arguments: [
        "HTTP/1.1 101 Switching\r\n\r\n", "HTTP/1.1 099 Low\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\nX-Cut: of",
    ])
    func aResponseNeedsAFinalStatus(_ answer: String) async throws {
        let error = try await error(answer)
        #expect(error?.networkDetail?.isEmpty == false)
    }

    @Test func aClosedPortRefusesTheConnection() async throws {
        let server = try RefusingPort()
        let error = await failure(of: try makeTransport(), try get(server.baseURL + "/"))
        #expect(error?.networkCode == 7)  // CURLE_COULDNT_CONNECT
        #expect(error?.networkDetail?.contains("\(server.port)") == true)
    }
}
