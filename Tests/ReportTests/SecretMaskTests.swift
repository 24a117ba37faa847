import BrowserJSON
import Testing

@testable import Redaction

/// What is hidden in quoted texts that contain mistakes.
@Suite struct SecretMaskTests {
    private static let secret = "hunter2"

    @Test(arguments: [
        // A copied command.
        "curl http://a.test -u user:hunter2 --wrong", "curl http://a.test -uuser:hunter2 --wrong",
        "curl http://a.test --user=u:hunter2 --wrong",
        "curl http://a.test --user 'u:hunter2' --wrong",
        "curl http://a.test --user \"u:hunter2\" --wrong",
        "curl -U u:hunter2 http://a.test --wrong",
        "curl http://a.test --proxy-user 'u:hunter2' --wrong",
        "curl http://a.test --proxy 'http://u:hunter2@p.test' --wrong",
        "curl http://a.test -x u:hunter2@p.test --wrong",
        "curl http://u:hunter2@a.test --wrong", "curl 'https://u:hunter2@a.test/x' --wrong",
        "curl http://u:hun@hunter2@a.test --wrong", "curl http://u:a/hunter2@a.test --wrong",
        "curl http://a.test -b sid=hunter2 --wrong",
        "curl http://a.test --cookie=sid=hunter2 --wrong",
        "curl http://a.test -H Authorization:hunter2 --wrong",
        "curl http://a.test -H 'Cookie: a=b; sid=hunter2' --wrong",
        "curl http://a.test -H $'Cookie: it\\'shunter2' --wrong",
        "curl http://a.test -H 'Cookie: it'\\''s hunter2' --wrong",
        "curl 'http://u:x@'\\''y@a.test' -u 'u:x@'\\''hunter2' --wrong",
        "curl http://a.test -H \"Proxy-Authorization: Basic hunter2\" --wrong",
        "curl http://a.test -d 'user=me&password=hunter2' --wrong",
        "curl http://a.test --data-raw '{\"password\":\"hunter2\"}' --wrong",
        "curl http://a.test --data-raw $'…name=\"password\"\\r\\n\\r\\nhunter2\\r\\n--' --wrong",
        "fetch(\"http://a.test\", {\"headers\": {\"authorization\": \"Bearer hunter2\"}, wrong",
        "fetch(\"http://a.test\", {\"body\": \"{\\\"password\\\":\\\"hunter2\\\"}\", wrong",
        "fetch(\"http://a.test\", {headers: {cookie: 'a=hunter2'}, wrong",
        "curl ^\"http://a.test^\" -b ^\"a=b; sid=hunter2^\" --wrong",
        "curl ^\"http://a.test^\" -H ^\"cookie: a=b; sid=hunter2^\" --wrong",
        "curl ^\"http://a.test^\" -H ^\"authorization: Bearer hunter2^\" --wrong",
        "iwr http://a.test -Headers @{\"authorization\"=\"Bearer hunter2\" -Wrong",
        "iwr http://a.test -Headers @{\"cookie\"=\"a=b; sid=hunter2\"} -Wrong",
        "$s.Cookies.Add((New-Object System.Net.Cookie(\"sid\", \"hunter2\", \"/\", \"a.test\"))",
        "$s.Cookies.Add((New-Object System.Net.Cookie('sid','a''hunter2', '/', 'a.test'))",
        "axios.get('http://a.test', {auth: {username: 'u', password: 'hunter2'}, wrong",
    ])
    func secretsInACopiedRequestAreHidden(_ text: String) {
        expectHidden(text, by: SecretMask(.request))
        #expect(shown(text, SecretMask(.request)).contains("a.test") || text.contains("//u:"))
    }

    @Test(arguments: [
        #"{"name":"Authorization","value":"Bearer hunter2" oops}"#,
        #"{"name": "Cookie", "value": "a=hun"ter; b=hunter2"}"#,
        #"{"cookies":[{"name":"sid","value":"hunter2"}],oops"#,
        #"{"postData":{"text":"{\"pin\":\"hunter2\"}"} oops"#,
        #"{"queryString":[{"name":"t","value":"hunter2"]"#,
        #"{"url":"http://u:hunter2@h.test/" oops"#,
        #"{"value":"Bearer hunter2"#,
    ])
    func secretsInAnArchiveAreHidden(_ text: String) {
        expectHidden(text, by: SecretMask(.archive))
    }

