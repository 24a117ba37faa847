import BrowserDigests
import BrowserInfra
import BrowserJSON
import Foundation
import TestSupport
import Testing

@testable import RunReports

/// The page that `--report-html` writes, as shown in a browser.
@Suite(.serialized) struct HTMLReportTests {
    @Test func sha256MatchesTheStandard() {
        func hexadecimal(_ text: String) -> String {
            DigestAlgorithm.sha256.digest(of: ByteString(utf8: text)).bytes
                .map { String(format: "%02x", $0) }.joined()
        }
        #expect(
            hexadecimal("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        #expect(
            hexadecimal(String(repeating: "a", count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        )
    }

    @Test func thePageRendersInBothColorSchemesAtAnyWidth() async throws {
        try await withReportsServer { server in
            let directory = try TemporaryDirectory()
            let scenario = try directory.write("all.yaml", everyOutcome)
            let passing = try directory.write("good.yaml", "steps: [ { cookies: { count: 0 } } ]")
            let result = try await runCrumb(
                ["run", scenario, passing, "--variable", "api=\(server.baseURL)"]
                    + ["--report-html", directory.path(of: "new/report")]
            )
            #expect(result.exitCode == 1)
            #expect(
                directory.allFiles.filter { $0.hasPrefix("new/report/") } == [
                    "new/report/index.html"
                ]
            )

            let look = try await look(at: directory.path(of: "new/report/index.html"))
            #expect(look.views.count == 4)
            for view in look.views {
                #expect(view.title == "✗ 2 of 3 runs failed · crumb")
                #expect(view.scrollWidth <= view.width, "\(view.scheme) \(view.width)")
                // No element comes from the server's markup.
                #expect(view.scripts == 1 && view.strangers == 0)
            }
            #expect(Set(look.views.map(\.background)).count == 2)
            #expect(look.unfoldedScrollWidth <= 390)
            #expect(look.requests == ["file://\(directory.path(of: "new/report/index.html"))"])
            #expect(look.console.isEmpty)

            #expect(look.all == .init(files: 2, runs: 3, steps: 16, exchanges: 2, search: 1))
            #expect(look.unfolded == .init(files: 2, runs: 3, steps: 21, exchanges: 16, search: 1))
            #expect(look.failed == .init(files: 1, runs: 2, steps: 5, exchanges: 2, search: 1))
            #expect(look.searched.files == 1 && look.searched.steps == 2)
            #expect(look.unscripted == .init(files: 2, runs: 3, steps: 16, exchanges: 2, search: 0))
            #expect(
                look.unscriptedFailed == .init(files: 1, runs: 2, steps: 5, exchanges: 2, search: 0)
            )
        }
    }

    @Test func fiveHundredExchangesOpenWithoutDelay() async throws {
        try await withReportsServer { server in
            let directory = try TemporaryDirectory()
            let step = """
                  - fetch: "{{api}}/leak?number=NUMBER"
                    method: POST
                    headers: { Authorization: "Bearer abc" }
                    credentials: include
                    expect: { outcome: visible, exchanges: 2 }

                """
            let steps = (1...250).map { step.replacing("NUMBER", with: "\($0)") }.joined()
            let scenario = try directory.write(
                "many.yaml",
                "page: http://127.0.0.1:5500/\nsteps:\n"
                    + "  - { fetch: \"{{api}}/login\", credentials: include }\n" + steps
            )
            let result = try await runCrumb(
                ["run", scenario, "--variable", "api=\(server.baseURL)"]
                    + ["--report-html", directory.path(of: "report")]
            )
            #expect(result.exitCode == 0, "\(result.output.prefix(2000))")
            let look = try await look(at: directory.path(of: "report/index.html"))
            #expect(look.size < 3_000_000)
            for view in look.views { #expect(view.loaded < 3000, "\(view)") }
        }
    }

    @Test func textFromServersIsNeverMarkup() {
        let markup =
            "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;</style></title>-->"
        let html = hostileReport([markup]).html
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(html.ranges(of: "<script").count == 1)
        #expect(html.ranges(of: "</style").count == 1)
        #expect(html.ranges(of: "</title").count == 1)
        for tag in ["<img", "<iframe", "<a href=\"http", "onerror=a"] {
            #expect(!html.contains(tag) || tag == "onerror=a" && !html.contains("<img"))
        }
        #expect(html.unicodeScalars.allSatisfy { !$0.isTerminalControl || $0 == "\n" })
    }
}

/// The JSON that `Tests/look/look.py` prints.
struct Look: Decodable {
    struct View: Decodable {
        var scheme: String
        var title: String
        var width: Int
        var scrollWidth: Int
        var background: String
        var scripts: Int
        var strangers: Int
        var loaded: Int
    }

    struct Visible: Decodable, Equatable {
        var files: Int
        var runs: Int
        var steps: Int
        var exchanges: Int
        var search: Int
    }

    struct ConsoleLine: Decodable {
        var text: String
    }

    var size: Int
    var views: [View]
    var all: Visible
    var unfolded: Visible
    var unfoldedScrollWidth: Int
    var failed: Visible
    var searched: Visible
    var unscripted: Visible
    var unscriptedFailed: Visible
    var requests: [String]
    var console: [ConsoleLine]
}

func look(at page: String) async throws -> Look {
    let script = packageURL.appending(path: "Tests/look/look.py").path(percentEncoded: false)
    let result = try await run("python3", [script, page], timeout: .patient(seconds: 120))
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    return try JSONDecoder().decode(Look.self, from: result.stdout)
}
