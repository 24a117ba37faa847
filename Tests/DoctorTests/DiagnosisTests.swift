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

/// The requests that the doctor sends, and what it finds in the responses.
@Suite struct DiagnosisTests {
    private static let page = "http://app.test"

    private func plan(
        methods: [String]? = nil,
        sendsUnsafeMethods: Bool = false
    ) throws -> DoctorPlan {
        DoctorPlan(
            url: try WebURL(parsing: "http://api.test/session"),
            page: Page(url: try WebURL(parsing: Self.page)),
            methods: methods,
            sendsUnsafeMethods: sendsUnsafeMethods
        )
    }

    private func diagnose(
        _ plan: DoctorPlan,
        in policies: [BrowserPolicy] = [.chrome],
        _ answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse
    ) async -> (Diagnosis, [HTTPRequest]) {
        let transport = ScriptedTransport { (request: HTTPRequest) throws(TransportError) in
            answer(request)
        }
        let diagnosis = await plan.diagnose(
            in: policies,
            suffixes: .builtin,
            transport: transport,
            now: { Moment(secondsSinceEpoch: 1_793_491_200) }
        )
        return (diagnosis, transport.requests)
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

    /// A response that allows the page and no one else.
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

    /// In a frame of another site the page has fewer cookies, and storage access may restore them.
    @Test(arguments: [
        (BrowserPolicy.chrome, "SameSite=None; Secure", [1, 1]),
        (.chrome, "SameSite=Lax", [0, 0]),
        (.firefox, "SameSite=None; Secure", [0, 1]),
        (.firefox, "SameSite=None; Secure; Partitioned", [0, 0]),
    ])
    func theCookiesOfAFramedPageFollowTheBrowser(
        _ policy: BrowserPolicy,
        _ attributes: String,
        _ counts: [Int]
    ) async throws {
        let plan = DoctorPlan(
            url: try WebURL(parsing: "https://api.app.test/session"),
            page: Page(url: try WebURL(parsing: "https://app.test")),
            methods: nil
        )
        let (diagnosis, _) = await diagnose(plan, in: [policy]) { _ in
            Self.response(["Set-Cookie": "a=1; \(attributes)"])
        }
        let sent = [Probe.Purpose.framedPage, .framedPageWithAccess].map { purpose in
            diagnosis.result(purpose)?.reports.first?.exchanges.last?.cookies
                .count(where: \.isSent)
        }
        #expect(sent == counts)
    }

    @Test func aCorrectAPIHasOnlyNotes() async throws {
        let (diagnosis, _) = await diagnose(try plan(), Self.rightly)
        #expect(diagnosis.unanswered == nil)
        let findings = await diagnosis.conclusions().findings
        #expect(findings.filter { $0.severity != .note } == [])
    }

    /// A server computes Expires by its own clock, which may differ from this machine's.
    @Test func lifetimesAreComputedFromTheServersDate() async throws {
        let (diagnosis, _) = await diagnose(try plan(methods: ["GET"])) { request in
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
        let findings = await diagnosis.conclusions().findings
        let codes = findings.flatMap(\.advice.fixes).map(\.code)
            .filter { $0.contains("response.set_cookie(") }
        #expect(!codes.isEmpty)
        for code in codes { #expect(code.contains(/max_age=60[,)]/), "\(code)") }
    }

    @Test(arguments: [
        ([:], "MissingAllowOriginHeader", Finding.Severity.error),
        (
            ["Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true"],
            "WildcardOriginNotAllowed", .error
        ),
        (
            ["Access-Control-Allow-Origin": "http://app.test/"],
            "AllowOriginMismatch", .error
        ),
    ])
    func mistakesAreFound(
        _ headers: [String: String],
        _ code: String,
        _ severity: Finding.Severity
    ) async throws {
        let (diagnosis, _) = await diagnose(try plan(methods: ["GET"])) { _ in
            Self.response(headers)
        }
        let found = await diagnosis.conclusions().findings.filter { $0.advice.code == code }
        #expect(found.map(\.severity) == [severity])
    }

    @Test func aReflectedOriginIsAVulnerabilityAndComesFirst() async throws {
        let (diagnosis, _) = await diagnose(try plan(methods: ["GET"])) { request in
            let origin = request.headers.get("Origin")?.utf8Decoded ?? ""
            return Self.response([
                "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true",
            ])
        }
        let findings = await diagnosis.conclusions().findings
        let first = try #require(findings.first)
        #expect(first.severity == .vulnerability)
        #expect(first.advice.code == "ReflectedOrigin")
    }

    @Test func unsafeMethodsAreOnlyPreflighted() async throws {
        let (diagnosis, requests) = await diagnose(
            try plan(methods: ["POST", "PUT", "DELETE"]),
            Self.rightly
        )
        #expect(!requests.contains { ["POST", "PUT", "DELETE"].contains($0.method) })
        #expect(requests.contains { $0.method == "OPTIONS" })
        #expect(diagnosis.sent <= diagnosis.limit)

        let (_, all) = await diagnose(
            try plan(methods: ["PUT"], sendsUnsafeMethods: true),
            Self.rightly
        )
        #expect(all.contains { $0.method == "PUT" })
    }

    @Test func anUnreachableServerIsTriedOnce() async throws {
        let attempts = Mutex(0)
        let transport = ScriptedTransport { (_: HTTPRequest) throws(TransportError) in
            attempts.withLock { $0 += 1 }
            throw .network(code: nil, detail: "connection refused")
        }
        let diagnosis = await (try plan()).diagnose(
            in: [.chrome, .firefox],
            suffixes: .builtin,
            transport: transport,
            now: { .epoch }
        )
        #expect(diagnosis.unanswered != nil)
        #expect(attempts.withLock { $0 } == 1)
    }

    @Test func theRequestLimitIsKept() async throws {
        let policies: [BrowserPolicy] = [.chrome, .firefox, .safari]
        let plan = try plan()
        let (diagnosis, requests) = await diagnose(plan, in: policies, Self.rightly)
        #expect(diagnosis.limit == plan.requestLimit(browsers: 3))
        #expect(diagnosis.sent == requests.count)
        #expect(requests.count <= diagnosis.limit)
    }
}
