import Foundation
import TestSupport
import Testing

/// Files of other programs and of older DevTools, and other uses of a file than an explanation.
@Suite struct ProducersTests {
    private func explain(
        _ file: [String: Any],
        _ options: String...
    ) async throws -> (exitCode: Int32, output: String) {
        let data = try JSONSerialization.data(withJSONObject: file)
        let result = try await runCrumb(["explain", "-"] + options, stdin: data)
        return (result.exitCode, result.output.isEmpty ? result.errorOutput : result.output)
    }

    private func entry(
        _ url: String,
        at seconds: Int = 0,
        method: String = "GET",
        request: [String: String] = [:],
        response: [String: String] = [:],
        status: Int = 200,
        more: [String: Any] = [:]
    ) -> [String: Any] {
        func list(_ headers: [String: String]) -> [[String: String]] {
            headers.map { ["name": $0.key, "value": $0.value] }
        }
        let second = String(format: "%02d", seconds)
        return [
            "startedDateTime": "2026-01-01T00:00:\(second).000Z", "time": 1,
            "request": ["method": method, "url": url, "headers": list(request)],
            "response": ["status": status, "headers": list(response)],
        ].merging(more) { $1 }
    }

    private func log(_ entries: [[String: Any]]) -> [String: Any] {
        ["log": ["creator": ["name": "other", "version": 4], "entries": entries]]
    }

    /// HAR 1.2 does not define members that start with an underscore.
    @Test(arguments: [
        ("_initiator", "\"http://a.test/app.js\""), ("_initiator", "7"), ("_initiator", "[1]"),
        ("_resourceType", "3"), ("_fromCache", "true"), ("_priority", "{\"a\": 1}"),
        ("_x", "[[1]]"),
    ])
    func customMembersNeverMakeAFileInvalid(_ name: String, _ value: String) async throws {
        let value = try parsed(value)
        let one = entry("http://a.test/", request: ["Accept": "text/html,*/*"], more: [name: value])
        let result = try await explain(log([one]))
        #expect(result.exitCode == 0, "\(result.output)")
        #expect(result.output.contains("✓ none with problems"))
    }

    @Test(arguments: ["{\"code\": 1}", "7", "[\"net::ERR_FAILED\"]", "\"null\""])
    func customMembersOfAResponseNeverMakeAFileInvalid(_ error: String) async throws {
        var one = entry("http://a.test/", request: ["Accept": "text/html,*/*"])
        one["response"] = [
            "status": 200, "headers": [], "_error": try parsed(error),
            "_fetchedViaServiceWorker": "no",
        ]
        #expect(try await explain(log([one])).exitCode == 0)
    }

    private func parsed(_ json: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
    }

    struct Kind: Sendable, CustomTestStringConvertible {
        var url = "http://cdn.test/x"
        var request: [String: String]
        var response: [String: String] = [:]
        var isFetch = false

        var testDescription: String { "\(url) \(request) \(response)" }
    }

