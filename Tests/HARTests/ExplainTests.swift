import Foundation
import TestSupport
import Testing

/// `crumb explain` with HAR files that DevTools exported, that crumb wrote, and that are hostile.
@Suite struct ExplainTests {
    private static let recorded = fixtureURL("har/devtools.har").path(percentEncoded: false)
    private static let sanitized = fixtureURL("har/devtools-sanitized.har")
        .path(percentEncoded: false)

    private func explained(
        _ file: String,
        _ options: String...,
        exitCode: Int32 = 0,
        stdin: Data = Data()
    ) async throws -> Explained {
        let arguments = ["explain", file, "--json"] + options
        let result = try await runCrumb(arguments, stdin: stdin)
        #expect(result.exitCode == exitCode, "\(result.errorOutput)")
        return try Explained(result.stdout)
    }

    private func explained(
        _ har: [String: Any],
        _ options: String...,
        exitCode: Int32 = 0
    ) async throws -> Explained {
        let data = try JSONSerialization.data(withJSONObject: har)
        let arguments = ["explain", "-", "--json"] + options
        let result = try await runCrumb(arguments, stdin: data)
        #expect(result.exitCode == exitCode, "\(result.errorOutput)")
        return try Explained(result.stdout)
    }

    // MARK: What DevTools exported

    @Test func crumbAgreesWithTheChromiumThatExportedTheFile() async throws {
        let explained = try await explained(Self.recorded, exitCode: 3)
        #expect(explained.summary("requests") == 18)
        // Chrome checks the body of a response to an image request.
        #expect(explained.requests.flatMap(\.disagreements) == ["OnlyBrowserFailed"])
        let orb = explained.requests.first { !$0.disagreements.isEmpty }
        #expect(orb?.path == "/session")
    }

