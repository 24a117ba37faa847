import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Explanations
import Testing
import WebOrigin

@testable import Fixes

/// What a browser ignores silently, and crumb explains.
@Suite struct SentenceTests {
    @Test(arguments: [
        ("a=1; SameSite: None", ["write SameSite=None"]),
        ("a=1; Http-Only", ["you probably meant HttpOnly"]),
        ("a=1; MaxAge=60", ["you probably meant Max-Age"]),
        ("a=1; Domian=shop.test", ["you probably meant Domain"]),
        (
            "a=1; Path=/; out=deleted; Max-Age=0",
            ["\"out=deleted\" is not an attribute: two cookies"]
        ),
        ("a=1; Path=/,session=s; Path=/; HttpOnly", ["Path contains \"session=s\": two cookies"]),
        ("a=1; samesite Lax", ["you probably meant SameSite=Lax"]),
        ("a=1; Secure HttpOnly", ["write Secure; HttpOnly"]),
        ("a=1; Path=/ HttpOnly SameSite=Lax", ["write Path=/; HttpOnly; SameSite=Lax."]),
        ("a=1; Path=/my files; Max-Age =60; Domain= shop.test", []),
        ("a=1; HttpOnly,b=2", ["HttpOnly contains \"b=2\": two cookies"]),
        ("Set-Cookie: c=1", ["header's name is repeated in its value"]),
        ("a=1; Version=1", ["not an attribute that browsers know"]),
        ("a=1; Expires=Fri, 01 Jan 2027 00:00:00 GMT; Path=/a,b; Priority=High; Secure;", []),
    ])
    func ignoredPartsOfALineAreReported(_ line: String, _ sentences: [String]) {
        let verdict = SetCookieVerdict(line: ByteString(utf8: line), effect: .created)
        let said = verdict.faults.map(\.sentence)
        #expect(said.count == sentences.count, "\(said)")
        for (sentence, part) in zip(said, sentences) { #expect(sentence.contains(part)) }
    }

    private static func cookie(_ path: String, _ domain: String? = nil) -> Cookie {
        Cookie(
            name: "x",
            value: "1",
            domain: domain ?? "app.shop.test",
            isHostOnly: domain == nil,
            path: ByteString(utf8: path),
            expiry: nil,
            isSecure: false,
            isHTTPOnly: false,
            sameSite: .unspecified,
            creation: .epoch,
            lastAccess: .epoch
        )
    }

    @Test func cookiesWithTheSameNameAreDistinguished() {
        let cookies = [Self.cookie("/tickets"), Self.cookie("/"), Self.cookie("/", "shop.test")]
        let twins = SameNamedCookies(cookies)
        #expect(twins.shownName(of: cookies[0]) == "x (Path=/tickets, app.shop.test only)")
        #expect(twins.shownName(of: cookies[2]) == "x (Path=/, Domain=shop.test)")
        #expect(SameNamedCookies([cookies[0]]).shownName(of: cookies[0]) == "x")
        #expect(
            SameNamedCookies.sentences(onSent: Array(cookies[..<2])) == [
                "2 cookies named x are sent, Path=/tickets first; most servers read only one of them."
            ]
        )
    }

    @Test(arguments: [
        ("X-Frame-Options", "DENY", "http://shop.test/", true),
        ("X-Frame-Options", "SAMEORIGIN", "http://shop.test/", true),
        ("X-Frame-Options", "SAMEORIGIN", "http://localhost:8000/", false),
        ("Content-Security-Policy", "frame-ancestors 'none'", "http://localhost:8000/", true),
        ("Content-Security-Policy", "frame-ancestors 'self'", "http://localhost:8000/", false),
        ("Content-Security-Policy", "frame-ancestors http://*.test", "http://shop.test/", false),
        ("Content-Security-Policy", "frame-ancestors https://shop.test", "http://shop.test/", true),
        ("Content-Security-Policy", "default-src 'none'", "http://shop.test/", false),
    ])
    func aForbiddenFrameIsNotShown(
        _ name: String,
        _ value: String,
        _ page: String,
        _ isRefused: Bool
    ) async throws {
        let answer = HTTPResponse(
            status: 200,
            headers: HeaderList([Header(name: name, value: ByteString(utf8: value))])
        )
        let url = try WebURL(parsing: "http://localhost:8000/framed")
        let browser = Browser(
            policy: .chrome,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: SimulatedNetwork([.init(url: url, response: answer)], grant: nil),
            now: { .epoch }
        )
        let report = await browser.load(
            LoadRequest(url: url.href, as: .iframe),
            from: Page(url: try WebURL(parsing: page))
        )
        #expect((report.frameRefusal != nil) == isRefused)
    }

    @Test func callsArePrintedInFull() {
        let request = FetchRequest(
            url: "/a",
            method: "POST",
            headers: [Header(name: "X-Token", value: "t")],
            body: #"{"a": "b"}"#,
            bodyContentType: "application/json",
            credentials: .include
        )
        let call = PageCall(request)
        #expect(
            call.fetch == """
                fetch("/a", {method: "POST", credentials: "include", headers: {"X-Token": "t", \
                "Content-Type": "application/json"}, body: '{"a": "b"}'})
                """
        )
        #expect(
            call.axios == """
                axios.post("/a", '{"a": "b"}', {withCredentials: true, headers: {"X-Token": "t", \
                "Content-Type": "application/json"}})
                """
        )
        #expect(call.jQuery.contains("xhrFields: {withCredentials: true}"))
        #expect(call.xhr.contains("xhr.withCredentials = true;"))
    }
}
