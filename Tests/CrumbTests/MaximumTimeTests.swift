import Foundation
import TestSupport
import Testing

/// As in curl, `--max-time` limits the whole command, including redirects, preflights and all
/// browsers.
@Suite(.timeLimit(.minutes(2 * Patience.factor))) struct MaximumTimeTests {
    /// A server that responds after 1.2 s; `/N` redirects to `/N+1`, and preflights succeed.
    private static let program = """
        import http.server, time
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def answer(self):
                time.sleep(1.2)
                self.send_response(302 if self.path[1:].isdigit() and self.command == "GET" else 200)
                if self.path[1:].isdigit():
                    self.send_header("Location", "/%d" % (int(self.path[1:]) + 1))
                origin = self.headers["Origin"]
                if origin: self.send_header("Access-Control-Allow-Origin", origin)
                self.send_header("Access-Control-Allow-Headers", "x-a")
                self.send_header("Content-Length", "0")
                self.end_headers()
            do_GET = do_OPTIONS = do_PUT = do_POST = do_DELETE = do_HEAD = answer
            def log_message(self, *_): pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        print("http://127.0.0.1:%d" % server.server_port, flush=True)
        server.serve_forever()
        """

    private func withServer(_ body: (String) async throws -> Void) async throws {
        let server = try RunningProcess("python3", ["-c", Self.program])
        defer { server.kill() }
        let line = String(decoding: server.standardOutput.availableData, as: UTF8.self)
        try await body(line.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test(arguments: [
        (["fetch", "URL/0", "--from", "URL"], "2"), (["visit", "URL/0"], "2"),
        (["load", "URL/0", "--as", "image", "--from", "URL"], "2"),
        (["fetch", "URL/x", "--from", "http://a.test", "-H", "X-A: 1"], "2"),
        (["fetch", "URL/x", "--from", "URL", "--browser", "chrome,firefox,safari,spec"], "2"),
        (["doctor", "URL/x", "--from", "http://a.test"], "2"),
    ])
    func commandEndsWhenItsTimeIsUp(_ arguments: [String], _ seconds: String) async throws {
        try await withServer { url in
            let clock = ContinuousClock()
            let start = clock.now
            let result = try await runCrumb(
                arguments.map { $0.replacing("URL", with: url) } + ["--max-time", seconds]
            )
            #expect(result.exitCode == 4, "\(result.errorOutput)")
            // The comparison of several browsers is on standard output.
            let text = result.output + result.errorOutput
            #expect(text.contains("Timeout") || text.contains("failed"), "\(text)")
            // 20 hops would take 24 s, and the doctor's requests 48.
            #expect(clock.now - start < .patient(seconds: 15))
        }
    }

    @Test func commandThatEndsInTimeIsNotCutShort() async throws {
        try await withServer { url in
            let result = try await runCrumb(
                [
                    "fetch", "\(url)/x", "--from", "http://a.test", "-H", "X-A: 1", "--max-time",
                    "\(10 * Patience.factor)",
                ]
            )
            #expect(result.exitCode == 0, "\(result.errorOutput)")
        }
    }
}