    @Test func requestsBlockedByChromiumAreBlockedForTheSameReason() async throws {
        let explained = try await explained(Self.recorded, exitCode: 3)
        let codes = explained.requests.compactMap(\.errorCode)
        #expect(
            codes == [
                "NetworkError", "MissingAllowOriginHeader", "PreflightMissingAllowOriginHeader",
            ]
        )
        let pages = explained.requests.filter { $0.errorCode != nil }.map(\.page)
        #expect(
            pages == [
                "http://127.0.0.1:5500", "http://localhost:8080", "http://localhost:8080",
            ]
        )
    }

    @Test func preflightsAndRedirectsBelongToTheirRequest() async throws {
        let explained = try await explained(Self.recorded, exitCode: 3)
        let put = explained.requests.first { $0.path == "/items/1" }
        #expect(put?.exchangeKinds == ["preflight", "request"])
        let redirected = explained.requests.first { $0.path == "/status/302" }
        #expect(redirected?.exchangeKinds == ["redirect", "request"])
    }

    @Test func cookiesAreJudgedInTheirOrder() async throws {
        let explained = try await explained(Self.recorded, exitCode: 3)
        let setting = explained.requests.filter { $0.path == "/set-cookie" }
        #expect(setting.map(\.effects) == [["created"], ["rejected"]])
        #expect(
            setting.last?.refusals == ["SchemefulSameSiteUnspecifiedTreatedAsLax"]
        )
        let set = explained.requests.first { $0.path == "/set" }
        #expect(set?.effects == ["created", "rejected"])
        #expect(set?.refusals == ["SameSiteNoneInsecure"])
        #expect(setting.map(\.credentialsBasis) == ["stored-later", "allowed-by-server"])
        let asking = explained.requests.filter { $0.path == "/get-cookie" }
        #expect(asking.map(\.sent) == [["user_token"], [], []])
        // The file does not contain the credentials mode: it is derived from the jar, and from what
        // the server allows.
        #expect(asking.map(\.credentialsBasis) == ["cookies-sent", "none-sent", "not-allowed"])
    }

    @Test func aSanitizedFileIsReportedAndCORSIsStillJudged() async throws {
        let explained = try await explained(Self.sanitized, exitCode: 3)
        #expect(explained.root["hasCookies"] as? Bool == false)
        #expect(explained.summary("blocked") == 2)
        #expect(explained.requests.flatMap(\.disagreements) == ["OnlyBrowserFailed"])
        let text = try await runCrumb(["explain", Self.sanitized])
        let words = text.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("Export HAR (with sensitive data) includes them"))
    }

    @Test func anotherBrowsersRulesGiveOtherResults() async throws {
        let explained = try await explained(Self.recorded, "--browser", "safari", exitCode: 3)
        // Safari rejects Secure cookies from http, even on loopback.
        #expect(explained.requests.first { $0.path == "/set-cookie" }?.effects == ["rejected"])
        #expect(explained.requests.flatMap(\.disagreements).contains("OnlyBrowserSent"))
    }

    // MARK: What crumb wrote

    @Test func aFileWrittenByCrumbIsExplainedAsItHappened() async throws {
        let flask = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let scenario = home.path(of: "flow.yaml")
        try """
        page: http://127.0.0.1:5500/app.html
        steps:
          - { fetch: "\(flask)/set-cookie", credentials: include }
          - { fetch: "\(flask)/items/1", method: PUT, json: {}, credentials: include }
          - { fetch: "\(flask)/status/302?location=/cookies", credentials: include }
          - { load: "\(flask)/session", as: image }
          - { visit: "\(flask)/echo", via: form, method: POST, body: "a=1" }
          - page: http://localhost:9999
          - { fetch: "\(flask)/get-cookie", credentials: include }
        """.write(toFile: scenario, atomically: true, encoding: .utf8)
        let folder = home.path(of: "hars")
        _ = try await runCrumb(["run", scenario, "--har", folder], home: home)
        let explained = try await explained("\(folder)/flow.chrome.har", exitCode: 3)
        #expect(explained.requests.flatMap(\.disagreements) == [])
        #expect(explained.summary("requests") == 6)
        #expect(explained.summary("blocked") == 1)
        #expect(explained.requests[4].sent == ["user_token", "session"])
    }

    // MARK: Time

    /// A response that has not arrived yet has not set any cookies.
    @Test func cookiesAreSetWhenTheirResponseArrives() async throws {
        let page = "http://a.test/"
        let explained = try await explained(
            HARFile.entries([
                HARFile.entry("http://a.test/slow", page, at: 0, lasting: 1000, setting: "a=1"),
                HARFile.entry("http://a.test/early", page, at: 500, lasting: 10),
                HARFile.entry("http://a.test/late", page, at: 1500, lasting: 10, sending: "a=1"),
            ])
        )
        #expect(explained.requests.map(\.sent) == [[], [], ["a"]])
        #expect(explained.requests.flatMap(\.disagreements) == [])
    }

    /// Start times in files are in whole milliseconds, durations are more precise.
    @Test func aRequestRightAfterAResponseSendsItsCookies() async throws {
        let page = "http://a.test/"
        let explained = try await explained(
            HARFile.entries([
                HARFile.entry("http://a.test/1", page, at: 0, lasting: 500.6, setting: "a=1"),
                HARFile.entry("http://a.test/2", page, at: 500, sending: "a=1"),
            ])
        )
        #expect(explained.requests.map(\.sent) == [[], ["a"]])
        #expect(explained.requests.flatMap(\.disagreements) == [])
    }

    @Test func cookiesExpireByTheFilesClock() async throws {
        let page = "http://a.test/"
        let explained = try await explained(
            HARFile.entries([
                HARFile.entry("http://a.test/1", page, at: 0, setting: "a=1; Max-Age=2"),
                HARFile.entry("http://a.test/2", page, at: 1000, sending: "a=1"),
                HARFile.entry("http://a.test/3", page, at: 3000),
            ])
        )
        #expect(explained.requests.map(\.sent) == [[], ["a"], []])
        #expect(explained.requests.flatMap(\.disagreements) == [])
    }

    @Test func cookiesFromBeforeTheFileAreAddedToTheJar() async throws {
        let page = "http://a.test/"
        let explained = try await explained(
            HARFile.entries([
                HARFile.entry("http://a.test/1", page, at: 0, sending: "old=1; b=2"),
                HARFile.entry("http://a.test/2", page, at: 1000, sending: "old=1; b=2"),
            ])
        )
        #expect(explained.requests.map(\.sent) == [["old", "b"], ["old", "b"]])
        #expect(explained.requests[0].root["cookiesFromBefore"] as? [String] == ["old", "b"])
        #expect(explained.requests.flatMap(\.disagreements) == [])
    }

    // MARK: The page that made a request

    @Test func theOriginHeaderDistinguishesAFrameFromItsPage() async throws {
        var entry = HARFile.entry("http://api.test/", "http://a.test/", at: 0)
        entry["pageref"] = "page_1"
        var file = HARFile.entries([entry])
        HARFile.add(
            ["name": "Origin", "value": "http://widget.test"],
            toRequestOf: 0,
            in: &file
        )
        let explained = try await explained(file, exitCode: 3)
        #expect(explained.requests.first?.page == "http://widget.test")
        let report = explained.requests.first?.root["report"] as? [String: Any]
        let page = report?["page"] as? [String: Any]
        #expect(page?["topLevelSite"] as? String == "http://a.test")
    }

    @Test func aFileWithoutAPageNeedsTheFromOption() async throws {
        let file = HARFile.entries([HARFile.entry("http://a.test/x", nil, at: 0)])
        let alone = try await explained(file, exitCode: 2)
        #expect(alone.summary("leftOut") == 1)
        // A cross-origin request without an Origin header was not a CORS request.
        let helped = try await explained(file, "--from", "http://b.test/")
        #expect(helped.requests.first?.page == "http://b.test")
    }

    /// Firefox writes preflights before their requests, cookies without attributes, and no members
    /// that start with an underscore.
    @Test func aFileOfFirefoxIsReadFromItsHeaders() async throws {
        let page = "http://b.test/"
        var preflight = HARFile.entry("http://a.test/x", page, at: 0)
        preflight["request"] = [
            "method": "OPTIONS", "url": "http://a.test/x",
            "headers": [
                ["name": "Origin", "value": "http://b.test"],
                ["name": "Access-Control-Request-Method", "value": "PUT"],
                ["name": "Access-Control-Request-Headers", "value": "x-a"],
            ],
        ]
        preflight["response"] = [
            "status": 200,
            "headers": [
                ["name": "Access-Control-Allow-Origin", "value": "http://b.test"],
                ["name": "Access-Control-Allow-Methods", "value": "PUT"],
                ["name": "Access-Control-Allow-Headers", "value": "x-a"],
            ],
        ]
        var put = HARFile.entry("http://a.test/x", page, at: 5)
        put["request"] = [
            "method": "PUT", "url": "http://a.test/x",
            "headers": [
                ["name": "Origin", "value": "http://b.test"], ["name": "X-A", "value": "1"],
                ["name": "TE", "value": "trailers"],
            ],
        ]
        let explained = try await explained(
            HARFile.entries([preflight, put]),
            "--browser",
            "firefox",
            exitCode: 3
        )
        #expect(explained.requests.map(\.exchangeKinds) == [["preflight", "request"]])
        #expect(explained.requests.first?.errorCode == "MissingAllowOriginHeader")
        // According to the file, the page received the response.
        #expect(explained.requests.flatMap(\.disagreements) == ["OnlyCrumbBlocks"])
    }

    @Test func requestsThatNeverReachedTheNetworkAreNotJudged() async throws {
        let page = "http://a.test/"
        var worker = HARFile.entry("http://a.test/1", page, at: 0, setting: "a=1")
        var response = worker["response"] as? [String: Any]
        response?["_fetchedViaServiceWorker"] = true
        worker["response"] = response
        var cached = HARFile.entry("http://a.test/2", page, at: 10, setting: "b=1")
        cached["_fromCache"] = "disk"
        let data = HARFile.entry("data:text/plain,x", page, at: 20)
        let explained = try await explained(HARFile.entries([worker, cached, data]))
        #expect(explained.summary("leftOut") == 2)
        #expect(explained.requests.map(\.effects) == [[], [], []])
    }

    @Test func aFrameIsNotATopLevelNavigation() async throws {
        var frame = HARFile.entry("http://widget.test/", "http://a.test/", at: 0)
        frame["_resourceType"] = "document"
        frame["pageref"] = "page_1"
        var file = HARFile.entries([frame])
        let byAddress = try await explained(file)
        #expect(byAddress.requests.first?.destination == "iframe")
        frame["pageref"] = nil
        file = HARFile.entries([frame])
        HARFile.add(["name": "Sec-Fetch-Dest", "value": "iframe"], toRequestOf: 0, in: &file)
        let byHeader = try await explained(file)
        #expect(byHeader.requests.first?.destination == "iframe")
        #expect(byHeader.requests.first?.page == "http://a.test")
    }

    // MARK: Hostile files

    struct Mistake: Sendable, CustomTestStringConvertible {
        var text: String
        var line = 1
        var column: Int
        var says: String

        var testDescription: String { "\(says): \(text.prefix(60))" }
    }

    private static func entry(_ text: String) -> String {
        "{\"log\":{\"entries\":[\(text)]}}"
    }

    @Test(arguments: [
        Mistake(text: "", column: 1, says: "a value is missing"),
        Mistake(text: "GIF89a", column: 1, says: "is not a number and is not in quotes"),
        Mistake(text: "[]", column: 1, says: "this is not a HAR file, but a list"),
        Mistake(text: "{}", column: 1, says: "it has no member \"log\""),
        Mistake(text: "{\"log\":{}}", column: 8, says: "log has no member \"entries\""),
        Mistake(
            text: "{\"log\":{\"entries\":{}}}",
            column: 19,
            says: "log.entries must be a list"
        ),
        Mistake(
            text: "{\"log\":{\n\"entries\":[1]}}",
            line: 2,
            column: 12,
            says: "log.entries[0] must be an object, not a number"
        ),
        Mistake(
            text: entry("{}"),
            column: 20,
            says: "log.entries[0] has no member \"startedDateTime\""
        ),
        Mistake(
            text: entry("{\"startedDateTime\":\"soon\"}"),
            column: 39,
            says: "must be a time"
        ),
        Mistake(
            text: entry(
                "{\"startedDateTime\":\"2026-01-01T00:00:00Z\",\"request\":{\"method\":7}}"
            ),
            column: 82,
            says: "log.entries[0].request.method must be text, not a number"
        ),
        Mistake(
            text: String(repeating: "[", count: 100_000),
            column: 201,
            says: "more than 200 levels deep"
        ),
        Mistake(
            text: "{\"log\":{\"entries\":[\"\u{1B}[2J\"]}}",
            column: 21,
            says: "a control character must be escaped"
        ),
    ])
    func invalidHARFilesAreRejectedWithThePlace(_ mistake: Mistake) async throws {
        let home = try TemporaryDirectory()
        let path = home.path(of: "x.har")
        try mistake.text.write(toFile: path, atomically: true, encoding: .utf8)
        let result = try await runCrumb(["explain", path], home: home)
        #expect(result.exitCode == 2)
        #expect(result.output == "")
        let first = result.errorOutput.split(separator: "\n").first.map(String.init) ?? ""
        #expect(first.hasPrefix("\(path):\(mistake.line):\(mistake.column): "), "\(first)")
        #expect(first.contains(mistake.says), "\(first)")
        #expect(!result.errorOutput.contains("\u{1B}"))
        // The error shows one line of the file and one with the caret, each of limited length.
        #expect(result.errorOutput.utf8.count < 600 + 3 * path.utf8.count)
    }

    @Test func aFileCannotControlTheTerminal() async throws {
        var file = HARFile.entries([
            HARFile.entry("http://a.test/\u{1B}[2J", "http://b.test/\u{1B}]0;x\u{7}", at: 0),
            HARFile.entry("data:text/html,\u{1B}[31m", "http://b.test/", at: 1),
        ])
        HARFile.add(["name": "X-\u{1B}[2J", "value": "\u{1B}[2J"], toRequestOf: 0, in: &file)
        let data = try JSONSerialization.data(withJSONObject: file)
        for options in [[], ["-v"], ["--json"]] {
            let result = try await runCrumb(["explain", "-"] + options, stdin: data)
            #expect(!result.output.unicodeScalars.contains("\u{1B}"))
            #expect(!result.output.unicodeScalars.contains("\u{7}"))
        }
    }

    @Test func unusualValuesAreClampedOrIgnored() async throws {
        var entry = HARFile.entry("http://a.test/", "http://a.test/", at: 0)
        entry["time"] = -1e300
        entry["_initiator"] = NSNull()
        entry["response"] = [
            "status": 1e9, "headers": [["name": "Set-Cookie", "value": "a=1\nb=2"]],
            "content": ["size": -5, "text": "%%%", "encoding": "base64"],
        ]
        let explained = try await explained(HARFile.entries([entry]))
        #expect(explained.requests.first?.effects == ["created", "created"])
    }

    @Test func truncatedFilesAreRejectedAsAWhole() async throws {
        let whole = try Data(contentsOf: URL(filePath: Self.recorded))
        for length in stride(from: 1, to: whole.count - 1, by: whole.count / 7) {
            let result = try await runCrumb(["explain", "-"], stdin: whole.prefix(length))
            #expect(result.exitCode == 2)
            #expect(result.errorOutput.hasPrefix("stdin:"))
        }
    }
}

