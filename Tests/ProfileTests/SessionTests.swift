import BrowserCookies
import BrowserInfra
import Testing

@testable import Profile

@Suite struct SessionTests {
    private static func preflight(
        _ name: String,
        kind: StoredPreflight.Kind = .header,
        url: String = "https://api.test/?q",
        includesCredentials: Bool = false,
        expiry: Int64 = 100
    ) -> StoredPreflight {
        StoredPreflight(
            networkPartition: "https://shop.test",
            origin: "https://shop.test",
            url: url,
            includesCredentials: includesCredentials,
            kind: kind,
            name: name,
            expiry: Moment(secondsSinceEpoch: expiry)
        )
    }

    private func preflights(
        _ home: TemporaryDirectory,
        url: String? = nil,
        browser: String = "chrome"
    ) throws -> Set<StoredPreflight> {
        Set(
            try home.store().preflights(
                of: browser,
                networkPartition: "https://shop.test",
                origin: "https://shop.test",
                url: url
            )
        )
    }

    private func commit(_ home: TemporaryDirectory, _ changes: PreflightChange...) throws {
        try home.store().commit(ProfileChanges(browser: "chrome", preflights: changes))
    }

    @Test func preflightEntriesAreStoredByMethodAndHeader() throws {
        let home = try TemporaryDirectory()
        let entries = [
            Self.preflight("x-a"), Self.preflight("x-a", kind: .method),
            Self.preflight("x-a", includesCredentials: true), Self.preflight("*"),
            Self.preflight("x-a", url: "https://api.test/"),
        ]
        for entry in entries { try commit(home, .put(entry)) }
        #expect(try preflights(home) == Set(entries))
        #expect(try preflights(home, url: "https://api.test/") == [entries[4]])
        #expect(try preflights(home, browser: "firefox").isEmpty)
    }

    @Test func preflightEntriesAreRenewedClearedAndExpired() throws {
        let home = try TemporaryDirectory()
        let other = Self.preflight("x-a", url: "https://api.test/", expiry: 300)
        try commit(home, .put(Self.preflight("x-a")), .put(other))
        try commit(home, .put(Self.preflight("x-a", expiry: 200)))
        #expect(try preflights(home) == [Self.preflight("x-a", expiry: 200), other])
        try commit(home, .removeExpired(at: Moment(secondsSinceEpoch: 200)))
        #expect(try preflights(home) == [other])
        try commit(
            home,
            .clear(
                networkPartition: "https://shop.test",
                origin: "https://shop.test",
                url: "https://api.test/"
            )
        )
        #expect(try preflights(home).isEmpty)
    }

    @Test func stateBelongsToOneBrowserOrToAll() throws {
        let home = try TemporaryDirectory()
        try home.store().commit(
            ProfileChanges(
                browser: "chrome",
                state: [
                    StateChange(.currentPage, of: "chrome", to: "https://a.test/"),
                    StateChange(.currentPage, of: "chrome", to: "https://b.test/\u{0}ü"),
                    StateChange(.clockOffset, of: nil, to: ""),
                ]
            )
        )
        let store = try home.store()
        #expect(try store.state(.currentPage, of: "chrome") == "https://b.test/\u{0}ü")
        #expect(try store.state(.currentPage, of: "firefox") == nil)
        #expect(try store.state(.clockOffset, of: nil) == "")
        try store.commit(
            ProfileChanges(browser: "chrome", state: [StateChange(.clockOffset, of: nil, to: nil)])
        )
        #expect(try home.store().state(.clockOffset, of: nil) == nil)
    }

    @Test func theMostRecentlySeenPagesAreKept() throws {
        let home = try TemporaryDirectory()
        func see(_ page: String, _ second: Int64) throws {
            try home.store().commit(
                ProfileChanges(
                    browser: "chrome",
                    seenPages: [
                        SeenPage(page: page, lastSeen: Moment(secondsSinceEpoch: second))
                    ]
                )
            )
        }
        for second in 1...100 { try see("p\(second)", Int64(second)) }
        try see("p1", 200)
        try see("p101", 101)
        let pages = try home.store().seenPages(of: "chrome")
        #expect(pages.count == 100)
        #expect(pages.prefix(2).map(\.page) == ["p1", "p101"])
        #expect(pages.last?.page == "p3")
        #expect(try home.store().seenPages(of: "firefox").isEmpty)
    }

