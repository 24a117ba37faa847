import BrowserFetch
import BrowserHTTP
import BrowserInfra
import BrowserJSON
import Testing

@testable import CopiedRequests

/// The request that a copied text describes.
@Suite struct CopiedRequestTests {
    private func curl(_ text: String) throws -> CopiedRequest {
        try CopiedRequest(parsing: Array(text.utf8), as: .curl, path: "copied.txt")
    }

    private func script(_ text: String) throws -> CopiedRequest {
        try CopiedRequest(parsing: Array(text.utf8), as: .script, path: "copied.txt")
    }

    private static let chromiumCurl = #"""
        curl 'http://127.0.0.1:5000/items/1' \
          -X 'PUT' \
          -H 'Accept: */*' \
          -H 'Accept-Language: en-US,en;q=0.9' \
          -H 'Cache-Control: no-cache' \
          -H 'Connection: keep-alive' \
          -H 'Content-Type: application/json' \
          -b 'user_token=abc123' \
          -H 'Origin: http://127.0.0.1:5500' \
          -H 'Pragma: no-cache' \
          -H 'Referer: http://127.0.0.1:5500/' \
          -H 'Sec-Fetch-Dest: empty' \
          -H 'Sec-Fetch-Mode: cors' \
          -H 'Sec-Fetch-Site: same-site' \
          -H 'User-Agent: Mozilla/5.0 (X11)' \
          -H 'X-Empty;' \
          -H 'sec-ch-ua: "Chromium";v="156"' \
          --data-raw $'{"say":"it\'s"}' \
          --insecure
        """#

    /// Options that such a call omits have fetch()'s defaults, which need no note.
    @Test(arguments: [
        ("fetch('http://a.test/x', {method: 'POST', headers: {'X-A': 'b'}})", false),
        ("fetch('http://a.test/x', {headers: {'X-A': 'b', 'sec-ch-ua': '1'}})", true),
        ("curl http://a.test/x -H 'X-A: b'", true),
    ])
    func aHandwrittenFetchCallHasNoDerivedCredentials(_ text: String, _ isDerived: Bool) throws {
        let copied = try CopiedRequest(parsing: Array(text.utf8), path: "x")
        #expect(copied.notes.contains(where: \.isAboutCredentials) == isDerived)
        #expect(copied.request.credentials == .sameOrigin)
    }

    @Test func chromiumsCurlCommandBecomesThePagesFetch() throws {
        let copied = try curl(Self.chromiumCurl)
        let request = copied.request
        #expect(request.url == "http://127.0.0.1:5000/items/1")
        #expect(request.method == "PUT")
        #expect(request.body == #"{"say":"it's"}"#)
        #expect(request.mode == .cors)
        #expect(request.credentials == .include)
        // "Disable cache" becomes the cache mode: as headers it would trigger a preflight.
        #expect(request.cache == .reload)
        #expect(
            request.headers.map(\.name) == ["Accept-Language", "Content-Type", "X-Empty"]
        )
        #expect(request.headers.last?.value == "")
        #expect(copied.page == "http://127.0.0.1:5500/")
        #expect(copied.userAgent == "Mozilla/5.0 (X11)")
        #expect(copied.isInsecure)
        #expect(
            copied.notes.contains(
                .forbiddenLeftOut(["connection", "cookie", "origin", "referer", "sec-*"])
            )
        )
        #expect(
            copied.notes.contains(
                .derived(mode: .cors, fromHeader: true, credentials: .include, hasCookies: true)
            )
        )
    }

    @Test(arguments: [
        ("curl 'http://a.test'", "GET"), ("curl -d a=b http://a.test", "POST"),
        ("curl -I http://a.test", "HEAD"), ("curl -XDELETE http://a.test", "DELETE"),
        ("curl -X PATCH --data-raw '' http://a.test", "PATCH"),
        ("curl -G -d a=b http://a.test", "GET"),
    ])
    func theMethodIsDerivedAsInCurl(_ text: String, _ method: String) throws {
        #expect(try curl(text).request.method == method)
    }

    @Test func escapedURLGlobsAreUnescaped() throws {
        #expect(
            try curl(#"curl 'http://a.test/?a\[\]=\{1\}'"#).request.url == "http://a.test/?a[]={1}"
        )
        #expect(
            try curl("curl -G -d b=1 -d c 'http://a.test/?a'").request.url
                == "http://a.test/?a&b=1&c"
        )
    }

    @Test func dataIsJoinedAndHasCurlsContentType() throws {
        let request = try curl("curl http://a.test -d a=1 --data-raw @b").request
        #expect(request.body == "a=1&@b")
        #expect(request.bodyContentType == "application/x-www-form-urlencoded")
    }

    @Test(arguments: [
        // A full page URL takes precedence over its origin.
        ("-H 'Origin: http://b.test' -H 'Referer: http://b.test/app'", "http://b.test/app"),
        ("-H 'Origin: http://b.test'", "http://b.test"), ("-H 'origin: null'", "null"),
        ("", nil),
    ])
    func thePageIsTakenFromTheHeaders(_ headers: String, _ page: String?) throws {
        #expect(try curl("curl http://a.test \(headers)").page == page)
    }

    private static let chromiumScript = #"""
        fetch("http://127.0.0.1:5000/login", {
          "headers": {
            "accept": "*/*",
            "content-type": "application/json",
            "priority": "u=1, i",
            "sec-fetch-mode": "cors"
          },
          "referrer": "http://127.0.0.1:5500/",
          "body": "{\"name\":\"\u00e9 \ud83d\ude00\"}",
          "method": "POST",
          "mode": "cors",
          "credentials": "include"
        });
        """#

    @Test func chromiumsFetchCallIsRead() throws {
        let copied = try script(Self.chromiumScript)
        #expect(copied.request.method == "POST")
        #expect(copied.request.body == #"{"name":"é 😀"}"#)
        #expect(copied.request.credentials == .include)
        #expect(copied.request.headers.map(\.name) == ["content-type"])
        #expect(copied.page == "http://127.0.0.1:5500/")
        #expect(
            copied.notes == [
                .page("http://127.0.0.1:5500/", from: .referrer), .forbiddenLeftOut(["sec-*"]),
                .leftToBrowser(["priority"], cache: nil),
            ]
        )
    }

    @Test func cookieAndReferrerAreReadFromTheHeadersOfACallForNode() throws {
        let copied = try script(
            """
            fetch("http://a.test/", {
              "headers": { "cookie": "a=1", "Referer": "http://b.test/" },
              "body": null,
              "method": "GET"
            });
            """
        )
        #expect(copied.page == "http://b.test/")
        #expect(copied.request.credentials == .include)
        #expect(copied.request.body == nil)
        #expect(copied.request.headers.isEmpty)
    }

    @Test func handwrittenCallsAreRead() throws {
        let copied = try script(
            """
            // the button
            await fetch('http://a.test/it\\'s', { method: 'PUT', headers: { 'X-A': "1", }, /* */
              keepalive: true, credentials: 'omit', cache: "no-store", redirect: "manual",
              referrer: "", referrerPolicy: "no-referrer", body: undefined, })
            """
        )
        let request = copied.request
        #expect(request.url == "http://a.test/it's")
        #expect(request.method == "PUT")
        #expect(request.headers == [Header(name: "X-A", value: "1")])
        #expect(request.credentials == .omit)
        #expect(request.cache == .noStore)
        #expect(request.redirect == .manual)
        #expect(request.referrer == .none)
        #expect(request.referrerPolicy == .noReferrer)
        #expect(copied.notes == [.noPage, .omittedCredentials])
    }

    @Test func requestsNotMadeByFetchAreNoted() throws {
        let navigation = try curl("curl http://a.test -H 'Sec-Fetch-Mode: navigate'")
        #expect(navigation.request.mode == .cors)
        #expect(navigation.notes.contains(.wasNavigation))
        let image = try curl(
            "curl http://a.test -H 'Sec-Fetch-Mode: no-cors' -H 'Sec-Fetch-Dest: image'"
        )
        #expect(image.request.mode == .noCORS)
        #expect(image.notes.contains(.wasElement(destination: "image")))
    }

    // MARK: Mistakes

    @Test(arguments: [
        (
            "curl http://a.test --proxy http://b", 1, 20,
            "this option is not supported here: omit it, or, if it configures the network (a proxy, "
                + "certificates, timeouts), use crumb's own --proxy"
        ),
        ("curl http://a.test http://b.test", 1, 20, "second URL"),
        ("curl -H 'nothing' http://a.test", 1, 9, "'Name: value'"),
        ("curl -H", 1, 6, "needs a value"),
        ("curl -b cookies.txt http://a.test", 1, 9, "a cookie file"),
        ("curl -d @body http://a.test", 1, 9, "a body from a file"),
        ("curl --compressed", 1, 1, "no URL"),
        ("hello http://a.test", 1, 1, "not a curl command"),
    ])
    func mistakesInACurlCommandAreReportedWithTheirPlace(
        _ text: String,
        _ line: Int,
        _ column: Int,
        _ reason: String
    ) {
        expect(reason, at: line, column) { try curl(text) }
    }

    @Test(arguments: [
        ("fetch(url)", 1, 7, "does not evaluate code"),
        ("fetch(getURL())", 1, 7, "does not evaluate code"),
        ("fetch(\"a\", {\n  body: JSON.stringify(x)\n})", 2, 24, "defines x"),
        ("fetch(\"a\", {\n  body: `${x}`\n})", 2, 12, "no literal before the call defines x"),
        ("fetch(\"a\", {method: 1})", 1, 21, "\"method\" must be a string or null"),
        ("fetch(\"a\", {metod: \"GET\"})", 1, 13, "no option \"metod\""),
        ("fetch(\"a\", {credentials: \"yes\"})", 1, 26, "omit, same-origin, include"),
        ("fetch(\"a\", {headers: {\"x\": {}}})", 1, 28, "a header's value must be a string"),
        ("fetch(\"a\", {headers: {x: \"\u{20AC}\"}})", 1, 26, "U+00FF"),
        ("fetch(\"a\", {\"b\" \"c\"})", 1, 17, "a colon"),
        ("fetch(\"a\", {method: \"GET\" mode: \"cors\"})", 1, 27, "a comma"),
        ("fetch(\"a\"", 1, 10, "a closing parenthesis"),
        ("fetch(\"a\");\nfetch(\"b\");", 2, 1, "more text follows the call"),
        ("fetch(\"a", 1, 7, "not terminated on its line"),
        ("fetch(\"\\u12\")", 1, 8, "four hexadecimal digits"),
        ("alert(1)", 1, 1, "not a call of fetch()"),
        ("fetch(\"a\", [])", 1, 12, "an object of options"),
        ("fetch(\"a\", {a:{b:{c:{}}}})", 1, 13, "no option \"a\""),
    ])
    func mistakesInAScriptAreReportedWithTheirPlace(
        _ text: String,
        _ line: Int,
        _ column: Int,
        _ reason: String
    ) {
        expect(reason, at: line, column) { try script(text) }
    }

    /// The form that the option names only counts if it cannot be detected from the text.
    @Test func theDetectedFormOverridesTheOption() throws {
        #expect(try curl("fetch('http://a.test', {method: 'PUT'})").request.method == "PUT")
        #expect(try script("curl -X PUT 'http://a.test'").request.method == "PUT")
    }

    private func expect(
        _ reason: String,
        at line: Int,
        _ column: Int,
        _ body: () throws -> CopiedRequest
    ) {
        let file = #expect(throws: InvalidFile.self) { try body() }
        let problem = file?.problems.first
        #expect(problem?.message.contains(reason) == true, "\(problem?.message ?? "")")
        #expect(problem?.place?.line == line)
        #expect(problem?.place?.column == column)
    }

    @Test(arguments: [
        "curl http://a.test -b 'session=s3cret' --wrong",
        "curl http://a.test -H $'Cookie: session=it\\'s3cret' --wrong",
        "curl http://a.test -H 'authorization: Bearer s3cret' --wrong",
        "curl http://a.test -b 'session=s3cret",
    ])
    func messagesDoNotShowSecrets(_ text: String) {
        let file = #expect(throws: InvalidFile.self) { try curl(text) }
        let line = file?.source.line(1) ?? ""
        #expect(line.hasPrefix("curl http://a.test"))
        #expect(!line.contains("s3cret"))
        #expect(line.count == text.count)
    }

    @Test func readersNeverCrash() {
        for text in [Self.chromiumCurl, Self.chromiumScript] {
            let bytes = Array(text.utf8)
            for end in bytes.indices {
                for form in [CopiedRequest.Form.curl, .script] {
                    _ = try? CopiedRequest(parsing: Array(bytes[..<end]), as: form, path: "x")
                    var changed = bytes
                    changed[end] = 0xFF
                    _ = try? CopiedRequest(parsing: changed, as: form, path: "x")
                }
            }
        }
        let deep = Array("fetch(\"a\", ".utf8) + [UInt8](repeating: 0x7B, count: 100_000)
        #expect(throws: InvalidFile.self) {
            try CopiedRequest(parsing: deep, as: .script, path: "x")
        }
    }
}