/// HAR files made by hand.
enum HARFile {
    static func entries(_ entries: [[String: Any]]) -> [String: Any] {
        [
            "log": [
                "version": "1.2", "creator": ["name": "test", "version": "1"],
                "pages": [
                    [
                        "id": "page_1", "title": "http://a.test/",
                        "startedDateTime": "2026-01-01T00:00:00.000Z", "pageTimings": [:],
                    ]
                ],
                "entries": entries,
            ]
        ]
    }

    /// `at` and `lasting` are in milliseconds.
    static func entry(
        _ url: String,
        _ referrer: String?,
        at start: Int,
        lasting: Double = 1,
        sending cookies: String? = nil,
        setting setCookie: String? = nil
    ) -> [String: Any] {
        var headers: [[String: String]] = []
        if let referrer { headers.append(["name": "Referer", "value": referrer]) }
        if let cookies { headers.append(["name": "Cookie", "value": cookies]) }
        var answered = [["name": "Content-Type", "value": "text/plain"]]
        if let setCookie { answered.append(["name": "Set-Cookie", "value": setCookie]) }
        let moment = Date(timeIntervalSince1970: 1_767_225_600 + Double(start) / 1000)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return [
            "startedDateTime": moment.formatted(style), "time": lasting,
            "request": ["method": "GET", "url": url, "headers": headers],
            "response": ["status": 200, "headers": answered, "content": ["text": "ok"]],
        ]
    }