    @Test func closingTheBrowserOnlyKeepsPersistentCookies() throws {
        let home = try TemporaryDirectory()
        let persistent = Cookie.fixture("kept", expiry: .distantFuture)
        let page = SeenPage(page: "https://a.test/", lastSeen: .epoch)
        for browser in ["chrome", "firefox"] {
            try home.store().commit(
                ProfileChanges(
                    browser: browser,
                    cookies: [
                        .put(.fixture("session"), site: "shop.test"),
                        .put(persistent, site: "shop.test"),
                    ],
                    preflights: [.put(Self.preflight("x-a")), .put(Self.preflight("x-b"))],
                    state: [
                        StateChange(.currentPage, of: browser, to: "https://a.test/"),
                        StateChange(.clockOffset, of: nil, to: "60"),
                    ],
                    seenPages: [page]
                )
            )
        }
        let closed = try home.store().closeSession()
        #expect(closed.sessionCookieCount == 2)
        #expect(closed.preflightCount == 4)
        let store = try home.store()
        for browser in ["chrome", "firefox"] {
            #expect(try store.cookies(browser: browser) == [persistent])
            #expect(try store.cookieCount(of: browser) == 1)
            #expect(try preflights(home, browser: browser).isEmpty)
            #expect(try store.state(.currentPage, of: browser) == nil)
            #expect(try store.seenPages(of: browser) == [page])
        }
        #expect(try store.state(.clockOffset, of: nil) == "60")
    }

    private struct Clearing: Sendable, CustomTestStringConvertible {
        var browser: String?
        var site: String?
        var left: [String]
        var testDescription: String { "\(browser ?? "all"), \(site ?? "all")" }
    }

    @Test(
        arguments: [
            Clearing(browser: nil, site: nil, left: []),
            Clearing(browser: "chrome", site: nil, left: ["firefox a.test", "firefox b.test"]),
            Clearing(browser: nil, site: "a.test", left: ["chrome b.test", "firefox b.test"]),
            Clearing(
                browser: "chrome",
                site: "a.test",
                left: ["chrome b.test", "firefox a.test", "firefox b.test"]
            ),
        ])
    private func clearingRemovesOnlyMatchingCookies(clearing: Clearing) throws {
        let home = try TemporaryDirectory()
        for browser in ["chrome", "firefox"] {
            for site in ["a.test", "b.test"] {
                try home.store().put(
                    .fixture(domain: site, expiry: .distantFuture),
                    site: site,
                    browser: browser
                )
            }
        }
        let count = try home.store().clearCookies(of: clearing.browser, site: clearing.site)
        #expect(count == 4 - clearing.left.count)
        let store = try home.store()
        let left = try ["chrome", "firefox"].flatMap { browser in
            try store.cookies(of: browser).map { "\(browser) \($0.domain)" }
        }
        #expect(left == clearing.left)
        #expect(
            try store.cookieCount(of: "chrome")
                == left.count { $0.hasPrefix("chrome") }
        )
    }

    @Test func aFailedCommitWritesNothing() throws {
        let home = try TemporaryDirectory()
        try home.store().put(.fixture())
        let path = try home.store().path
        try sqlite(
            path,
            """
            CREATE TRIGGER failure BEFORE INSERT ON state BEGIN SELECT RAISE(ABORT, 'no'); END
            """
        )
        let store = try home.store()
        #expect(throws: ProfileError.unwritable(path: path, detail: "no")) {
            try store.commit(
                ProfileChanges(
                    browser: "chrome",
                    cookies: [.put(.fixture("b"), site: "shop.test")],
                    preflights: [.put(Self.preflight("x-a"))],
                    state: [StateChange(.clockOffset, of: nil, to: "1")]
                )
            )
        }
        #expect(try home.store().cookies() == [.fixture()])
        #expect(try preflights(home).isEmpty)
        try sqlite(path, "DROP TRIGGER failure")
        try store.put(.fixture("c"))
        #expect(try home.store().cookies().map(\.name) == ["a", "c"])
    }
}
