import BrowserFetch
import BrowserHTTP
import BrowserInfra
import CurlTransport
import Foundation
import Testing
import WebOrigin

/// The reuse of an easy handle must not change the requests or their results.
@Suite struct KeptHandleTests {
    /// A request and the server's response.
    struct Exchange: Sendable, CustomTestStringConvertible {
        var name: String
        var method = "GET"
        var target = "/"
        var headers: [(String, String)] = []
        var body: ByteString?
        var includesCredentials = true
        var use = ResponseBodyUse.read
        var answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

        var testDescription: String { name }

        func request(to origin: String) throws -> HTTPRequest {
            HTTPRequest(
                method: method,
                url: try WebURL(parsing: origin + target),
                headers: HeaderList(
                    headers.map { Header(name: $0.0, value: ByteString(utf8: $0.1)) }
                ),
                body: body,
                responseBody: use,
                includesCredentials: includesCredentials
            )
        }
    }

    /// Exchanges that could leave different kinds of state in a handle.
    static let exchanges = [
        Exchange(name: "plain"),
        Exchange(
            name: "headers",
            target: "/a?b",
            headers: [("Cookie", "a=1"), ("X-A", "1"), ("User-Agent", "crumb"), ("Accept", "*/*")]
        ),
        Exchange(
            name: "cookie",
            answer: "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nContent-Length: 0\r\n\r\n"
        ),
        Exchange(
            name: "redirect",
            use: .unlessRedirect,
            answer: "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 2\r\n\r\nno"
        ),
        Exchange(
            name: "Basic",
            answer:
                "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=a\r\nContent-Length: 0\r\n\r\n"
        ),
        Exchange(
            name: "Digest",
            answer: "HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"a\", nonce=\"b\", "
                + "qop=\"auth\"\r\nContent-Length: 0\r\n\r\n"
        ),
        Exchange(name: "HTTP/1.0", answer: "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"),
        Exchange(
            name: "chunked",
            answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        Exchange(
            name: "HEAD",
            method: "HEAD",
            answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
        ),
        Exchange(name: "DELETE", method: "DELETE"),
        Exchange(name: "PUT without a body", method: "PUT"),
        Exchange(
            name: "PUT",
            method: "PUT",
            headers: [("Content-Type", "text/plain")],
            body: "text"
        ),
        Exchange(name: "POST", method: "POST", body: "a=1"),
        Exchange(
            name: "rejected body",
            method: "POST",
            body: "a=1",
            answer: "HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n"
        ),
        Exchange(name: "without credentials", includesCredentials: false),
        Exchange(name: "preflight", method: "OPTIONS", includesCredentials: false, use: .unused),
        Exchange(name: "other URL", target: "/%61/../b?c=d&e"),
        Exchange(
            name: "end of the connection",
            answer: "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok"
        ),
        Exchange(
            name: "bad chunk",
            answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"
        ),
    ]

    /// Sends the requests with one transport; returns what the server received, and the last result.
    private func ends(
        _ exchanges: [Exchange],
        host: String = "127.0.0.1"
    ) async throws -> ([[UInt8]], String) {
        let answers = Dictionary(
            uniqueKeysWithValues: exchanges.enumerated().map { ("/\($0)", $1.answer) }
        )
        let server = try RawServer { connection in
            while let request = connection.readRequest() {
                let number = request.target.split(separator: "/").first.map(String.init) ?? ""
                guard let answer = answers["/\(number)"] else { return }
                connection.write(answer)
                if answer.contains("close") || answer.contains("x\r\n") { return }
            }
        }
        defer { server.stop() }
        let transport = try makeTransport()
        defer { transport.close() }
        var last = ""
        for (index, exchange) in exchanges.enumerated() {
            let request = try exchange.request(to: "http://\(host):\(server.port)/\(index)")
            do throws(TransportError) {
                var response = try await transport.send(request)
                response.durationMicroseconds = 0
                last = "\(response)"
            } catch {
                last = "\(error)"
            }
        }
        // Ports and the numbers at the start of the targets differ between calls.
        return (
            server.requests.map { request in
                let text = String(String.UnicodeScalarView(request.head.map { Unicode.Scalar($0) }))
                    .replacingOccurrences(of: "\(server.port)", with: "PORT")
                let line = text.components(separatedBy: " /")
                return Array((line[0] + " /" + line[1].drop { $0.isNumber }).utf8) + request.body
            },
            last
        )
    }

    @Test(arguments: exchanges)
    func aRequestIsNotAffectedByThePreviousOne(_ first: Exchange) async throws {
        for second in Self.exchanges {
            let (alone, result) = try await ends([second])
            let (both, after) = try await ends([first, second])
            #expect(both.count == 2)
            #expect(both.last == alone.last, "\(second.name)")
            #expect(after == result, "\(second.name)")
            let (again, last) = try await ends([first, second, second])
            #expect(again.last == alone.last, "\(second.name) twice")
            #expect(last == result, "\(second.name) twice")
        }
    }

    /// The transport knows their addresses itself, and passes them to libcurl for each request.
    @Test func everyRequestResolvesLoopbackNames() async throws {
        let exchange = Exchange(name: "plain")
        let (requests, result) = try await ends(
            [exchange, exchange, exchange],
            host: "a.localhost"
        )
        #expect(requests.count == 3)
        #expect(Set(requests).count == 1)
        #expect(result.contains("200"))
    }
}