    /// Chrome before 2018, Charles, mitmproxy and WebPageTest omit `_resourceType` and
    /// `Sec-Fetch-*`.
    @Test(arguments: [
        Kind(request: ["Accept": "image/webp,image/apng,image/*,*/*;q=0.8"]),
        Kind(request: ["Accept": "text/css,*/*;q=0.1"]),
        Kind(request: ["Accept": "*/*"], response: ["Content-Type": "application/javascript"]),
        Kind(url: "http://cdn.test/a.woff2?v=1", request: ["Accept": "*/*"]),
        Kind(request: ["Accept": "*/*"], response: ["Content-Type": "image/png"]),
        // Without Origin, not even a request made by script is a CORS request.
        Kind(request: ["Accept": "*/*"], response: ["Content-Type": "text/plain"]),
        Kind(
            request: ["Accept": "application/json", "Origin": "http://a.test"],
            response: ["Content-Type": "application/json"],
            isFetch: true
        ),
        Kind(
            request: ["Accept": "*/*", "Origin": "http://a.test"],
            response: ["Content-Type": "application/json"],
            isFetch: true
        ),
    ])
    func theKindOfARequestIsDerivedFromItsHeaders(_ kind: Kind) async throws {
        let referer = ["Referer": "http://a.test/"]
        let result = try await explain(
            log([
                entry(
                    kind.url,
                    request: kind.request.merging(referer) { $1 },
                    response: kind.response
                )
            ])
        )
        #expect(
            result.output.contains("MissingAllowOriginHeader") == kind.isFetch,
            "\(result.output)"
        )
        #expect(result.exitCode == (kind.isFetch ? 3 : 0))
    }

    /// Files of Insomnia and Postman, and of Charles for an app, do not say which page made a
    /// request.
    @Test func unjudgedRequestsAreNotReportedAsFine() async throws {
        let file = log([entry("http://a.test/api", method: "POST", request: ["Accept": "*/*"])])
        let alone = try await explain(file)
        #expect(alone.exitCode == 2)
        #expect(!alone.output.contains("✓"))
        #expect(alone.output.contains("! Nothing was judged: 1 request:"))
        #expect(alone.output.contains("--from"))
        let helped = try await explain(file, "--from", "http://a.test/")
        #expect(helped.exitCode == 0)
        #expect(helped.output.contains("✓ none with problems"))
        let empty = try await explain(log([]))
        #expect(empty.output.contains("It contains no requests."))
        #expect(!empty.output.contains("✓"))
    }

    @Test func aStatusOfZeroIsExplained() async throws {
        let page = entry("http://a.test/", request: ["Accept": "text/html,*/*"])
        var failed = entry(
            "http://b.test/x",
            at: 1,
            request: ["Origin": "http://a.test"],
            status: 0,
            more: ["_resourceType": "fetch"]
        )
        let quiet = try await explain(log([page, failed]))
        #expect(quiet.output.contains("Where the status is 0"))
        failed["response"] = ["status": 0, "headers": [], "_error": "net::ERR_FAILED"]
        let loud = try await explain(log([page, failed]))
        let text = loud.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("the file has neither a response nor a reason"), "\(text)")
        #expect(!text.contains("no cookie or CORS rule is the reason"))
    }

    /// Playwright and Puppeteer have their own member for the error.
    @Test(arguments: ["_error", "_failureText"])
    func theReasonOfAFailureIsRead(_ name: String) async throws {
        let page = entry("http://a.test/", request: ["Accept": "text/html,*/*"])
        var failed = entry(
            "http://b.test/x",
            at: 1,
            request: ["Origin": "http://a.test"],
            more: ["_resourceType": "fetch"]
        )
        failed["response"] = ["status": -1, "headers": [], name: "net::ERR_FAILED"]
        let result = try await explain(log([page, failed]))
        let text = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("the browser reported net::ERR_FAILED"), "\(text)")
        #expect(!text.contains("neither a response nor a reason: the request was blocked, aborted"))
    }

    /// A mitmproxy file of an app: the login is not judged, but the cookie that it set is sent with
    /// later requests, which are.
    @Test func cookiesOfUnjudgedResponsesAreInTheJar() async throws {
        let login = entry(
            "http://a.test/login",
            request: ["Accept": "*/*"],
            response: ["Set-Cookie": "sid=1; Path=/"]
        )
        let call = entry(
            "http://a.test/api",
            at: 1,
            request: ["Origin": "http://a.test", "Cookie": "sid=1"]
        )
        let result = try await explain(log([login, call]))
        #expect(!result.output.contains("not in crumb's jar"), "\(result.output)")
        #expect(result.output.contains("sent sid"))
    }

    /// WebPageTest writes the request line as a header, split at its first colon.
    @Test(arguments: ["GET /x?u=http", "a b", ""])
    func invalidHeaderNamesNeedNoPreflight(_ name: String) async throws {
        let page = entry("http://a.test/", request: ["Accept": "text/html,*/*"])
        let call = entry(
            "http://a.test/x",
            at: 1,
            request: ["Origin": "http://a.test", name: "//b.test HTTP/1.1"],
            more: ["_resourceType": "fetch"]
        )
        let result = try await explain(log([page, call]))
        #expect(result.exitCode == 0)
        #expect(result.output.contains("✓ none with problems"), "\(result.output)")
    }

    /// The response of an ad blocker was never on the wire; a server's redirect to `data:` was.
    @Test(arguments: [
        ("Internal Redirect", ["Non-Authoritative-Reason": "Delegate"], false),
        ("Internal Redirect", [:], false), ("Found", [:], true),
    ])
    func responsesOfExtensionsAreNotJudged(
        _ text: String,
        _ headers: [String: String],
        _ isJudged: Bool
    ) async throws {
        let page = entry("http://a.test/", request: ["Accept": "text/html,*/*"])
        var script = entry(
            "http://b.test/x.js",
            at: 1,
            request: ["Referer": "http://a.test/"],
            more: ["_resourceType": "script"]
        )
        let list = headers.map { ["name": $0.key, "value": $0.value] }
        script["response"] = [
            "status": 307, "statusText": text, "redirectURL": "data:text/javascript;base64,",
            "headers": list,
        ]
        let result = try await explain(log([page, script]))
        #expect(result.output.contains("InvalidRedirect") == isJudged, "\(result.output)")
        #expect(result.output.contains("a browser extension responded to it") != isJudged)
    }

    /// WebPageTest lists server pushes with the headers of the page's own request.
    @Test(arguments: [(-2, true), (200, false)])
    func unusedServerPushesAreNotJudged(_ status: Int, _ isSkipped: Bool) async throws {
        let page = entry("http://a.test/", request: ["Accept": "text/html,*/*"])
        let pushed = entry(
            "http://a.test/x.png",
            at: 1,
            request: ["Accept": "text/html,*/*"],
            status: status,
            more: ["_was_pushed": 1]
        )
        let result = try await explain(log([page, pushed]))
        #expect(result.output.contains("pushed it, and no page requested it") == isSkipped)
        #expect(!result.output.contains("NetworkError"), "\(result.output)")
    }

    /// browsertime and WebPageTest load a page several times, each time in a new browser.
    @Test(arguments: [
        (["Cookie": "sid=1"], [:], true), (["Cookie": "sid=1"], ["Cookie": "sid=1"], false),
        ([:], [:], false),
    ])
    func lostCookiesMeanANewBrowser(
        _ before: [String: String],
        _ after: [String: String],
        _ isAnew: Bool
    ) async throws {
        let page = ["Accept": "text/html,*/*"]
        let result = try await explain(
            log([
                entry("http://a.test/", request: page, response: ["Set-Cookie": "sid=1"]),
                entry(
                    "http://a.test/x",
                    at: 1,
                    request: page.merging(before.merging(["Referer": "http://a.test/"]) { $1 }) {
                        $1
                    }
                ),
                entry("http://a.test/", at: 2, request: page.merging(after) { $1 }),
            ])
        )
        let text = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("At request 3 the browser no longer had its cookies") == isAnew)
        #expect(isAnew != text.contains("sid, which the browser did not") || !after.isEmpty)
    }

    @Test(arguments: [("2017", true), ("2026", false)])
    func filesFromBeforeTheCurrentRulesAreMarked(_ year: String, _ isOld: Bool) async throws {
        var page = entry("http://a.test/", request: ["Accept": "text/html,*/*"])
        var image = entry(
            "http://b.test/x.png",
            request: ["Referer": "http://a.test/", "Cookie": "id=1"],
            more: ["_resourceType": "image"]
        )
        page["startedDateTime"] = "\(year)-01-01T00:00:00.000Z"
        image["startedDateTime"] = "\(year)-01-01T00:00:01.000Z"
        let result = try await explain(log([page, image]))
        #expect(result.output.contains("The file is from \(year)") == isOld, "\(result.output)")
    }

    /// Chrome before 2018 did not mark responses from the cache.
    @Test func cachedResponsesSentNoCookies() async throws {
        let page = entry(
            "http://a.test/",
            request: ["Accept": "text/html,*/*"],
            response: ["Set-Cookie": "sid=1"]
        )
        var image = entry(
            "http://a.test/x.png",
            at: 1,
            request: ["Referer": "http://a.test/"],
            more: ["_resourceType": "image"]
        )
        image["response"] = ["status": 200, "headers": [], "_transferSize": 0]
        let result = try await explain(log([page, image]))
        #expect(result.output.contains("✓ none with problems"), "\(result.output)")
    }

    @Test(arguments: [
        ("WebInspector", true), ("Firefox", false), ("Playwright", false), ("Charles Proxy", false),
    ])
    func theProgramThatMayHaveOmittedCookiesIsNamed(_ creator: String, _ isChromes: Bool)
        async throws
    {
        let page = entry("http://a.test/", request: ["Accept": "text/html,*/*"])
        let file = ["log": ["creator": ["name": creator, "version": "1"], "entries": [page]]]
        let result = try await explain(file)
        let text = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("with sensitive data") == isChromes, "\(text)")
        #expect(text.contains("unless \(creator) left them out") != isChromes)
    }

    @Test(arguments: [
        ("PK\u{3}\u{4}har.har", "a zip archive"), ("\u{1F}\u{8B}\u{8}", "gzip"),
        ("{\"constants\": {}, \"events\": []}", "net log"),
        ("[{\"name\": \"a\", \"domain\": \"a.test\"}]", "crumb cookies import"),
    ])
    func otherFilesAreRejectedWithAHint(_ text: String, _ reason: String) async throws {
        let bytes = Data(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        let result = try await runCrumb(["explain", "-"], stdin: bytes)
        #expect(result.exitCode == 2)
        #expect(result.errorOutput.contains(reason), "\(result.errorOutput)")
    }

    /// With times in whole seconds, a cookie seems to be sent before the response that set it has
    /// ended.
    @Test func aCookieSetInTheFileIsNotFromBefore() async throws {
        let page = ["Accept": "text/html,*/*"]
        let result = try await explain(
            log([
                entry("http://a.test/", request: page, response: ["Set-Cookie": "a=1\r\nb=2"]),
                entry(
                    "http://a.test/x",
                    request: page.merging(["Cookie": "a=1; b=2", "Referer": "http://a.test/"]) {
                        $1
                    }
                ),
            ])
        )
        #expect(!result.output.contains("no response in the file set"), "\(result.output)")
        #expect(result.output.contains("sent a and b"))
    }

    @Test func browsersAreComparedRequestByRequest() async throws {
        let path = fixtureURL("har/devtools.har").path(percentEncoded: false)
        let result = try await runCrumb(["explain", path, "--browser", "chrome,firefox,safari"])
        #expect(result.output.contains("with the rules of chrome, firefox and safari"))
        #expect(result.output.contains("safari: user_token is not stored [SecureOnly]"))
        #expect(result.output.contains("requests the same in chrome, firefox and safari"))
        let json = try await runCrumb(
            ["explain", path, "--browser", "chrome,safari", "--json"]
        )
        let root = try JSONSerialization.jsonObject(with: json.stdout) as? [String: Any]
        let browsers = try #require(root?["browsers"] as? [String: [String: Any]])
        #expect(Set(browsers.keys) == ["chrome", "safari"])
        #expect(browsers["safari"]?["schema"] as? String == "crumb.explain/1")
    }

    // MARK: crumb init FILE.har

    /// From the real server to a HAR file, to a scenario, and back to the server.
    @Test func aScenarioMadeFromAnArchiveRuns() async throws {
        let url = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let first = home.path(of: "first.yaml")
        try """
        page: http://127.0.0.1:5500/app.html
        steps:
          - fetch: "\(url)/session"
            credentials: include
          - fetch: "\(url)/items/1"
            method: PUT
            json: { a: 1 }
            credentials: include
          - page: http://localhost:5500/
          - fetch: "\(url)/get-cookie"
            credentials: include
        """.write(toFile: first, atomically: true, encoding: .utf8)
        let recorded = try await runCrumb(["run", first, "--har", home.path(of: "hars")])
        #expect(recorded.exitCode == 0, "\(recorded.output)")
        let hars = try FileManager.default.contentsOfDirectory(atPath: home.path(of: "hars"))
        let har = home.path(of: "hars/" + (try #require(hars.first)))
        let second = home.path(of: "second.yaml")
        let made = try await runCrumb(["init", har, "-o", second])
        #expect(made.exitCode == 0, "\(made.errorOutput)")
        let text = try String(contentsOfFile: second, encoding: .utf8)
        #expect(text.contains("json: { a: 1 }"), "\(text)")
        #expect(text.contains("- page: http://localhost:5500/"))
        let again = try await runCrumb(["run", second])
        #expect(again.exitCode == 0, "\(text)\n\(again.output)\(again.errorOutput)")
    }

    @Test func cookieTokensAreCapturedAndSecretsBecomeVariables() async throws {
        let page = entry("http://a.test/", request: ["Accept": "text/html,*/*"])
        var login = entry(
            "http://a.test/csrf",
            at: 1,
            request: ["Referer": "http://a.test/"],
            response: ["Set-Cookie": "XSRF-TOKEN=abcdef; Path=/"],
            more: ["_resourceType": "fetch"]
        )
        login["time"] = 1
        let save = entry(
            "http://a.test/save",
            at: 2,
            method: "POST",
            request: [
                "Referer": "http://a.test/", "Cookie": "XSRF-TOKEN=abcdef",
                "X-XSRF-TOKEN": "abcdef",
                "Authorization": "Bearer s3cret-token",
            ],
            more: ["_resourceType": "fetch"]
        )
        let home = try TemporaryDirectory()
        let har = home.path(of: "app.har")
        try JSONSerialization.data(withJSONObject: log([page, login, save]))
            .write(to: URL(filePath: har))
        let made = try await runCrumb(["init", har, "-o", "-"])
        #expect(made.exitCode == 0, "\(made.errorOutput)")
        #expect(
            made.output.contains("capture: { xsrf_token: cookie:XSRF-TOKEN }"),
            "\(made.output)"
        )
        #expect(made.output.contains("X-XSRF-TOKEN: \"{{xsrf_token}}\""))
        #expect(!made.output.contains("abcdef"))
        #expect(!made.output.contains("s3cret"))
    }

    /// From the real server to a HAR file, to a scenario, and back to the server, which generates
    /// another token.
    @Test func bodyTokensAreCaptured() async throws {
        let url = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let first = home.path(of: "first.yaml")
        try """
        page: "\(url)/"
        steps:
          - fetch: /token
            method: POST
            capture: { bearer: /access_token, user: /user/id }
          - fetch: "/users/{{user}}"
            headers: { Authorization: "Bearer {{bearer}}" }
            expect: { status: 200 }
        """.write(toFile: first, atomically: true, encoding: .utf8)
        let hars = home.path(of: "hars")
        let recorded = try await runCrumb(["run", first, "--har", hars])
        #expect(recorded.exitCode == 0, "\(recorded.output)")
        let har = try #require(try FileManager.default.contentsOfDirectory(atPath: hars).first)
        let second = home.path(of: "second.yaml")
        let made = try await runCrumb(["init", "\(hars)/\(har)", "-o", second])
        #expect(made.exitCode == 0, "\(made.errorOutput)")
        let text = try String(contentsOfFile: second, encoding: .utf8)
        #expect(text.contains("capture: {"), "\(text)")
        #expect(text.contains("/users/{{id}}"), "\(text)")
        let again = try await runCrumb(["run", second])
        #expect(again.exitCode == 0, "\(text)\n\(again.output)\(again.errorOutput)")
    }
}
