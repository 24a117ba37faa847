import BrowserFetch
import Scenario
import TestSupport
import Testing
import WebOrigin

/// The reason given for a failed step is the actual one, and says what to change.
@Suite struct WhyTests {
    private static let answer: ScriptedTransport.Answer = { request in
        let cors = [
            ("Access-Control-Allow-Origin", "http://a.test"),
            ("Access-Control-Allow-Credentials", "true"),
        ]
        switch request.url.serializedPath {
        case "/login": return response(200, cors + [("Set-Cookie", "sid=s3cr")])
        case "/minute": return response(200, cors + [("Set-Cookie", "sid=s3cr; Max-Age=60")])
        case "/lax":
            return response(200, cors + [("Set-Cookie", "lax=1; SameSite=Lax; Path=/deep")])
        case "/me": return response(401, cors, body: "no")
        case "/forbidden": return response(403, cors, body: "no")
        default: return response(200, cors, body: "{}")
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var steps: String
        var message: String
        /// Parts of the reasons, each of which must appear in one of them.
        var why: [String]
        /// Texts that no reason may contain.
        var never: [String] = []

        var testDescription: String { steps }
    }

    private static let cases = [
        Case(
            steps: "- fetch: http://b.test/login\n    expect: { stored: { sid: {} } }",
            message: "the cookie sid was not stored",
            why: [
                "The response has a Set-Cookie for sid, which was ignored: credentials is "
                    + "same-origin, and http://b.test is not the page's origin; add credentials: "
                    + "include."
            ],
            never: ["no Set-Cookie"]
        ),
        Case(
            steps: """
                - fetch: http://b.test/login
                    credentials: omit
                    expect: { rejected: { sid: [] } }
                """,
            message: "the cookie sid was not rejected",
            why: ["which was ignored: the request has credentials: omit."]
        ),
        Case(
            steps: """
                - fetch: http://a.test/login
                    expect: { stored: { session: {} } }
                """,
            message: "the cookie session was not stored",
            why: ["The response has no Set-Cookie for session, only for sid"]
        ),
        Case(
            steps: "- fetch: http://a.test/plain\n    expect: { stored: { sid: x } }",
            message: "the cookie sid was not stored",
            why: ["The response has no Set-Cookie."]
        ),
        Case(
            steps: """
                - page: http://app.example/
                  - fetch: http://127.0.0.1:5000/login
                    expect: { stored: { sid: {} } }
                """,
            message: "the cookie sid was not stored",
            why: ["The request was blocked before it was sent: ", "[InsecureLocalNetwork]"],
            never: ["no Set-Cookie"]
        ),
        Case(
            steps: """
                - page: http://app.example/
                  - fetch: http://127.0.0.1:5000/login
                    expect: { sent: { sid: s3cr } }
                """,
            message: "the cookies that were sent differ",
            why: ["The request was blocked before it was sent: "]
        ),
        Case(
            steps: "- document-cookie: a=1\n    expect: { stored: { b: 1 } }",
            message: "the cookie b was not stored",
            why: ["The step wrote a, but not b."]
        ),
        Case(
            steps: """
                - fetch: http://a.test/minute
                  - advance: 61s
                  - fetch: http://a.test/plain
                    expect: { not-sent: { sid: [] } }
                """,
            message: "the cookie sid was not in the jar",
            why: ["sid expired 1 s ago", "not-sent is for stored cookies", "sent: {}"]
        ),
        Case(
            steps: """
                - fetch: http://b.test/plain
                    expect: { not-sent: { sid: [] } }
                """,
            message: "no rule applied to the cookie sid",
            why: ["credentials is same-origin, and http://b.test is not the page's origin"]
        ),
        // The status is explained by the missing cookie.
        Case(
            steps: """
                - fetch: http://a.test/minute
                  - advance: 61s
                  - fetch: http://a.test/me
                    expect: { status: 200 }
                """,
            message: "the status differs",
            why: ["sid expired 1 s ago"]
        ),
        Case(
            steps: """
                - fetch: http://a.test/minute
                  - advance: 61s
                  - fetch: http://a.test/forbidden
                    expect: { json: {} }
                """,
            message: "the body is not JSON",
            why: ["sid expired 1 s ago"]
        ),
        Case(
            steps: """
                - fetch: http://a.test/lax
                  - fetch: http://a.test/me
                    expect: { status: 200 }
                """,
            message: "the status differs",
            why: ["lax was not sent: ", "[NotOnPath]"]
        ),
        Case(
            steps: "- fetch: http://b.test/me\n    expect: { status: 200 }",
            message: "the status differs",
            why: ["No cookie was sent: credentials is same-origin"]
        ),
        // An expected status is not explained.
        Case(
            steps: """
                - fetch: http://a.test/minute
                  - advance: 61s
                  - fetch: http://a.test/me
                    expect: { status: 401, text: yes }
                """,
            message: "the body differs",
            why: [],
            never: ["sid expired"]
        ),
        // A URL that cannot be requested is a mistake, with and without expectations.
        Case(
            steps: """
                - fetch: http://a.test/plain
                    capture: { port: "header:access-control-allow-credentials" }
                  - fetch: "localhost:1{{port}}/x"
                """,
            message: "\"localhost:1true/x\" is not an http URL: localhost: is parsed as its "
                + "scheme; write http://localhost:1true/x",
            why: []
        ),
    ]

    @Test(arguments: cases)
    func failuresHaveTheirReason(_ example: Case) async throws {
        let run = try await result(
            of: """
                clock: 2026-01-01T00:00:00Z
                page: http://a.test/
                steps:
                  \(example.steps)
                """,
            answering: Self.answer
        )
        let failure = try #require(run.allFailures.first, "\(run.text)")
        #expect(failure.message == example.message)
        let why = failure.why.joined(separator: "\n")
        for part in example.why { #expect(why.contains(part), "\(run.text)") }
        for part in example.never { #expect(!why.contains(part), "\(run.text)") }
    }

    @Test(arguments: ["{ outcome: blocked }", "{ reason: CorsDisabledScheme }"])
    func aFailureToRequestAURLMayBeExpected(_ expectation: String) async throws {
        let run = try await result(
            of: """
                page: http://a.test/
                steps:
                  - fetch: "gopher://a.test/"
                    expect: \(expectation)
                """,
            answering: Self.answer
        )
        #expect(run.hasPassed, "\(run.text)")
    }

    @Test func aServerWithoutAReadyURLIsNamedAsTheReason() async throws {
        let run = try await result(
            of: """
                page: http://a.test/
                servers: [ { run: "exec sleep 100" } ]
                steps: [ { fetch: http://a.test/x } ]
                """,
            answering: { _ throws(TransportError) in
                throw TransportError.network(code: 7, detail: "Failed to connect")
            }
        )
        let why = run.allFailures.flatMap(\.why)
        #expect(why.contains { $0.contains("on line 2 has no ready:") }, "\(run.text)")
    }

    @Test(
        arguments: [
            ("\u{1B}[31mred\u{1B}[0m", "red"), ("a\u{1B}[2K\u{1B}[1;32mb", "ab"),
            ("\u{1B}]0;title\u{7}text", "text"), ("\u{1B}]8;;http://x\u{1B}\\link", "link"),
            ("\u{1B}(Bx", "x"), ("\u{1B}7x\u{1B}8", "x"), ("cut \u{1B}", "cut "),
            ("é [31m \t\n", "é [31m \t\n"), ("\u{1B}]0;cut off\nnext", "\nnext"),
        ]
    )
    func aServersOutputIsShownWithoutControlSequences(_ text: String, _ shown: String) {
        #expect(text.withoutControlSequences == shown)
    }
}
