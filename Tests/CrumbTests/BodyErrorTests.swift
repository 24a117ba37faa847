import Foundation
import TestSupport
import Testing

/// A body that fails after its headers: every command reports it, and nothing in the headers is
/// lost.
@Suite struct BodyErrorTests {
    /// A server that responds to every request with headers that set a cookie and a body that
    /// breaks off.
    private static let program = """
        import http.server, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Set-Cookie", "r=1; Max-Age=1000")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", "100")
                self.end_headers()
                self.wfile.write(b'{"a')
                self.close_connection = True
            def log_message(self, *_): pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        print("http://127.0.0.1:%d" % server.server_port, flush=True)
        server.serve_forever()
        """

    private func withServer(_ body: (String, TemporaryDirectory) async throws -> Void) async throws
    {
        let server = try RunningProcess("python3", ["-c", Self.program])
        defer { server.kill() }
        let line = try #require(
            String(data: server.standardOutput.availableData, encoding: .utf8)
        )
        try await body(line.trimmingCharacters(in: .whitespacesAndNewlines), TemporaryDirectory())
    }

    @Test func reportHasTheResponseAndTheBodyError() async throws {
        try await withServer { url, home in
            let result = try await runCrumb(
                ["fetch", "\(url)/a", "--from", url, "--json"],
                home: home
            )
            #expect(result.exitCode == 4)
            let report = try JSONReport(result.stdout)
            #expect(report.member("outcome", "result") as? String == "fulfilled")
            #expect(report.member("outcome", "response", "status") as? Int == 200)
            let error = report.member("outcome", "response", "bodyError") as? [String: Any]
            #expect(error?["code"] as? String == "NetworkError")
            #expect(error?["name"] as? String == "TypeError")
            #expect(error?["message"] as? String == "Failed to fetch")
            #expect(
                report.member("console") as? [String]
                    == ["Failed to load resource: net::ERR_CONTENT_LENGTH_MISMATCH"]
            )
            let jar = try await runCrumb(["cookies", "list", "--json"], home: home)
            #expect(jar.output.contains("\"name\": \"r\""))
        }
    }

    @Test(arguments: [
        ["fetch", "URL/a", "--from", "URL"], ["visit", "URL/a"],
        ["load", "URL/a", "--as", "script", "--from", "URL"],
    ])
    func everyCommandReportsTheBodyError(_ arguments: [String]) async throws {
        try await withServer { url, home in
            let words = arguments.map { $0.replacing("URL", with: url) }
            let line = try await runCrumb(words, home: home)
            #expect(line.exitCode == 4)
            #expect(line.errorOutput.contains("visible, 200, but its body failed, NetworkError"))
            let verbose = try await runCrumb(words + ["-v"], home: home)
            #expect(verbose.exitCode == 4)
            #expect(verbose.errorOutput.contains("The headers arrived, but the body failed"))
            if arguments[0] == "fetch" {
                #expect(verbose.output == "{\"a")
                #expect(
                    verbose.errorOutput.contains(
                        "await res.json() throws TypeError: Failed to fetch"
                    )
                )
            }
            if arguments[0] == "load" { #expect(verbose.errorOutput.contains("error event")) }
        }
    }

    @Test func harKeepsTheResponseAndTheErrorForExplain() async throws {
        try await withServer { url, home in
            let path = home.path(of: "a.har")
            _ = try await runCrumb(
                ["fetch", "\(url)/a", "--from", url, "--har", path, "-q"],
                home: home
            )
            let har = try String(contentsOfFile: path, encoding: .utf8)
            #expect(har.contains("\"_error\": \"NetworkError: "))
            #expect(har.contains("\"status\": 200"))
            let explained = try await runCrumb(["explain", path, "--json"], home: home)
            #expect(explained.output.contains("\"bodyError\""))
            #expect(!explained.output.contains("OnlyBrowserFailed"))
        }
    }

    @Test func runFailsAndItsReportsSayWhy() async throws {
        try await withServer { url, home in
            let file = home.path(of: "s.yaml")
            try "page: \(url)/\nsteps:\n  - fetch: /a\n".write(
                toFile: file,
                atomically: true,
                encoding: .utf8
            )
            let pages = home.path(of: "html")
            let junit = home.path(of: "j.xml")
            let result = try await runCrumb(
                ["run", file, "--report-html", pages, "--report-junit", junit],
                home: home
            )
            #expect(result.exitCode == 4)
            for path in ["\(pages)/index.html", junit] {
                let text = try String(contentsOfFile: path, encoding: .utf8)
                #expect(text.contains("the body failed after the headers"), "\(path)")
            }
        }
    }
}

extension JSONReport {
    fileprivate func member(_ path: String...) -> Any? {
        path.reduce(root as Any?) { ($0 as? [String: Any])?[$1] }
    }
}
