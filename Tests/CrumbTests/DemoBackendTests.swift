import Foundation
import TestSupport
import Testing

/// The demo backend that comes with crumb.
@Suite struct DemoBackendTests {
    @Test func listensOnAFreeLoopbackPortAndEndsWithItsInput() async throws {
        try await withDemoBackend { backend in
            #expect(backend.baseURL == "http://127.0.0.1:\(backend.port)")
            #expect(backend.port >= 1024)
        } andThen: { exitCode in
            #expect(exitCode == 0)
        }
    }

    @Test func endsOnSIGTERM() async throws {
        let backend = try await ServerProcess(builtExecutable("crumb-demo-backend"), [])
        let exitCode = try await backend.terminate()
        #expect(exitCode == 128 + SIGTERM)
    }

    @Test(arguments: [["--port"], ["--port", "70000"], ["--prot", "1"], ["5000"]])
    func wrongArgumentsPrintTheUsage(_ arguments: [String]) async throws {
        let result = try await run(builtExecutable("crumb-demo-backend"), arguments)
        #expect(result.exitCode == 64)
        #expect(result.output == "")
        #expect(result.errorOutput == "crumb-demo-backend: usage: crumb-demo-backend [--port N]\n")
    }

    @Test func exitsWithAMessageIfThePortIsTaken() async throws {
        let flask = try await FlaskServer.shared()
        let result = try await run(
            builtExecutable("crumb-demo-backend"),
            ["--port", String(flask.port)]
        )
        #expect(result.exitCode == 1)
        #expect(result.output == "")
        #expect(result.errorOutput.contains("Address already in use"))
    }

    /// One request per string; the empty line and `Connection: close` are added.
    private static let requests: [String] = [
        "GET /set-cookie",
        "GET /set-cookie\nOrigin: http://127.0.0.1:5500",
        "HEAD /set-cookie\nOrigin: http://127.0.0.1:5500",
        "GET /get-cookie\nOrigin: http://127.0.0.1:5500",
        "GET /get-cookie\nOrigin: http://localhost:5500\nCookie: a=b; user_token=abc123",
        "GET /get-cookie\nOrigin: HTTP://LOCALHOST:5500\nCookie: user_token=",
        "GET /get-cookie\nOrigin: http://127.0.0.1:9999\nCookie: user_token=abc123",
        "GET /get-cookie\nOrigin: null",
        "GET /delete-cookie\nOrigin: http://127.0.0.1:5500",
        "GET /max-age?seconds=5\nOrigin: http://127.0.0.1:5500",
        "GET /max-age\nOrigin: http://127.0.0.1:5500",
        "GET /lax\nOrigin: http://127.0.0.1:5500",
        "GET /strict\nOrigin: http://127.0.0.1:5500",
        "GET /none-secure\nOrigin: http://127.0.0.1:5500",
        "GET /none-insecure\nOrigin: http://127.0.0.1:5500",
        "OPTIONS /get-cookie\nOrigin: http://127.0.0.1:5500",
        "OPTIONS /get-cookie\nOrigin: http://127.0.0.1:5500\nAccess-Control-Request-Method: PUT",
        """
        OPTIONS /get-cookie
        Origin: http://localhost:5500
        Access-Control-Request-Method: PUT
        Access-Control-Request-Headers: x-b,content-type,x-a
        """,
        "OPTIONS /get-cookie\nOrigin: http://127.0.0.1:5500\nAccess-Control-Request-Method: put",
        "OPTIONS /get-cookie\nOrigin: http://127.0.0.1:5500\nAccess-Control-Request-Method: FOO",
        "OPTIONS /get-cookie\nOrigin: http://127.0.0.1:9999\nAccess-Control-Request-Method: PUT",
        """
        OPTIONS /get-cookie
        Origin: http://127.0.0.1:5500
        Access-Control-Request-Method: GET
        Access-Control-Request-Private-Network: true
        """,
        "PUT /get-cookie\nOrigin: http://127.0.0.1:5500\nContent-Length: 0",
        "GET /nowhere\nOrigin: http://127.0.0.1:5500",
    ]

    @Test func respondsAsFlaskDoes() async throws {
        let flask = try await FlaskServer.shared()
        try await withDemoBackend { backend in
            for request in Self.requests {
                let expected = try await answer(to: request, port: flask.port)
                let actual = try await answer(to: request, port: backend.port)
                #expect(actual == expected, "\(request)")
            }
        }
    }

    @Test func wildcardAllowsEveryOriginAndCredentials() async throws {
        try await withDemoBackend { backend in
            let answer = try await answer(
                to: "GET /wildcard\nOrigin: http://anywhere.test",
                port: backend.port
            )
            #expect(answer.status == "200 OK")
            #expect(answer.headers["access-control-allow-origin"] == "*")
            #expect(answer.headers["access-control-allow-credentials"] == "true")
            #expect(answer.headers["vary"] == nil)
        }
    }

    private func answer(to request: String, port: UInt16) async throws -> Answer {
        var lines = request.split(separator: "\n").map(String.init)
        lines[0] += " HTTP/1.1"
        lines += ["Host: 127.0.0.1:\(port)", "Connection: close", "", ""]
        return try Answer(await rawExchange(port: port, lines.joined(separator: "\r\n")))
    }

    private func withDemoBackend(
        _ body: (ServerProcess) async throws -> Void,
        andThen: (Int32) -> Void = { _ in }
    ) async throws {
        let backend = try await ServerProcess(builtExecutable("crumb-demo-backend"), [])
        do {
            try await body(backend)
        } catch {
            _ = try? await backend.stop()
            throw error
        }
        andThen(try await backend.stop())
    }
}

/// An HTTP response without the parts that may differ between two servers or two moments.
private struct Answer: Equatable {
    /// The status line without the protocol version.
    var status: String
    /// The headers by lowercase name.
    var headers: [String: String] = [:]
    var body: String

    init(_ response: String) throws {
        let end = try #require(response.firstRange(of: "\r\n\r\n"))
        body = String(response[end.upperBound...])
        let lines = response[..<end.lowerBound].components(separatedBy: "\r\n")
        status = String(try #require(lines.first).drop { $0 != " " }.dropFirst())
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            let name = parts[0].lowercased()
            #expect(headers[name] == nil, "\(name) comes once")
            headers[name] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        try replaceMoments()

        // These differ by server.
        headers["server"] = nil
        headers["connection"] = nil
        // The methods are in no particular order.
        headers["allow"] = headers["allow"]?.components(separatedBy: ", ").sorted()
            .joined(separator: ", ")
        // The text of an error page is the server's own.
        if headers["content-type"]?.hasPrefix("text/html") == true {
            headers["content-length"] = nil
            body = ""
        }
    }

    /// Replaces each `Expires` by its distance from the server's own `Date`.
    private mutating func replaceMoments() throws {
        let line = try #require(headers["date"])
        headers["date"] = nil
        let date = try #require(Answer.date(line))
        guard let cookie = headers["set-cookie"] else { return }
        headers["set-cookie"] = try cookie.components(separatedBy: "; ").map { attribute in
            guard attribute.hasPrefix("Expires="), !attribute.contains(" 1970 ") else {
                return attribute
            }
            let expires = try #require(Answer.date(String(attribute.dropFirst(8))))
            // Flask reads the clock once for each, and a second may pass in between.
            let seconds = expires.timeIntervalSince(date) / 5
            return "Expires=\(Int(seconds.rounded()) * 5) s later"
        }.joined(separator: "; ")
    }

    private static func date(_ text: String) -> Date? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.date(from: text)
    }
}
