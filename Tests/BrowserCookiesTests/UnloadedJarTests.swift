import BrowserInfra
import Testing
import WebOrigin

@testable import BrowserCookies

/// A jar whose cookies are stored elsewhere, and which of them must be loaded for each operation.
@Suite struct UnloadedJarTests {
    private static func cookie(
        _ name: String,
        domain: String,
        access: Moment = TestJar.start
    ) -> Cookie {
        Cookie(
            name: ByteString(utf8: name),
            value: "1",
            domain: domain,
            isHostOnly: true,
            path: "/",
            expiry: .distantFuture,
            isSecure: false,
            isHTTPOnly: false,
            sameSite: .unspecified,
            creation: access,
            lastAccess: access
        )
    }

    private func host(_ name: String) throws -> Host { try Host(parsing: name) }

    private let limits = CookiePolicy.chrome.limits

    /// A jar that has loaded only `x.test`, of a storage with this many cookies.
    private func jar(count: Int) -> TestJar {
        var jar = CookieJar.unloaded(suffixes: .builtin)
        jar.load([Self.cookie("a", domain: "www.x.test")], ofSite: "x.test")
        jar.load(count: count)
        return TestJar("https://www.x.test/", jar: jar)
    }

    @Test func aJarInMemoryNeedsNothingLoaded() throws {
        var jar = CookieJar(suffixes: .builtin)
        #expect(jar.need(toReadAt: try host("x.test")) == nil)
        #expect(jar.need(toStoreAt: try host("x.test")) == nil)
        #expect(jar.need(toKeep: limits, now: TestJar.start) == nil)
    }

    @Test func aSiteIsNeededUntilItIsLoaded() throws {
        var jar = CookieJar.unloaded(suffixes: .builtin)
        #expect(jar.need(toReadAt: try host("www.x.test")) == .site("x.test"))
        jar.load([Self.cookie("a", domain: "x.test")], ofSite: "x.test")
        #expect(jar.need(toReadAt: try host("api.x.test")) == nil)
        #expect(jar.need(toReadAt: try host("y.test")) == .site("y.test"))
    }

    @Test func storingAlsoNeedsTheTotalCount() throws {
        var jar = CookieJar.unloaded(suffixes: .builtin)
        jar.load([], ofSite: "x.test")
        #expect(jar.need(toStoreAt: try host("x.test")) == .count)
        jar.load(count: 7)
        #expect(jar.need(toStoreAt: try host("x.test")) == nil)
    }

    @Test func loadingDoesNotOverwriteChanges() throws {
        var jar = jar(count: 1)
        try jar.store("a=2; Path=/")
        jar.jar.load([Self.cookie("a", domain: "www.x.test")], ofSite: "x.test")
        jar.jar.load(allCookies: [
            Self.cookie("a", domain: "www.x.test"), Self.cookie("b", domain: "y.test"),
        ])
        #expect(jar.jar.allCookies(at: jar.now).map(\.value) == ["2", "1"])
    }

    @Test func withinTheLimitNothingElseIsNeeded() throws {
        var jar = jar(count: limits.total - 1)
        try jar.store("new=1")
        #expect(jar.jar.need(toKeep: limits, now: jar.now) == nil)
        try jar.store("newer=1")
        #expect(jar.jar.need(toKeep: limits, now: jar.now) == .earliestAccess)
    }

    @Test func aFullJarNeedsAllSitesOnlyIfACookieMayBeOldEnoughToEvict() throws {
        var jar = jar(count: limits.total)
        try jar.store("new=1")
        jar.jar.load(earliestAccess: TestJar.start, now: jar.now)
        #expect(jar.jar.need(toKeep: limits, now: jar.now) == nil)
        let monthLater = TestJar.start.advanced(bySeconds: 30 * 86_400 + 1800)
        #expect(jar.jar.need(toKeep: limits, now: monthLater) == .allSites)
    }

    @Test func withoutAnEarliestAccessAllSitesAreNeeded() throws {
        var jar = jar(count: limits.total)
        try jar.store("new=1")
        jar.jar.load(earliestAccess: nil, now: jar.now)
        #expect(jar.jar.need(toKeep: limits, now: jar.now) == .allSites)
    }

    @Test func aFullJarEvictsCookiesUnusedForAMonth() throws {
        let old = TestJar.start.advanced(bySeconds: -31 * 86_400)
        let all = (0..<3300).map { index in
            Self.cookie("c", domain: "s\(index).test", access: index < 200 ? old : TestJar.start)
        }
        var jar = TestJar("https://x.test/", jar: .unloaded(suffixes: .builtin))
        jar.jar.load([], ofSite: "x.test")
        jar.jar.load(count: all.count)
        try jar.store("new=1")
        // Nothing is evicted until all cookies can be compared.
        #expect(jar.jar.evictExcess(limits: limits, now: jar.now) == [])
        jar.jar.load(allCookies: all)
        #expect(jar.jar.evictExcess(limits: limits, now: jar.now).count == 200)
        #expect(try jar.names().count == 3101)
        #expect(jar.jar.takeChanges().count == 201)
    }
}
