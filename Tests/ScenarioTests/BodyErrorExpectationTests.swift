import BrowserFetch
import BrowserHTTP
import Scenario
import TestSupport
import Testing

/// `body-error`: the headers arrived, but the body failed.
@Suite struct BodyErrorExpectationTests {
    private static let detail = "transfer closed with 9 bytes remaining to read"

    private static let cut: ScriptedTransport.Answer = { _ in
        var answer = response(
            200,
            [
                ("Access-Control-Allow-Origin", "http://127.0.0.1:5500"),
                ("Access-Control-Allow-Credentials", "true"), ("Set-Cookie", "r=1"),
            ],
            body: "{\"a"
        )
        answer.bodyError = .network(code: 18, detail: detail)
        return answer
    }

    private func outcome(of step: String) async throws -> ScenarioResult {
        try await result(
            of: "page: http://127.0.0.1:5500/\nsteps:\n  - \(step)\n",
            answering: Self.cut
        )
    }

    private static let fetch = "fetch: http://127.0.0.1:5000/a\n    credentials: include\n    "

    @Test(arguments: [
        "expect: { body-error: NetworkError }",
        "expect: { outcome: visible, status: 200, stored: { r: 1 }, body-error: { matches: ^Net } }",
        "mode: no-cors\n    expect: { outcome: opaque, body-error: NetworkError }",
    ])
    func anExpectedBodyErrorPasses(_ rest: String) async throws {
        let result = try await outcome(of: Self.fetch + rest)
        #expect(result.hasPassed, "\(result.text)")
    }

    @Test(arguments: [
        ("expect: { outcome: visible }", "the body failed after the headers: \(detail)"),
        ("expect: { outcome: visible }", "body-error: NetworkError"),
        ("capture: { a: /a }", "the body failed after the headers"),
        ("expect: { body-error: Timeout }", "the body's error differs"),
        ("expect: { body-error: NetworkError, outcome: failed }", "the outcome differs"),
        ("expect: { body-error: NetworkError, json: { a: 1 } }", "the page received no body"),
        ("expect: { body-error: NetworkError, text: '{\"a' }", "the body differs"),
        ("expect: { body-error: NetworkError, contains: a }", "does not contain"),
        (
            "expect: { body-error: NetworkError }\n    capture: { a: /a }",
            "the body failed: \(detail)"
        ),
    ])
    func anUnexpectedBodyErrorFailsTheStep(_ rest: String, _ says: String) async throws {
        let result = try await outcome(of: Self.fetch + rest)
        #expect(!result.hasPassed)
        #expect(result.text.contains(says), "\(result.text)")
    }

    @Test func aCompleteBodyHasNoError() async throws {
        let file = """
            page: http://127.0.0.1:5000/
            steps:
              - { fetch: /a, expect: { body-error: { exists: false } } }
            """
        let whole = try await result(of: file) { _ in response(200, body: "whole") }
        #expect(whole.hasPassed, "\(whole.text)")
    }

    @Test(arguments: [
        ("NetworkErorr", "NetworkError"), ("TimeOut", "Timeout"), ("BodyTooLong", "BodyTooLarge"),
    ])
    func aMisspelledCodeIsCorrected(_ code: String, _ meant: String) {
        let file = "page: http://a.test/\nsteps: [{ fetch: /, expect: { body-error: \(code) } }]"
        #expect(
            mistakes(file) == ["2:43 there is no reason code \"\(code)\"; did you mean \(meant)?"]
        )
    }

    @Test func theKeyIsSuggested() {
        let file = "page: http://a.test/\nsteps: [{ fetch: /, expect: { body-eror: Timeout } }]"
        #expect(mistakes(file).contains { $0.contains("did you mean body-error?") })
    }

    @Test func theCodesAreCodesOfRequests() {
        #expect(Set(ReasonCode.ofTheNetwork).isSubset(of: ReasonCode.requests))
    }
}
