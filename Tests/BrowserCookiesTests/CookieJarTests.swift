import BrowserInfra
import Testing
import WebOrigin

@testable import BrowserCookies

struct CookieJarTests {
    @Test func longerPathsComeFirstThenOlderCookies() throws {
        var jar = TestJar("https://x.test/a/b/c")
        for line in ["z=1; Path=/", "y=1; Path=/a/b", "x=1; Path=/", "w=1; Path=/a"] {
            try jar.store(ByteString(utf8: line))
        }
        #expect(try jar.header() == "y=1; w=1; z=1; x=1")
    }

    @Test func aNamelessCookieIsSentAsItsValueAlone() throws {
        var jar = TestJar()
        try jar.store("a")
        try jar.store("b=")
        #expect(try jar.header() == "a; b=")
    }

    @Test func everyWithheldCookieOfTheSiteHasAllItsReasons() throws {
        var jar = TestJar("https://www.x.test/")
        try jar.store("here=1")
        try jar.store("far=1; Secure; Path=/far; SameSite=Strict")
        jar.url = "https://api.x.test/"
        try jar.store("other=1")
        jar.url = "https://x.other.test/"
        try jar.store("elsewhere=1")
        let verdicts = try jar.verdicts(
            in: TestJar.context("http://www.x.test/", level: .lax)
        )
        #expect(
            verdicts.map { [$0.cookie.name.utf8Decoded] + $0.codes } == [
                ["far", "SecureOnly", "NotOnPath", "SchemefulSameSiteStrict"],
                ["other", "DomainMismatch"],
                ["here"],
            ]
        )
    }

    @Test func hostOnlyCookiesStayOnTheirHost() throws {
        var jar = TestJar("https://x.test/")
        try jar.store("host=1")
        try jar.store("domain=1; Domain=x.test")
        #expect(try jar.header(in: TestJar.context("https://a.x.test/")) == "domain=1")
        #expect(try jar.header(in: TestJar.context("https://x.test:8443/")) == "host=1; domain=1")
    }

    @Test func creationsAreUniqueWhileTheClockStandsStill() throws {
        var jar = TestJar()
        for index in 0..<50 { try jar.store(ByteString(utf8: "c\(index)=1")) }
        let creations = jar.jar.allCookies(at: jar.now).map(\.creation)
        #expect(Set(creations).count == 50)
        #expect(creations == creations.sorted())
    }

    @Test func aClockThatIsSetBackDoesNotCreateCookiesInTheFuture() throws {
        var jar = TestJar()
        try jar.store("a=1")
        jar.now = jar.now.advanced(bySeconds: -86_400)
        #expect(try jar.store("b=1").cookie?.creation == jar.now)
        #expect(try jar.header() == "b=1; a=1")
    }

    @Test func theLastAccessIsUpdatedAtMostOnceAMinute() throws {
        var jar = TestJar()
        try jar.store("a=1")
        _ = jar.jar.takeChanges()
        jar.now = TestJar.start.advanced(bySeconds: 59)
        _ = try jar.verdicts()
        #expect(jar.jar.takeChanges() == [])
        jar.now = TestJar.start.advanced(bySeconds: 60)
        _ = try jar.verdicts()
        #expect(jar.jar.takeChanges().count == 1)
        #expect(jar.jar.allCookies(at: jar.now).map(\.lastAccess) == [jar.now])
    }

    @Test func onlyTheLastChangeOfEachCookieIsReported() throws {
        var jar = TestJar()
        try jar.store("a=1")
        try jar.store("b=1")
        try jar.store("a=2")
        try jar.store("b=; Max-Age=0")
        let changes = jar.jar.takeChanges()
        #expect(changes.map(\.identity.name) == ["a", "b"])
        guard case .put(let cookie, let site)? = changes.first, case .remove? = changes.last else {
            Issue.record("\(changes)")
            return
        }
        #expect(cookie.value == "2")
        #expect(site == "example.com")
        #expect(jar.jar.takeChanges() == [])
    }

    @Test(arguments: [1, 400, 2000])
    func deletingAndRecreatingACookieIsOneChange(_ times: Int) throws {
        var jar = TestJar()
        for _ in 0..<times {
            try jar.store("a=1")
            try jar.store("a=; Max-Age=0")
        }
        try jar.store("b=1")
        try jar.store("a=2")
        let changes = jar.jar.takeChanges()
        #expect(changes.map(\.identity.name) == ["b", "a"])
        guard case .put(let cookie, _)? = changes.last else {
            Issue.record("\(changes)")
            return
        }
        #expect(cookie.value == "2")
    }

    @Test func expiredCookiesAreNotSentAndAreRemovedAtTheNextStore() throws {
        var jar = TestJar()
        try jar.store("a=1; Max-Age=10")
        jar.now = jar.now.advanced(bySeconds: 10)
        #expect(try jar.verdicts() == [])
        #expect(try jar.names() == [])
        _ = jar.jar.takeChanges()
        try jar.store("b=1")
        #expect(jar.jar.takeChanges().map(\.identity.name) == ["a", "b"])
    }

    @Test func sessionCookiesAreRemovedWhenTheBrowserCloses() throws {
        var jar = TestJar()
        try jar.store("session=1")
        try jar.store("persistent=1; Max-Age=10")
        jar.jar.endSession()
        #expect(try jar.names() == ["persistent"])
    }

    @Test func anInsertedCookieReplacesItsPredecessorAndKeepsItsCreation() throws {
        var jar = TestJar()
        let stored = try #require(try jar.store("a=1; Path=/").cookie)
        try jar.store("b=1; Path=/")
        let cookie = stored.with {
            $0.value = "2"
            $0.creation = TestJar.start.advanced(bySeconds: -10)
        }
        jar.jar.insert(cookie)
        #expect(jar.jar.allCookies(at: jar.now).first == cookie)
        #expect(try jar.header() == "a=2; b=1")
    }

    @Test func clearingASiteKeepsTheOthers() throws {
        var jar = TestJar("https://a.x.test/")
        try jar.store("a=1")
        jar.url = "https://y.test/"
        try jar.store("b=1")
        jar.jar.clear(site: "x.test")
        #expect(try jar.names() == ["b"])
        jar.jar.clear()
        #expect(try jar.names() == [])
    }

    @Test func documentCookieHidesHTTPOnlyAndInvalidUTF8() throws {
        var jar = TestJar()
        let script = try TestJar.context(jar.url, access: .script)
        func read(_ policy: CookiePolicy) throws -> String {
            jar.jar.cookies(for: script, policy: policy, now: jar.now)
                .documentCookie(policy: policy)
        }
        #expect(try read(.chrome) == "")
        try jar.store("a=1")
        try jar.store("h=1; HttpOnly")
        #expect(try read(.chrome) == "a=1")
        try jar.store(ByteString([UInt8(ascii: "b"), UInt8(ascii: "="), 0xFC]))
        #expect(try read(.chrome) == "")
        #expect(try read(.standard) == "a=1; b=\u{FFFD}")
    }

    @Test(arguments: [
        ("https://a.b.example.co.uk/", "example.co.uk"), ("http://127.0.0.1:80/", "127.0.0.1"),
        ("http://[::1]/", "[::1]"), ("http://localhost/", "localhost"),
        ("https://github.io/", "github.io"), ("https://x.github.io/", "x.github.io"),
    ])
    func theSiteKeyIsTheRegistrableDomainOrTheHost(url: String, key: String) throws {
        let host = try #require(try WebURL(parsing: url).host)
        #expect(CookieJar.siteKey(of: host, suffixes: .builtin) == key)
    }
}
