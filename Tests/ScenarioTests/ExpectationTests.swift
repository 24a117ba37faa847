import BrowserFetch
import BrowserHTTP
import BrowserJSON
import Scenario
import TestSupport
import Testing
import WebOrigin

@Suite struct ExpectationTests {
    static let body = #"{"user": {"name": "ann", "age": 40}, "ids": [1, 2]}"#

    static let answer: ScriptedTransport.Answer = { request in
        let cors = [
            ("Access-Control-Allow-Origin", "http://127.0.0.1:5500"),
            ("Access-Control-Allow-Credentials", "true"),
        ]
        switch request.url.serializedPath {
        case "/cookies":
            let cookies = ["a=1", "b=2; HttpOnly", "deep=3; Path=/deep"]
            return response(200, cors + cookies.map { ("Set-Cookie", $0) })
        case "/hidden":
            return response(200, [("Set-Cookie", "hidden=1")], body: "{}")
        case "/404": return response(404, cors, body: "no")
        default:
            return response(
                200,
                cors + [
                    ("X-Seen", "seen"), ("Access-Control-Expose-Headers", "x-seen"),
                    ("X-Hidden", "secret"), ("Set-Cookie", "new=value; SameSite=Lax"),
                    ("Set-Cookie", "bad=x; SameSite=None"),
                ],
                body: body
            )
        }
    }

    private static func file(expecting expectation: String, of action: String) -> String {
        """
        page: http://127.0.0.1:5500/app.html
        steps:
          - fetch: http://127.0.0.1:5000/cookies
            credentials: include
          - \(action)
            expect:
        \(expectation)
        """
    }

    private static let fetch = "fetch: http://127.0.0.1:5000/\n    credentials: include"

    @Test(arguments: ExpectationCase.ofFetch)
    func anExpectationOfAFetchHoldsOrFails(_ example: ExpectationCase) async throws {
        try await check(example, action: Self.fetch)
    }

