import BrowserCookies
import BrowserHTTP
import BrowserInfra
import Testing
import WebOrigin

@testable import BrowserFetch

/// What a page's library reads from `document.cookie`, and which header it sends.
@Suite struct ScriptCookieTests {
    private func report(reading value: String?) -> DocumentCookieReport {
        var report = DocumentCookieReport(value: value, setCookies: [], cookies: [])
        if value == nil { report.failure = .opaqueOrigin }
        return report
    }

    @Test(
        arguments: [
            ("XSRF-TOKEN=a%3D%3D", "a=="), ("a=1; XSRF-TOKEN=b; XSRF-TOKEN=c", "b"),
            ("XSRF-TOKEN=", ""), ("XSRF-TOKEN=a=b", "a=b"), ("XSRF-TOKEN=%C3%A9", "é"),
            // decodeURIComponent throws; a value that cannot be decoded is sent as it is.
            ("XSRF-TOKEN=100%", "100%"), ("XSRF-TOKEN=%FF", "%FF"),
            ("OTHER-XSRF-TOKEN=a", nil), ("xsrf-token=a", nil), ("", nil), (nil, nil),
        ] as [(String?, String?)]
    )
    func theTokenIsReadAndDecodedLikeAxios(_ cookies: String?, _ header: String?) {
        let found = report(reading: cookies).scriptCookie(named: "XSRF-TOKEN")
        let sent = XSRFToken.default.header(for: found)
        #expect(sent?.value.isomorphicDecoded == header)
        #expect(sent == nil || sent?.name == "X-XSRF-TOKEN")
    }

    @Test(arguments: ["", "a", ":", "a:", ":b", "a:b:c", "a:b c"])
    func onlyCookieAndHeaderNameAreAccepted(_ text: String) {
        #expect(XSRFToken(text) == nil)
    }

    @Test(
        arguments: [
            ("{{cookie:a}}", "1%3D"), ("Bearer {{cookie: a }}.{{cookie:b}}", "Bearer 1%3D.2"),
            ("{{a}} {{cookie:", "{{a}} {{cookie:"),
        ]
    )
    func referencesExpandToWhatScriptReads(_ text: String, _ value: String) throws {
        struct Missing: Error {}
        let report = report(reading: "a=1%3D; b=2")
        let read = try CookieReferences(text).text(in: report) { _, _ in Missing() }
        #expect(read == value)
        #expect(throws: Missing.self) {
            try CookieReferences("{{cookie:c}}").text(in: report) { _, _ in Missing() }
        }
    }
}