    static func add(
        _ header: [String: String],
        toRequestOf index: Int,
        in file: inout [String: Any]
    ) {
        var log = file["log"] as? [String: Any] ?? [:]
        var entries = log["entries"] as? [[String: Any]] ?? []
        var request = entries[index]["request"] as? [String: Any] ?? [:]
        var headers = request["headers"] as? [[String: String]] ?? []
        headers.append(header)
        request["headers"] = headers
        entries[index]["request"] = request
        log["entries"] = entries
        file["log"] = log
    }
}

/// The JSON that `crumb explain --json` printed.
struct Explained {
    let root: [String: Any]
    let requests: [ExplainedRequest]

    init(_ data: Data) throws {
        root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        requests = (root["requests"] as? [[String: Any]] ?? []).map { ExplainedRequest(root: $0) }
    }

    func summary(_ name: String) -> Int? {
        (root["summary"] as? [String: Any])?[name] as? Int
    }
}

struct ExplainedRequest {
    let root: [String: Any]

    private var report: [String: Any]? { root["report"] as? [String: Any] }
    private var exchanges: [[String: Any]] { report?["exchanges"] as? [[String: Any]] ?? [] }

    var path: String? { (root["url"] as? String).flatMap { URL(string: $0)?.path() } }
    var page: String? { (report?["page"] as? [String: Any])?["origin"] as? String }
    var credentialsBasis: String? { root["credentialsBasis"] as? String }
    var exchangeKinds: [String] { exchanges.compactMap { $0["kind"] as? String } }

    var destination: String? {
        (report?["request"] as? [String: Any])?["destination"] as? String
    }

    var errorCode: String? {
        let outcome = report?["outcome"] as? [String: Any]
        return (outcome?["error"] as? [String: Any])?["code"] as? String
    }

    var disagreements: [String] {
        (root["disagreements"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
    }

    private var setCookies: [[String: Any]] {
        exchanges.flatMap { $0["setCookies"] as? [[String: Any]] ?? [] }
    }

    var effects: [String] { setCookies.compactMap { $0["effect"] as? String } }
    var refusals: [String] { setCookies.flatMap { $0["blockedReasons"] as? [String] ?? [] } }

    var sent: [String] {
        let last = exchanges.last?["cookies"] as? [[String: Any]] ?? []
        return last.filter { $0["sent"] as? Bool == true }.compactMap { $0["name"] as? String }
    }
}
