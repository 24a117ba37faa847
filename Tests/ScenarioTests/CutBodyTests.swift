import BrowserFetch
import BrowserHTTP
import BrowserInfra
import BrowserJSON
import Foundation
import Report
import Scenario
import TestSupport
import Testing

/// Bodies in reports are truncated at a documented limit; expectations and captures see all of
/// them.
@Suite struct CutBodyTests {
    private static let file = """
        page: http://127.0.0.1:5000/
        steps:
          - { fetch: /a, expect: { json: { end: 1 } }, capture: { end: /end } }
        """

    private static func body(_ size: Int) -> String {
        "{\"a\": \"" + String(repeating: "é", count: size / 2) + "\", \"end\": 1}"
    }

    @Test func aLargeBodyIsJudgedInFullAndKeptInPart() async throws {
        let body = Self.body(6 << 20)
        let result = try await result(of: Self.file) { _ in response(200, body: body) }
        // A captured number is small, however large the body is.
        #expect(result.hasPassed, "\(result.text.prefix(500))")
        let report = try #require(result.steps.first?.report)
        guard case .fulfilled(let response) = report.outcome else { return }
        #expect(response.bodyCutFrom == body.utf8.count)
        let kept = try #require(response.body)
        #expect((4 << 20) - 4 < kept.count && kept.count <= 4 << 20)
        // Not truncated in the middle of a character.
        #expect(kept.utf8Validated != nil)
        #expect(report.exchanges.first?.response?.bodyCutFrom == body.utf8.count)
        #expect(report.exchanges.first?.response?.body == kept)
    }

    @Test(arguments: [1000, 4 << 20])
    func aBodyWithinTheLimitIsKeptInFull(_ size: Int) async throws {
        let body = String(repeating: "x", count: size)
        let file = "page: http://127.0.0.1:5000/\nsteps: [{ fetch: /a }]\n"
        let result = try await result(of: file) { _ in response(200, body: body) }
        guard case .fulfilled(let response)? = result.steps.first?.report?.outcome else { return }
        #expect(response.body?.count == size)
        #expect(response.bodyCutFrom == nil)
    }

    @Test func theReportStatesTheFullSize() async throws {
        let directory = try TemporaryDirectory()
        let server = try await FlaskServer.shared()
        let file = try directory.write(
            "s.yaml",
            "page: \(server.baseURL)/\nsteps: [{ fetch: '/large?bytes=200000' }]\n"
        )
        let json = directory.path(of: "r.json")
        let page = directory.path(of: "html")
        let result = try await crumb([
            "run", file, "--report-json", json, "--report-html", page,
        ])
        #expect(result.exitCode == 0, "\(result.output)")
        let text = try String(contentsOfFile: json, encoding: .utf8)
        #expect(text.contains("\"bodyCutFrom\": 200000"))
        #expect(text.utf8.count < 150_000)
        let html = try String(contentsOfFile: page + "/index.html", encoding: .utf8)
        #expect(html.contains("200,000 bytes in all") || html.contains("200000 bytes in all"))
    }
}
