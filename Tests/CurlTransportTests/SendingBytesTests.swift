import BrowserFetch
import BrowserHTTP
import BrowserInfra
import CurlTransport
import Foundation
import Testing
import WebOrigin

/// A request is sent as specified, byte for byte, and nothing else.
@Suite struct SendingBytesTests {
    /// Sends the request to a server that responds with 200, and returns what it received.
    private func received(
        _ pathAndQuery: String = "/",
        host: String = "127.0.0.1",
        method: String = "GET",
        headers: [Header] = [],
        body: ByteString? = nil
    ) async throws -> RawServer.Request {
        let server = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let url = try WebURL(parsing: "http://\(host):\(server.port)\(pathAndQuery)")
        let request = HTTPRequest(
            method: method,
            url: url,
            headers: HeaderList(headers),
            body: body
        )
        _ = try await makeTransport().send(request)
        #expect(server.requests.count == 1)
        var received = try #require(server.requests.first)
        // Ports differ between runs.
        let head = String(decoding: received.head, as: UTF8.self)
        received.head = Array(
            head.replacingOccurrences(of: "\(host):\(server.port)", with: host).utf8
        )
        return received
    }

    @Test func aGETOnlyHasAHostHeader() async throws {
        let request = try await received("/a?b")
        #expect(request.lines == ["GET /a?b HTTP/1.1", "Host: 127.0.0.1"])
    }

