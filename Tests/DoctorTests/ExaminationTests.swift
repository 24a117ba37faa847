import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Doctor
import Explanations
import Synchronization
import TestSupport
import Testing
import WebOrigin

/// What the doctor asks, and what it finds in the answers.
@Suite struct ExaminationTests {
    private static let page = "http://app.test"

    private func question(
        methods: [String]? = nil,
        sendsUnsafeMethods: Bool = false
    ) throws -> Question {
        Question(
            url: try WebURL(parsing: "http://api.test/session"),
            page: Page(url: try WebURL(parsing: Self.page)),
            methods: methods,
            sendsUnsafeMethods: sendsUnsafeMethods
        )
    }

    private func examine(
        _ question: Question,
        in policies: [BrowserPolicy] = [.chrome],
        _ answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse
    ) async -> (Examination, [HTTPRequest]) {
        let transport = ScriptedTransport { (request: HTTPRequest) throws(TransportError) in
            answer(request)
        }
        let examination = await question.examine(
            in: policies,
            suffixes: .builtin,
            transport: transport,
            now: { Moment(secondsSinceEpoch: 1_793_491_200) }
        )
        return (examination, transport.requests)
    }

    private static func response(_ headers: [String: String]) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            headers: HeaderList(
                headers.sorted { $0.key < $1.key }.map {
                    Header(name: $0.key, value: ByteString(utf8: $0.value))
                }
            )
        )
    }

    /// Allows the page, and nobody else.
    private static func rightly(_ request: HTTPRequest) -> HTTPResponse {
        guard request.headers.get("Origin")?.utf8Decoded == page else {
            return response(["Vary": "Origin"])
        }
        return response([
            "Access-Control-Allow-Origin": page, "Access-Control-Allow-Credentials": "true",
            "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
            "Access-Control-Allow-Headers": "content-type", "Access-Control-Max-Age": "600",
            "Vary": "Origin",
        ])
    }

    /// As a widget of another site the page has fewer cookies, and storage access may give them back.
    @Test(arguments: [
        (BrowserPolicy.chrome, "SameSite=None; Secure", [1, 1]),
        (.chrome, "SameSite=Lax", [0, 0]),
        (.firefox, "SameSite=None; Secure", [0, 1]),
        (.firefox, "SameSite=None; Secure; Partitioned", [0, 0]),
    ])
    func aFramedPageHasTheCookiesThatItsBrowserLeavesIt(
        _ policy: BrowserPolicy,
        _ attributes: String,
        _ counts: [Int]
    ) async throws {
        let question = Question(
            url: try WebURL(parsing: "https://api.app.test/session"),
            page: Page(url: try WebURL(parsing: "https://app.test")),
            methods: nil
        )
        let (examination, _) = await examine(question, in: [policy]) { _ in
            Self.response(["Set-Cookie": "a=1; \(attributes)"])
        }
        let sent = [Probe.Purpose.framedPage, .framedPageWithAccess].map { purpose in
            examination.result(purpose)?.reports.first?.exchanges.last?.cookies
                .count(where: \.isSent)
        }
        #expect(sent == counts)
    }

    @Test func anAPIThatIsRightHasNothingWorseThanANote() async throws {
        let (examination, _) = await examine(try question(), Self.rightly)
        #expect(examination.unanswered == nil)
        let findings = await examination.diagnosis().findings
        #expect(findings.filter { $0.rank != .note } == [])
    }

    /// A server computes Expires by its own clock, which need not be this machine's.
    @Test func aLifetimeCountsFromTheServersDate() async throws {
        let (examination, _) = await examine(try question(methods: ["GET"])) { request in
            var response = Self.rightly(request)
            let headers = [
                ("Date", "Sun, 01 Nov 2026 00:00:30 GMT"),
                ("Set-Cookie", "a=1; Path=/x; Expires=Sun, 01 Nov 2026 00:01:30 GMT"),
            ]
            for (name, value) in headers {
                response.headers.append(name, ByteString(utf8: value))
            }
            return response
        }
        let findings = await examination.diagnosis().findings
        let codes = findings.flatMap(\.advice.fixes).map(\.code)
            .filter { $0.contains("response.set_cookie(") }
        #expect(!codes.isEmpty)
        for code in codes { #expect(code.contains(/max_age=60[,)]/), "\(code)") }
    }

    @Test(arguments: [
        ([:], "MissingAllowOriginHeader", Finding.Rank.broken),
        (
            ["Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true"],
            "WildcardOriginNotAllowed", .broken
        ),
        (
            ["Access-Control-Allow-Origin": "http://app.test/"],
            "AllowOriginMismatch", .broken
        ),
    ])
    func aMistakeIsFound(
        _ headers: [String: String],
        _ code: String,
        _ rank: Finding.Rank
    ) async throws {
        let (examination, _) = await examine(try question(methods: ["GET"])) { _ in
            Self.response(headers)
        }
        let found = await examination.diagnosis().findings.filter { $0.advice.code == code }
        #expect(found.map(\.rank) == [rank])
    }

    @Test func anOriginThatIsReflectedIsAHoleAndComesFirst() async throws {
        let (examination, _) = await examine(try question(methods: ["GET"])) { request in
            let origin = request.headers.get("Origin")?.utf8Decoded ?? ""
            return Self.response([
                "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true",
            ])
        }
        let findings = await examination.diagnosis().findings
        let first = try #require(findings.first)
        #expect(first.rank == .hole)
        #expect(first.advice.code == "ReflectedOrigin")
    }

    @Test func whatMayChangeSomethingIsAskedAboutAndNotSent() async throws {
        let (examination, requests) = await examine(
            try question(methods: ["POST", "PUT", "DELETE"]),
            Self.rightly
        )
        #expect(!requests.contains { ["POST", "PUT", "DELETE"].contains($0.method) })
        #expect(requests.contains { $0.method == "OPTIONS" })
        #expect(examination.sent <= examination.limit)

        let (_, all) = await examine(
            try question(methods: ["PUT"], sendsUnsafeMethods: true),
            Self.rightly
        )
        #expect(all.contains { $0.method == "PUT" })
    }

    @Test func aServerThatDoesNotAnswerIsAskedOnce() async throws {
        let attempts = Mutex(0)
        let transport = ScriptedTransport { (_: HTTPRequest) throws(TransportError) in
            attempts.withLock { $0 += 1 }
            throw .network(code: nil, detail: "connection refused")
        }
        let examination = await (try question()).examine(
            in: [.chrome, .firefox],
            suffixes: .builtin,
            transport: transport,
            now: { .epoch }
        )
        #expect(examination.unanswered != nil)
        #expect(attempts.withLock { $0 } == 1)
    }

    @Test func noMoreIsSentThanTheLimitSays() async throws {
        let policies: [BrowserPolicy] = [.chrome, .firefox, .safari]
        let question = try question()
        let (examination, requests) = await examine(question, in: policies, Self.rightly)
        #expect(examination.limit == question.requestLimit(browsers: 3))
        #expect(examination.sent == requests.count)
        #expect(requests.count <= examination.limit)
    }
}
