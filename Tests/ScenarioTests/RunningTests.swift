import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Scenario
import Synchronization
import TestSupport
import Testing
import WebOrigin

@Suite struct RunningTests {
    /// Responds with a counter `n`, and sets one cookie of each kind.
    private func counting() -> ScriptedTransport.Answer {
        let count = Counter()
        return { request in
            let number = count.next()
            return response(
                200,
                [
                    ("Set-Cookie", "session=1"), ("Set-Cookie", "minute=1; Max-Age=60"),
                    ("X-Number", "\(number)"),
                ],
                body: #"{"n": \#(number), "list": ["a/b", {"~": true}]}"#
            )
        }
    }

    @Test func virtualTimeOnlyMovesByAdvance() async throws {
        let run = try await result(
            of: """
                clock: 2026-01-01T00:00:00Z
                page: http://a.test/
                steps:
                  - fetch: /
                    expect: { stored: { minute: { expires: 2026-01-01T00:01:00.000Z } } }
                  - advance: 30s
                  - fetch: /
                    expect: { stored: { minute: { expires: 2026-01-01T00:01:30.000Z } } }
                  - advance: 59s
                  - cookies: { names: [session, minute] }
                  - advance: 1s
                  - cookies: { names: [session] }
                """,
            answering: counting()
        )
        #expect(run.hasPassed, "\(run.text)")
    }

    @Test func withoutAClockAdvanceMovesTheMachinesClock() async throws {
        let run = try await result(
            of: """
                page: http://a.test/
                steps:
                  - { fetch: /, expect: { stored: { minute: { expires: { matches: "^2023-11-14" } } } } }
                  - advance: 1d
                  - { fetch: /, expect: { stored: { minute: { expires: { matches: "^2023-11-15" } } } } }
                """,
            answering: counting()
        )
        #expect(run.hasPassed, "\(run.text)")
    }

    @Test func closingTheBrowserKeepsPersistentCookiesAndReturnsToTheFilesPage() async throws {
        let run = try await result(
            of: """
                page: http://a.test/
                steps:
                  - page: http://b.test/
                  - fetch: http://a.test/
                    mode: no-cors
                    credentials: include
                  - page: http://b.test/
                  - visit: http://a.test/
                  - close-browser: true
                  - cookies: { names: [minute] }
                  - fetch: /relative
                    expect: { type: basic, sent: { minute: 1 } }
                """,
            answering: counting()
        )
        #expect(run.hasPassed, "\(run.text)")
    }

    @Test func capturesKeepTheirTypesAndPointersTheirEscapes() async throws {
        let run = try await result(
            of: """
                page: http://a.test/
                steps:
                  - fetch: /
                    capture:
                      { number: /n, first: /list/0, deep: "/list/1/~0", all: "", c: "cookie:session",
                        h: "header:x-number" }
                  - fetch: "/{{number}}"
                    method: POST
                    json: { number: "{{number}}", text: "n{{number}}", deep: "{{deep}}" }
                  - fetch: /
                    expect:
                      json: { list: ["{{first}}", { "~": "{{deep}}" }], n: { greaterThan: 2 } }
                      sent: { session: "{{c}}", minute: "{{h}}" }
                """
        ) { request in
            if request.method == "POST" {
                #expect(request.url.serializedPath == "/1")
                #expect(request.body == #"{"number": 1, "text": "n1", "deep": true}"#)
            }
            let number = request.method == "POST" ? 2 : request.headers.contains("Cookie") ? 3 : 1
            return response(
                200,
                [
                    ("Set-Cookie", "session=1"), ("Set-Cookie", "minute=1; Max-Age=60"),
                    ("X-Number", "\(number)"),
                ],
                body: #"{"n": \#(number), "list": ["a/b", {"~": true}]}"#
            )
        }
        #expect(run.hasPassed, "\(run.text)")
    }