    private func check(_ example: ExpectationCase, action: String) async throws {
        func run(_ expectation: String) async throws -> ScenarioResult {
            // Flow style under `expect:`, from whose column the places are counted.
            try await result(
                of: Self.file(expecting: "  " + expectation, of: action)
                    .replacing("\n    expect:\n  {", with: "\n    expect:\n      {"),
                answering: Self.answer
            )
        }
        let holding = try await run(example.holds)
        #expect(holding.hasPassed, "\(holding.text)")

        let failing = try await run(example.fails)
        #expect(failing.allFailures.count == 1, "\(failing.text)")
        let failure = try #require(failing.allFailures.first)
        #expect(failure.kind == .expectation)
        #expect(failure.message == example.message)
        #expect(failure.expected == example.expected)
        #expect(failure.actual == example.actual)
        #expect(
            example.why.isEmpty || failure.why.contains { $0.contains(example.why) },
            "\(failure.why)"
        )
        // The failure points into the expectation, which is indented by six columns.
        #expect(failure.place.column == 6 + example.place, "\(failing.text)")
        #expect(failing.text.contains("^"))
    }

    @Test(
        arguments: [
            ExpectationCase(
                holds: "{ outcome: blocked }",
                fails: "{ outcome: visible }",
                place: 12,
                message: "the outcome differs",
                expected: ["visible"],
                actual: ["blocked"],
                why: "so no other origin may read it. [MissingAllowOriginHeader]"
            ),
            ExpectationCase(
                holds: "{ reason: MissingAllowOriginHeader }",
                fails: "{ reason: WildcardOriginNotAllowed }",
                place: 11,
                message: "the reason differs",
                expected: ["WildcardOriginNotAllowed"],
                actual: ["MissingAllowOriginHeader"],
                why: "[MissingAllowOriginHeader]"
            ),
            ExpectationCase(
                holds: "{ status: { exists: false } }",
                fails: "{ status: 200 }",
                place: 11,
                message: "the status differs",
                expected: ["200"],
                actual: ["(nothing)"],
                why: "[MissingAllowOriginHeader]"
            ),
            ExpectationCase(
                holds: "{ stored: { hidden: 1 } }",
                fails: "{ json: {} }",
                place: 9,
                message: "the page received no body",
                expected: ["{}"],
                actual: ["(nothing)"],
                why: "[MissingAllowOriginHeader]"
            ),
            ExpectationCase(
                holds: "{ console: has been blocked by CORS policy }",
                fails: "{ console: has been allowed }",
                place: 12,
                message: "the console does not contain the text",
                expected: ["… has been allowed …"],
                actual: [
                    "Access to fetch at 'http://127.0.0.1:5000/hidden' from origin "
                        + "'http://127.0.0.1:5500' has been blocked by CORS policy: No "
                        + "'Access-Control-Allow-Origin' header is present on the requested resource.",
                    "Failed to load resource: net::ERR_FAILED",
                ]
            ),
        ]
    )
    func anExpectationOfABlockedFetchHoldsOrFails(_ example: ExpectationCase) async throws {
        try await check(
            example,
            action: "fetch: http://127.0.0.1:5000/hidden\n    credentials: include"
        )
    }

    @Test func onlyAJSONBodyCanBeCompared() async throws {
        try await check(
            ExpectationCase(
                holds: "{ text: \"no\" }",
                fails: "{ json: {} }",
                place: 9,
                message: "the body is not JSON",
                expected: ["{}"],
                actual: ["no"]
            ),
            action: "fetch: http://127.0.0.1:5000/404\n    credentials: include"
        )
    }

    @Test func documentCookieIsCompared() async throws {
        try await check(
            ExpectationCase(
                holds: "{ value: a=1; b=2 }".replacing("a=1; b=2", with: "a=1"),
                fails: "{ value: \"a=1; b=2\" }",
                place: 10,
                message: "document.cookie differs",
                expected: ["a=1; b=2"],
                actual: ["a=1"],
                why: "b: It is HttpOnly: requests carry it, but script cannot see it. [HttpOnly]"
            ),
            action: "document-cookie: {}"
        )
    }

    @Test(
        arguments: [
            ExpectationCase(
                holds: "{ count: 3 }",
                fails: "{ count: 2 }",
                place: 10,
                message: "the number of cookies differs",
                expected: ["2"],
                actual: ["3"],
                why: "The jar contains a (127.0.0.1/), b (127.0.0.1/), deep (127.0.0.1/deep)."
            ),
            ExpectationCase(
                holds: "{ names: [deep, b, a] }",
                fails: "{ names: [a, b] }",
                place: 10,
                message: "the names of the cookies differ",
                expected: ["a", "b"],
                actual: ["a", "b", "deep"]
            ),
            ExpectationCase(
                holds: "{ b: { httpOnly: true } }",
                fails: "{ b: { httpOnly: false } }",
                place: 18,
                message: "the cookie b /httpOnly differs",
                expected: ["false"],
                actual: ["true"]
            ),
            ExpectationCase(
                holds: "{ c: { exists: false } }",
                fails: "{ a: { exists: false } }",
                place: 6,
                message: "the cookie a differs",
                expected: ["nothing at all"],
                actual: ["1"]
            ),
        ]
    )
    func theJarIsCompared(_ example: ExpectationCase) async throws {
        try await check(example, action: "cookies: {}")
    }

    @Test func sameSiteCodesMatchWithAndWithoutTheirPrefix() async throws {
        for code in ["SameSiteUnspecifiedTreatedAsLax", "SchemefulSameSiteUnspecifiedTreatedAsLax"]
        {
            let run = try await result(
                of: """
                    page: http://localhost/
                    steps:
                      - fetch: http://127.0.0.1:5000/
                        credentials: include
                        expect: { rejected: { hidden: \(code) } }
                    """
            ) { _ in response(200, [("Set-Cookie", "hidden=1")]) }
            #expect(run.hasPassed, "\(run.text)")
        }
    }

    @Test func networkErrorsFailTheStepUnlessExpected() async throws {
        func run(_ expectation: String) async throws -> ScenarioResult {
            try await result(
                of: "page: http://a.test/\nsteps: [ { fetch: /\(expectation) } ]"
            ) { (_) throws(TransportError) in throw .timeout(detail: "too slow") }
        }
        let unexpected = try await run("")
        #expect(unexpected.allFailures.map(\.kind) == [.network])
        #expect(unexpected.text.contains("the network failed"))
        #expect(unexpected.text.contains("[Timeout]"))
        let expected = try await run(", expect: { outcome: failed, reason: Timeout }")
        #expect(expected.hasPassed, "\(expected.text)")
    }

    @Test func aFailureShowsLineCaretDifferenceAndReason() async throws {
        let run = try await result(
            of: """
                name: x
                page: http://127.0.0.1:5500/
                steps:
                  - name: the login
                    fetch: http://127.0.0.1:5000/hidden
                    expect: { status: 200 }
                """,
            answering: Self.answer
        )
        let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0].hasPrefix("✗ test.yaml  chrome  failed in step 1 of 1"))
        #expect(
            lines[1...8].map(String.init) == [
                "",
                "  test.yaml:6:23: the login: the status differs",
                "    6 |     expect: { status: 200 }",
                "      |                       ^^^",
                "    - expected  + actual",
                "    - 200",
                "    + (nothing)",
                "    why         The response has no Access-Control-Allow-Origin, so no other origin may read it.",
            ]
        )
    }

    @Test func aServersTextCannotControlTheTerminal() async throws {
        let run = try await result(
            of: "page: http://a.test/\nsteps: [ { fetch: /, expect: { text: x } } ]"
        ) { _ in response(200, body: "\u{1B}[2J") }
        #expect(!run.text.contains("\u{1B}"))
        #expect(run.text.contains("\\u{1b}[2J"))
    }
}