    @Test func headersKeepOrderCaseAndBytes() async throws {
        let server = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let headers = HeaderList([
            Header(name: "x-lower", value: "a  b"),
            Header(name: "Cookie", value: ByteString([0x61, 0x3D, 0xFF, 0x80, 0xC3, 0xA9])),
            Header(name: "ACCEPT", value: "*/*"),
            Header(name: "X-Twice", value: "1"),
            Header(name: "x-twice", value: "2"),
            Header(name: "X-Controls", value: ByteString([0x01, 0x09, 0x7F])),
            Header(name: "User-Agent", value: "crumb"),
            Header(name: "Accept-Encoding", value: "gzip, deflate"),
        ])
        let url = try WebURL(parsing: "http://127.0.0.1:\(server.port)/")
        _ = try await makeTransport().send(HTTPRequest(method: "GET", url: url, headers: headers))
        let expected = [
            "GET / HTTP/1.1", "Host: 127.0.0.1:\(server.port)", "x-lower: a  b",
            "Cookie: a=\u{FF}\u{80}\u{C3}\u{A9}", "ACCEPT: */*", "X-Twice: 1", "x-twice: 2",
            "X-Controls: \u{01}\t\u{7F}", "User-Agent: crumb", "Accept-Encoding: gzip, deflate",
        ]
        #expect(server.requests.map { Set($0.lines) } == [Set(expected)])
        #expect(server.requests.map(\.lines.count) == [expected.count])
        // libcurl writes its own headers first; those of the caller keep their order.
        let own = Set(["Host", "User-Agent"])
        let order = server.requests[0].lines.dropFirst()
            .map { String($0.prefix { $0 != ":" }) }.filter { !own.contains($0) }
        #expect(
            order.filter { $0 != "Accept-Encoding" && $0 != "ACCEPT" }
                == ["x-lower", "Cookie", "X-Twice", "x-twice", "X-Controls"]
        )
    }

    @Test(arguments: ["X-Empty", "Accept", "Content-Type", "Accept-Encoding"])
    func emptyValuesAreSent(_ name: String) async throws {
        let request = try await received(headers: [Header(name: name, value: "")])
        #expect(request.lines == ["GET / HTTP/1.1", "Host: 127.0.0.1", "\(name):"])
    }

    @Test(arguments: [
        Header(name: "X", value: ByteString([0x61, 0x0D, 0x0A, 0x62])),
        Header(name: "X", value: ByteString([0x61, 0x0A])),
        Header(name: "X", value: ByteString([0x61, 0x00, 0x62])),
        Header(name: "X", value: ByteString([0x0B])),
        Header(name: "X: y\r\nZ", value: "1"),
        Header(name: "", value: "1"),
        Header(name: "Höst", value: "1"),
        Header(name: "host", value: "elsewhere.test"),
        Header(name: "Content-Length", value: "5"),
        Header(name: "Transfer-Encoding", value: "chunked"),
    ])
    func headersThatSplitOrContradictTheRequestAreRejected(_ header: Header) async throws {
        let server = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let url = try WebURL(parsing: "http://127.0.0.1:\(server.port)/")
        let request = HTTPRequest(method: "GET", url: url, headers: HeaderList([header]))
        let error = await failure(of: try makeTransport(), request)
        #expect(error?.networkDetail?.contains("header") == true)
        #expect(server.accepted == 0)
    }

    @Test(arguments: ["", "GET /\r\nX:", "PÖST", "A B"])
    func invalidMethodsAreRejected(_ method: String) async throws {
        let error = await failure(
            of: try makeTransport(),
            try get("http://127.0.0.1:1/", method: method)
        )
        #expect(error?.networkDetail?.contains("is not a valid method") == true)
    }

    @Test(arguments: ["GET", "HEAD", "OPTIONS", "DELETE", "patch", "PATCH", "QUERY", "x-y!"])
    func requestsWithoutABodyHaveNoContentLength(_ method: String) async throws {
        let request = try await received(method: method)
        #expect(request.lines == ["\(method) / HTTP/1.1", "Host: 127.0.0.1"])
    }

    @Test(arguments: ["POST", "PUT"])
    func postAndPutWithoutABodyHaveContentLengthZero(_ method: String) async throws {
        let request = try await received(method: method)
        #expect(
            request.lines == ["\(method) / HTTP/1.1", "Host: 127.0.0.1", "Content-Length: 0"]
        )
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "patch"])
    func bodiesAreSentByteForByte(_ method: String) async throws {
        let every = ByteString((0...255).map { UInt8($0) } + [0, 13, 10, 0])
        let request = try await received(method: method, body: every)
        #expect(ByteString(request.body) == every)
        #expect(request.lines[0] == "\(method) / HTTP/1.1")
        #expect(request.lines.dropFirst().sorted() == ["Content-Length: 260", "Host: 127.0.0.1"])
    }

    @Test func emptyBodiesHaveContentLengthZero() async throws {
        let request = try await received(method: "DELETE", body: "")
        #expect(request.values(of: "content-length") == ["0"])
    }

    /// libcurl would send `Expect: 100-continue` and wait; browsers never do.
    @Test func largeBodiesAreSentAtOnce() async throws {
        let body = ByteString([UInt8](repeating: 0x61, count: 3 << 20))
        let request = try await received(method: "POST", body: body)
        #expect(request.body.count == body.count)
        #expect(request.values(of: "expect") == [])
        #expect(request.values(of: "content-type") == [])
    }

    @Test(arguments: ["GET", "HEAD"])
    func getAndHeadCannotHaveABody(_ method: String) async throws {
        let error = await failure(
            of: try makeTransport(),
            try get("http://127.0.0.1:1/", method: method, body: "x")
        )
        #expect(error == .network(code: nil, detail: "\(method) cannot have a body"))
    }

    @Test(arguments: [
        "/", "/?", "/a//b/", "/%2e%2E/a", "/a%2F..%00", "/{a}|b\\c?{a}|b\\c[^`]'\"", "/?a?b&c=%",
        "/a;b,c=d:e@f!$&'()*+~", "/é?é", "/..;/x", "/a/./b/../c",
    ])
    func targetsMatchTheSerializedURL(_ text: String) async throws {
        let url = try WebURL(parsing: "http://127.0.0.1\(text)")
        let expected = url.serialized().dropFirst("http://127.0.0.1".count)
        let request = try await received(text)
        #expect(request.target == expected)
    }
}
