import BrowserFetch
import BrowserHTTP
import BrowserInfra
import BrowserJSON
import Scenario
import TestSupport
import Testing
import WebOrigin

/// A page's CSRF token in a scenario: from the cookie that script reads into the header that the
/// library sends.
@Suite struct ScriptTokenTests {
    private static let answer: ScriptedTransport.Answer = { request in
        guard request.url.serializedPath == "/csrf" else {
            let token = request.headers.get("X-XSRF-TOKEN")?.isomorphicDecoded ?? "none"
            return response(200, [], body: "{\"token\": \"\(token)\"}")
        }
        let lines = ["XSRF-TOKEN=abc%3D", "hidden=1; HttpOnly", "odd=100%"]
        return response(200, lines.map { ("Set-Cookie", $0) }, body: "{}")
    }

    private func run(_ steps: String) async throws -> ScenarioResult {
        try await result(
            of: "page: http://a.test/\nsteps:\n  - fetch: /csrf\n" + steps,
            answering: Self.answer
        )
    }

    @Test(
        arguments: [
            ("xsrf: true", "abc="), ("xsrf: XSRF-TOKEN:X-XSRF-TOKEN", "abc="),
            ("xsrf: false", "none"), ("xsrf: hidden:X-XSRF-TOKEN", "none"),
            (#"headers: { X-XSRF-TOKEN: "{{cookie:XSRF-TOKEN}}" }"#, "abc%3D"),
        ]
    )
    func theHeaderHasTheValueThatScriptReads(_ line: String, _ token: String) async throws {
        let run = try await run(
            "  - fetch: /echo\n    \(line)\n    expect: { json: { token: \"\(token)\" } }"
        )
        #expect(run.hasPassed, "\(run.text)")
        #expect(run.steps.flatMap(\.notes).isEmpty)
    }

    @Test(
        arguments: [
            (#""cookie:XSRF-TOKEN""#, "abc%3D"),
            (#"{ from: "cookie:XSRF-TOKEN", decode: percent }"#, "abc="),
        ]
    )
    func documentCookieCapturesWhatScriptReads(_ source: String, _ token: String) async throws {
        let run = try await run(
            """
              - document-cookie:
                capture: { t: \(source) }
              - fetch: /echo
                headers: { X-XSRF-TOKEN: "{{t}}" }
                expect: { json: { token: "\(token)" } }
            """
        )
        #expect(run.hasPassed, "\(run.text)")
    }

    @Test(
        arguments: [
            ("document-cookie:\n    capture: { t: \"cookie:hidden\" }", "[HttpOnly]"),
            (
                "document-cookie:\n    capture: { t: \"cookie:nothing\" }",
                "no such cookie is stored"
            ),
            (
                "document-cookie:\n    capture: { t: { from: \"cookie:odd\", decode: percent } }",
                "it has a %"
            ),
            (
                "cookies:\n      count: 3\n    capture: { t: \"cookie:nothing\" }",
                "no cookie nothing"
            ),
            (
                "fetch: /echo\n    headers: { X-A: \"{{cookie:hidden}}\" }",
                "scripts cannot read such a cookie"
            ),
        ]
    )
    func cookiesThatScriptCannotReadFailTheStep(_ step: String, _ reason: String) async throws {
        let run = try await run("  - \(step)")
        #expect(!run.hasPassed && run.text.contains(reason), "\(run.text)")
    }

    /// Otherwise the scenario could pass where the page is broken.
    @Test func aCookieThatScriptCannotReadIsCapturedFromTheJarWithANote() async throws {
        let run = try await result(
            of: """
                page: http://a.test/
                steps:
                  - fetch: /csrf
                    capture: { t: "cookie:XSRF-TOKEN", h: "cookie:hidden" }
                """,
            answering: Self.answer
        )
        #expect(run.hasPassed)
        #expect(run.steps.flatMap(\.notes).count == 1)
        #expect(run.text.contains("h is from the jar."), "\(run.text)")
    }

    @Test(
        arguments: [
            ("  - fetch: /x\n    xsrf: 1", "xsrf must be true or COOKIE:HEADER"),
            ("  - visit: /x\n    xsrf: true", "visit has no key xsrf; fetch has it"),
            (
                "  - document-cookie:\n    capture: { a: /x }",
                "document-cookie only gives cookies: capture cookie:NAME"
            ),
            ("  - fetch: /x\n    capture: { a: { decode: percent } }", "capture needs from:"),
            (
                "  - fetch: /x\n    capture: { a: { from: \"cookie:a\", decode: base64 } }",
                "decode"
            ),
        ]
    )
    func mistakesAreReported(_ steps: String, _ message: String) async throws {
        await #expect {
            _ = try await run(steps)
        } throws: { error in
            "\(error)".contains(message)
        }
    }
}
