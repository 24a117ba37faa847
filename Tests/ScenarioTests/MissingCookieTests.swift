import BrowserFetch
import Scenario
import TestSupport
import Testing
import WebOrigin

/// A step that lacks a cookie reports what an earlier step did to it.
@Suite struct MissingCookieTests {
    private static let answer: ScriptedTransport.Answer = { request in
        let cors = [
            ("Access-Control-Allow-Origin", "http://a.test"),
            ("Access-Control-Allow-Credentials", "true"),
        ]
        let line: String? =
            switch request.url.serializedPath {
            case "/login": "sid=s3cr; SameSite=None"
            case "/minute": "sid=s3cr; Max-Age=60"
            case "/session": "sid=s3cr"
            case "/logout": "sid=; Max-Age=0"
            default: nil
            }
        return response(200, cors + (line.map { [("Set-Cookie", $0)] } ?? []), body: "{}")
    }

    @Test(
        arguments: [
            (
                "fetch: http://a.test/login",
                "fetch: http://a.test/me\n    expect: { sent: { sid: s3cr } }",
                "sid was rejected just now, when GET http://a.test/login from http://a.test/ tried to set it. "
                    + "[SameSiteNoneInsecure]"
            ),
            (
                "fetch: http://a.test/login",
                "fetch: http://a.test/me\n    expect: { not-sent: { sid: [] } }",
                "sid was rejected just now, when"
            ),
            (
                "fetch: http://a.test/login",
                "document-cookie:\n    expect: { value: sid=s3cr }",
                "sid was rejected just now, when"
            ),
            (
                "fetch: http://a.test/login",
                "document-cookie:\n    expect: { value: { matches: ^sid=s3cr } }",
                "sid was rejected just now, when"
            ),
            (
                "fetch: http://a.test/login", "cookies: { sid: s3cr }",
                "sid was rejected just now, when"
            ),
            (
                "fetch: http://a.test/login", "cookies: { names: [sid] }",
                "sid was rejected just now, when"
            ),
            (
                "fetch: http://a.test/minute\n  - advance: 61s", "cookies: { sid: s3cr }",
                "sid expired 1 s ago; it was stored 61 s ago by GET http://a.test/minute"
            ),
            (
                "fetch: http://a.test/session\n  - fetch: http://a.test/logout",
                "cookies: { sid: s3cr }",
                "sid was deleted just now by GET http://a.test/logout"
            ),
            (
                "fetch: http://a.test/session\n  - close-browser: true", "cookies: { sid: s3cr }",
                "is gone: close-browser ends session cookies"
            ),
            (
                "parallel: [ { fetch: http://a.test/login } ]", "cookies: { sid: s3cr }",
                "sid was rejected just now, when"
            ),
        ]
    )
    func aMissingCookieIsTracedToTheStepThatLostIt(
        _ before: String,
        _ step: String,
        _ reason: String
    ) async throws {
        let run = try await result(
            of: """
                clock: 2026-01-01T00:00:00Z
                page: http://a.test/
                steps:
                  - \(before)
                  - \(step)
                """,
            answering: Self.answer
        )
        let why = run.allFailures.flatMap(\.why)
        #expect(why.contains { $0.contains(reason) }, "\(run.text)")
    }

    @Test func aPresentCookieIsNotReportedAsMissing() async throws {
        let run = try await result(
            of: """
                page: http://a.test/
                steps:
                  - fetch: http://a.test/login
                  - fetch: http://a.test/session
                  - fetch: http://a.test/me
                    expect: { sent: { sid: other } }
                """,
            answering: Self.answer
        )
        let failure = try #require(run.allFailures.first)
        #expect(!failure.why.contains { $0.contains("was rejected") }, "\(run.text)")
    }
}