    @Test(arguments: [
        "headers: { Authorization: Bearer hunter2 } oops", "headers: { 'Cookie': 'a=hunter2' oops",
        "variables: { db-password: hunter2 }", "variables: { token: hunter2, other: [ }",
        "json: { \"token\": \"hunter2\" ]", "fetch: \"http://h.test/?token=hunter2&x={{y\"",
        "expect: { sent: { sid: hunter2 }, statu: 200 }", "stored: { sid: { value: hunter2 } } x",
        "fetch: http://u:hunter2@h.test/ x: y", "document-cookie: { set: 'a=hunter2' ",
        "expect: { value: \"a=hunter2\" ", "body: a[token]=hunter2",
    ])
    func secretsInAScenarioAreHidden(_ text: String) {
        expectHidden(text, by: SecretMask(.scenario, names: ["TOKEN"]))
    }

    @Test(arguments: [
        ("headers:\n  Authorization: >\n    Bearer hunter2", 3),
        ("sent:\n  sid: hunter2 oops", 2), ("  - sent:\n      sid: hunter2 oops", 2),
        ("{\n  \"stored\": {\n    \"sid\": \"hunter2\"", 3),
        ("password: |\n\n  first\n  hunter2", 4), ("token:\n  - hunter2", 2),
    ])
    func secretsOnALineAfterTheirNameAreHidden(text: String, line: Int) {
        let source = SourceFile(path: "a.yaml", text: text)
        let shown = SecretMask(.scenario, names: ["token"]).line(line, of: source)
        #expect(!shown.contains(Self.secret), "\(shown)")
        #expect(shown.unicodeScalars.count == source.line(line).unicodeScalars.count)
    }

    @Test(arguments: [
        "  - fetch: \"{{api}}/set-cookie\"", "    credentials: include", "expect: { status: 20O }",
        "curl 'https://a.test/x?mail=a@b.test' -X POST --data-raw 'a=1'",
        "page: http://127.0.0.1:5500/app.html", "cookies: { count: 2 }",
        "variables: { password: \"{{pw}}\" }, x", "run: PASSWORD={{pw}} sh -c 'exit 3'",
        "Copy as cURL writes no --proxy: leave it out here",
    ])
    func everythingElseIsShown(_ text: String) {
        for format in [SecretMask.Format.request, .archive, .scenario] {
            #expect(shown(text, SecretMask(format)) == text)
        }
        let source = SourceFile(path: "a.yaml", text: "steps:\n\(text)")
        #expect(SecretMask(.scenario).line(2, of: source) == text)
    }

    /// In a scenario's cookies, values are hidden; keys, attributes and names are not.
    @Test(arguments: [
        (
            "expect: { stored: { sid: { samesite: Lax } } }",
            "expect: { stored: { sid: { samesite: Lax } } }"
        ),
        (
            "expect: { stored: { sid: { httpOnly: true, value: hunter2, mx: 1 } }, statu: 2 }",
            "expect: { stored: { sid: { httpOnly: true, value: *******, mx: * } }, statu: 2 }"
        ),
        ("sent: { sid: hunter2, b: 'hunter2' }, x", "sent: { sid: *******, b: '*******' }, x"),
        ("sent: { sid: { matches: ^hun } }", "sent: { sid: { matches: **** } }"),
        ("stored: [sid, other]", "stored: [sid, other]"),
        ("sent: [sid=hunter2]", "sent: [***********]"), ("stored: hunter2 x", "stored: *********"),
        ("{\"stored\":{\"sid\":\"hunter2\"}}", "{\"stored\":{\"sid\":\"*******\"}}"),
        ("stored: { sid: hunter2", "stored: { sid: *******"),
        ("stored: { sid: a:hunter2 }", "stored: { sid: ********* }"),
        ("stored: { sid: { path: /a,, { : ] }}", "stored: { sid: { path: /a,, { : ] }}"),
    ])
    func onlyValuesOfCookiesAreHidden(_ text: String, _ expected: String) {
        #expect(shown(text, SecretMask(.scenario)) == expected)
    }

    @Test(arguments: [
        (
            "stored:\n  sid: { samesite: Lax, value: hunter2 }", 2,
            "  sid: { samesite: Lax, value: ******* }"
        ),
        ("stored:\n  sid:\n    samesite: Lax", 3, "    samesite: Lax"),
        ("stored:\n  sid:\n    value: hunter2", 3, "    value: *******"),
        ("stored:\n  sid: hunter2", 2, "  sid: *******"),
    ])
    func onlyValuesOfCookiesAreHiddenOnALine(_ text: String, _ line: Int, _ expected: String) {
        let source = SourceFile(path: "a.yaml", text: text)
        #expect(SecretMask(.scenario).line(line, of: source) == expected)
    }

    private func expectHidden(_ text: String, by mask: SecretMask) {
        let shown = shown(text, mask)
        #expect(!shown.contains(Self.secret), "\(shown)")
        #expect(shown.unicodeScalars.count == text.unicodeScalars.count, "\(shown)")
    }

    private func shown(_ text: String, _ mask: SecretMask) -> String {
        String(decoding: mask.masking(Array(text.utf8)), as: UTF8.self)
    }
}
