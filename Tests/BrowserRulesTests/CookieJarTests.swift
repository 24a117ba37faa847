import BrowserRules
import Testing

@Suite struct CookieJarTests {
    let now = Timestamp(secondsSinceEpoch: 1_800_000_000)

    @Test func storedCookiesAreSentBack() throws {
        let url = try WebURL("https://shop.example/login")
        var jar = CookieJar(.chrome)
        #expect(jar.store("a=1", from: url).effect == .created)
        #expect(jar.store("b=2; Secure; Path=/login", from: url).isStored)
        #expect(jar.header(for: url) == "b=2; a=1")
        #expect(jar.header(for: try WebURL("http://shop.example/")) == "a=1")
        #expect(jar.header(for: try WebURL("https://other.example/")) == nil)
    }

    struct Asking: Sendable, CustomTestStringConvertible {
        var browser: Browser
        var from: String
        var sent: String?
        var testDescription: String { "\(browser), \(from)" }
    }

    @Test(arguments: [
        Asking(browser: .chrome, from: "https://shop.example/", sent: "plain=1; lax=1; none=1"),
        Asking(browser: .chrome, from: "https://other.test/", sent: "none=1"),
        Asking(browser: .firefox, from: "https://shop.example/", sent: "plain=1; lax=1; none=1"),
        Asking(browser: .firefox, from: "https://other.test/", sent: nil),
        Asking(browser: .safari, from: "https://other.test/", sent: nil),
        Asking(browser: .standard, from: "https://other.test/", sent: "none=1"),
        Asking(browser: .chrome, from: "http://shop.example/", sent: "none=1"),
        Asking(browser: .firefox, from: "http://shop.example/", sent: "plain=1; lax=1; none=1"),
    ])
    func browsersDifferInCrossSiteCookies(_ asking: Asking) throws {
        let url = try WebURL("https://shop.example/api")
        var jar = CookieJar(asking.browser)
        for line in ["plain=1; Path=/", "lax=1; SameSite=Lax; Path=/"] {
            jar.store(line, from: url, at: now)
        }
        jar.store("none=1; SameSite=None; Secure; Path=/", from: url, at: now)
        let later = now.advanced(bySeconds: 600)
        let page = try WebURL(asking.from)
        #expect(jar.header(for: url, askedBy: .page(page), at: later) == asking.sent)
    }

    @Test func everyWithheldCookieHasItsReasons() throws {
        let url = try WebURL("https://shop.example/")
        var jar = CookieJar(.chrome)
        jar.store("lax=1; SameSite=Lax; Secure", from: url, at: now)
        jar.store("plain=1; HttpOnly; Path=/admin", from: url, at: now)
        let verdicts = jar.verdicts(
            for: url,
            askedBy: .script(of: Page(url, framedBy: [try WebURL("https://other.test/")])),
            at: now.advanced(bySeconds: 600)
        )
        #expect(
            verdicts.map(\.reasons) == [
                [.schemefulSameSiteLax],
                [.httpOnly, .notOnPath, .schemefulSameSiteUnspecifiedTreatedAsLax],
            ]
        )
        #expect(verdicts.allSatisfy { !$0.isSent })
    }

    @Test func aCrossSitePOSTHasNoLaxCookies() throws {
        let url = try WebURL("https://shop.example/")
        let other = try WebURL("https://other.test/")
        var jar = CookieJar(.chrome)
        jar.store("lax=1; SameSite=Lax", from: url)
        #expect(jar.header(for: url, askedBy: .navigation(from: other)) == "lax=1")
        #expect(jar.header(for: url, askedBy: .navigation(from: other, method: "post")) == nil)
    }

    @Test func crossSiteRedirectsCountWhereTheBrowserCountsThem() throws {
        let url = try WebURL("https://shop.example/")
        var initiator = Initiator.page(url)
        initiator.redirectedFrom = [try WebURL("https://other.test/")]
        for (browser, sent) in [(Browser.chrome, "a=1"), (.firefox, nil)] as [(Browser, String?)] {
            var jar = CookieJar(browser)
            jar.store("a=1; SameSite=Strict", from: url)
            #expect(jar.header(for: url, askedBy: initiator) == sent, "\(browser)")
        }
    }

    @Test func cookiesOfFramesArePartitioned() throws {
        let frame = try WebURL("https://widget.test/")
        var jar = CookieJar(.chrome)
        let first = Initiator.page(Page(frame, framedBy: [try WebURL("https://a.example/")]))
        let second = Initiator.page(Page(frame, framedBy: [try WebURL("https://b.test/")]))
        let verdict = jar.store(
            "p=1; SameSite=None; Secure; Partitioned",
            from: frame,
            askedBy: first
        )
        #expect(verdict.cookie?.partition?.topLevelSite == "https://a.example")
        #expect(jar.header(for: frame, askedBy: first) == "p=1")
        #expect(jar.header(for: frame, askedBy: second) == nil)
    }

    @Test func cookiesExpire() throws {
        let url = try WebURL("https://shop.example/")
        var jar = CookieJar(.firefox)
        jar.store("short=1; Max-Age=60", from: url, at: now)
        jar.store("session=1", from: url, at: now)
        #expect(jar.header(for: url, at: now.advanced(bySeconds: 59)) == "short=1; session=1")
        #expect(jar.header(for: url, at: now.advanced(bySeconds: 60)) == "session=1")
        jar.endSession()
        #expect(jar.header(for: url, at: now) == "short=1")
        for cookie in jar.cookies { jar.remove(cookie) }
        #expect(jar.cookies.isEmpty)
    }

    @Test func everySetCookieLineOfAResponseIsJudged() throws {
        let url = try WebURL("https://shop.example/")
        var jar = CookieJar(.chrome)
        var headers: Headers = ["Content-Type": "text/html", "set-cookie": "a=1"]
        headers.append("Set-Cookie", "b=2; Domain=com")
        let verdicts = jar.store(headers, from: url)
        #expect(verdicts.map(\.effect) == [.created, .rejected])
        #expect(verdicts[1].reasons == [.invalidDomain])
        jar.removeAll()
        #expect(jar == CookieJar(.chrome))
    }

    @Test func invalidUTF8IsSentUnchanged() throws {
        let url = try WebURL("https://shop.example/")
        var jar = CookieJar(.chrome)
        let verdict = jar.store([0x61, 0x3D, 0xFF], from: url)
        #expect(verdict.cookie?.valueBytes == [0xFF])
        #expect(jar.header(for: url) == "a=\u{FFFD}")
    }
}