    @Test func aCaptureOfAMissingValueFails() async throws {
        let run = try await result(
            of: "page: http://a.test/\nsteps: [ { fetch: /, capture: { x: /no/such } } ]",
            answering: counting()
        )
        #expect(
            run.allFailures.map(\.message) == [
                "{{x}} cannot be captured: the body has no /no/such"
            ]
        )
    }

    @Test func variablesOfTheCommandLineOverrideTheFiles() async throws {
        let run = try await result(
            of: """
                variables: { host: a.test, base: "http://{{host}}" }
                page: "{{base}}/"
                steps: [ { fetch: "{{base}}/{{other}}" } ]
                """,
            variables: ["host": "b.test", "other": "x"]
        ) { request in
            #expect(request.url.href == "http://b.test/x")
            return response()
        }
        #expect(run.hasPassed, "\(run.text)")
    }

    @Test func repeatRunsAStepSeveralTimesAndEachMustPass() async throws {
        let run = try await result(
            of: """
                page: http://a.test/
                steps: [ { fetch: /, repeat: 5, expect: { json: { n: { lessThan: 4 } } } } ]
                """,
            answering: counting()
        )
        #expect(run.allFailures.map(\.actual) == [["4"]])
    }

    @Test func retryRepeatsAStepUntilItPasses() async throws {
        func run(times: Int) async throws -> ScenarioResult {
            try await result(
                of: """
                    page: http://a.test/
                    steps:
                      - { fetch: /, retry: { times: \(times), delay: 1ms }, expect: { json: { n: 4 } } }
                      - { fetch: /, expect: { json: { n: 5 } } }
                    """,
                answering: counting()
            )
        }
        let enough = try await run(times: 3)
        #expect(enough.hasPassed, "\(enough.text)")
        let tooFew = try await run(times: 2)
        #expect(tooFew.allFailures.map(\.actual) == [["3"]])
    }

    @Test func onlyInSkipsAStepInOtherBrowsers() async throws {
        let text = """
            page: http://a.test/
            steps:
              - { fetch: /, only-in: [spec], expect: { status: 500 } }
              - { fetch: /, expect: { status: 200 } }
            """
        let inChrome = try await result(of: text, browser: "chrome", answering: counting())
        #expect(inChrome.hasPassed)
        #expect(inChrome.steps.map(\.isSkipped) == [true, false])
        let inSpec = try await result(of: text, browser: "spec", answering: counting())
        #expect(!inSpec.hasPassed)
    }

    @Test func aFailedStepEndsTheFile() async throws {
        let run = try await result(
            of: """
                page: http://a.test/
                steps:
                  - { fetch: /, expect: { status: 500, preflight: true } }
                  - fetch: /
                """,
            answering: counting()
        )
        #expect(run.steps.count == 1)
        #expect(run.allFailures.count == 2)
    }

    @Test func parallelStepsRunConcurrently() async throws {
        let transport = MeetingTransport(guests: 3)
        let environment = environment(transport)
        let scenario = try parsed(
            """
            page: http://a.test/
            steps:
              - parallel:
                  - { fetch: /1, capture: { one: "" } }
                  - { fetch: /2, capture: { two: "" } }
                  - { load: /3, as: image }
              - { fetch: "/{{one}}{{two}}" }
            """
        )
        let run = await ScenarioRunner(environment).run(scenario, in: "chrome")
        #expect(run.hasPassed, "\(run.text)")
        #expect(transport.paths.last == "/12")
    }

    @Test func framesAndSandboxesApplyAsOnTheCommandLine() async throws {
        let run = try await result(
            of: """
                page: https://widget.test/
                steps:
                  - fetch: https://widget.test/
                  - fetch: https://widget.test/
                    in-frame-of: https://shop.test/
                    credentials: include
                    expect: { sent: {}, not-sent: { session: SameSiteUnspecifiedTreatedAsLax } }
                  - document-cookie: {}
                    sandboxed: true
                    expect: { value: null }
                  - document-cookie: { set: [x=1, y=2] }
                    expect: { value: { matches: "x=1; y=2" }, stored: { x: 1, y: 2 } }
                  - page: "null"
                  - document-cookie: {}
                    expect: { value: { exists: true } }
                """,
            answering: counting()
        )
        #expect(run.steps.count == 6, "\(run.text)")
    }

    @Test func cachedResponsesSendNoRequest() async throws {
        let steps = """
            page: http://a.test/
            steps:
              - { fetch: /, expect: { exchanges: 1, stored: { a: 1 } } }
              - { fetch: /, expect: { exchanges: 0, status: 200, sent: {} } }
            """
        let answer: ScriptedTransport.Answer = { _ in
            response(
                200,
                [("Cache-Control", "max-age=60"), ("Set-Cookie", "a=1; Max-Age=600")],
                body: "{}"
            )
        }
        let closing = """

              - advance: 61s
              - { fetch: /, expect: { exchanges: 1, sent: { a: 1 } } }
              - close-browser: true
              - { fetch: /, expect: { exchanges: 1, sent: { a: 1 } } }
            """
        let run = try await result(of: steps + closing, answering: answer)
        #expect(run.hasPassed, "\(run.text)")
        let other = try await result(
            of: steps + "\n  - { fetch: /, expect: { sent: { a: 1 } } }",
            answering: answer
        )
        #expect(
            other.allFailures.map(\.why) == [["The response came from the HTTP cache."]]
        )
    }

    /// Only at run time does it turn out that the step with the page is for another browser.
    @Test func aRequestNeedsAPage() async throws {
        let run = try await result(
            of: "steps: [ { page: http://a.test/, only-in: [spec] }, { fetch: http://a.test/ } ]",
            answering: counting()
        )
        #expect(run.text.contains("there is no page yet"))
    }

    @Test func formsSendTheirFields() async throws {
        let run = try await result(
            of: """
                page: http://b.test/
                steps:
                  - visit: http://a.test/form?old
                    via: form
                    body: { "a b": "c&d", e: 1 }
                    method: GET
                  - visit: /post
                    via: form
                    body: { "a b": "é" }
                """
        ) { request in
            switch request.method {
            case "GET": #expect(request.url.href == "http://a.test/form?a+b=c%26d&e=1")
            default:
                #expect(request.url.href == "http://a.test/post")
                #expect(request.body == "a+b=%C3%A9")
                #expect(
                    request.headers.get("Content-Type") == "application/x-www-form-urlencoded"
                )
            }
            return response()
        }
        #expect(run.hasPassed, "\(run.text)")
    }
}

final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

/// Holds its first requests until all of them have arrived; the body of a response names its
/// request.
final class MeetingTransport: Transport {
    private struct State {
        var waiting: [CheckedContinuation<Void, Never>] = []
        var paths: [String] = []
    }

    private let guests: Int
    private let state = Mutex(State())

    init(guests: Int) {
        self.guests = guests
    }

    var paths: [String] { state.withLock { $0.paths } }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let path = request.url.serializedPath
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let free = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                state.paths.append(path)
                if state.paths.count > guests { return [continuation] }
                state.waiting.append(continuation)
                return state.waiting.count == guests ? state.waiting : []
            }
            for continuation in free { continuation.resume() }
        }
        return response(200, body: String(path.dropFirst()))
    }
}
