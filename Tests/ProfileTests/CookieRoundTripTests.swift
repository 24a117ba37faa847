import BrowserCookies
import BrowserInfra
import Testing

@testable import Profile

@Suite struct CookieRoundTripTests {
    private static let everyField: [Cookie] = [
        Cookie(
            name: "",
            value: "",
            domain: "shop.test",
            isHostOnly: false,
            path: "",
            expiry: nil,
            isSecure: false,
            isHTTPOnly: false,
            sameSite: .unspecified,
            priority: .low,
            creation: .epoch,
            lastAccess: .epoch
        ),
        Cookie(
            name: ByteString([0x00, 0xFF, 0x61, 0x00]),
            value: ByteString(Array(0...255)),
            domain: "shop.test",
            isHostOnly: true,
            path: ByteString([0x2F, 0x00, 0xC3]),
            expiry: .distantFuture,
            isSecure: true,
            isHTTPOnly: true,
            sameSite: .strict,
            priority: .high,
            partitionKey: .init(topLevelSite: "https://top.test", hasCrossSiteAncestor: true),
            hasPartitionedAttribute: true,
            creation: .distantPast,
            lastAccess: .distantFuture,
            setBy: "https://shop.test/ü\u{0}"
        ),
        Cookie(
            name: "none",
            value: ByteString(Array(repeating: 0x80, count: 4096)),
            domain: "a.shop.test",
            isHostOnly: true,
            path: "/",
            expiry: .distantPast,
            isSecure: true,
            isHTTPOnly: false,
            sameSite: .none,
            priority: .medium,
            partitionKey: .init(topLevelSite: "", hasCrossSiteAncestor: false),
            creation: Moment(microsecondsSinceEpoch: -1),
            lastAccess: .distantPast,
            setBy: ""
        ),
        Cookie.fixture(),
    ]

    @Test(arguments: everyField)
    func everyFieldRoundTrips(cookie: Cookie) throws {
        let home = try TemporaryDirectory()
        try home.store().put(cookie)
        #expect(try home.store().cookies() == [cookie])
        #expect(try home.store().cookies(of: "chrome") == [cookie])
    }

    /// Cookies that each differ from the first in one part of the identity.
    private static let differentIdentities: [Cookie] = [
        .fixture(),
        .fixture("A"),
        .fixture(ByteString([0x61, 0x00])),
        .fixture(domain: "www.shop.test"),
        .fixture(isHostOnly: false),
        .fixture(path: "/x"),
        .fixture(partitionKey: .init(topLevelSite: "", hasCrossSiteAncestor: false)),
        .fixture(partitionKey: .init(topLevelSite: "https://a.test", hasCrossSiteAncestor: false)),
        .fixture(partitionKey: .init(topLevelSite: "https://a.test", hasCrossSiteAncestor: true)),
    ]

    @Test func cookiesWithDifferentIdentitiesCoexist() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        for cookie in Self.differentIdentities { try store.put(cookie) }
        #expect(Set(try home.store().cookies()) == Set(Self.differentIdentities))
    }

    @Test(arguments: differentIdentities)
    func aCookieReplacesAndRemovesOnlyItsOwnIdentity(cookie: Cookie) throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        for cookie in Self.differentIdentities { try store.put(cookie) }
        let new = cookie.with {
            $0.value = "new"
            $0.sameSite = .none
            $0.expiry = .distantFuture
            $0.setBy = nil
        }

        try home.store().put(new)
        let others = Set(Self.differentIdentities).subtracting([cookie])
        #expect(Set(try home.store().cookies()) == others.union([new]))
        let opened = try home.store()
        #expect(try opened.cookieCount(of: "chrome") == Self.differentIdentities.count)

        try home.store().remove(new)
        #expect(Set(try home.store().cookies()) == others)
        #expect(try opened.cookieCount(of: "chrome") == others.count)
    }

    @Test func eachBrowserHasItsOwnJar() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        try store.put(.fixture("a", "chrome's"), browser: "chrome")
        try store.put(.fixture("a", "firefox's"), browser: "firefox")
        try store.remove(.fixture(), browser: "safari")
        #expect(try store.cookies(browser: "chrome").map(\.value) == ["chrome's"])
        #expect(try store.cookies(browser: "firefox").map(\.value) == ["firefox's"])
        #expect(try store.cookies(browser: "safari").isEmpty)
        #expect(try store.cookieCount(of: "firefox") == 1)
    }

    @Test func theCookiesOfASiteAreInOrderOfCreation() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        try store.put(.fixture("late", at: 30), .fixture("early", at: 10), .fixture("mid", at: 20))
        try store.put(.fixture("other", domain: "b.test", at: 1), site: "b.test")
        #expect(try store.cookies().map(\.name) == ["early", "mid", "late"])
        #expect(
            try store.cookies(of: "chrome").map(\.name)
                == ["other", "early", "mid", "late"]
        )
    }

    @Test func anotherSuffixListMovesACookieInsteadOfDuplicatingIt() throws {
        let home = try TemporaryDirectory()
        let cookie = Cookie.fixture(domain: "shop.hosting.test")
        try home.store().put(cookie, site: "hosting.test")
        try home.store().put(cookie, site: "shop.hosting.test")
        let store = try home.store()
        #expect(try store.cookies(site: "hosting.test").isEmpty)
        #expect(try store.cookies(site: "shop.hosting.test") == [cookie])
        #expect(try store.cookieCount(of: "chrome") == 1)
    }

    @Test func changesAreAppliedInOrder() throws {
        let home = try TemporaryDirectory()
        let cookie = Cookie.fixture()
        let second = cookie.with { $0.value = "2" }
        try home.store().commit(
            ProfileChanges(
                browser: "chrome",
                cookies: [
                    .put(cookie, site: "shop.test"), .remove(cookie.identity, site: "shop.test"),
                    .put(second, site: "shop.test"),
                ]
            )
        )
        #expect(try home.store().cookies() == [second])
        try home.store().commit(
            ProfileChanges(
                browser: "chrome",
                cookies: [
                    .put(cookie, site: "shop.test"), .remove(cookie.identity, site: "shop.test"),
                ]
            )
        )
        #expect(try home.store().cookies().isEmpty)
    }
}
