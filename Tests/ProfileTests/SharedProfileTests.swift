import BrowserCookies
import BrowserInfra
import Dispatch
import Synchronization
import Testing

@testable import Profile

@Suite struct SharedProfileTests {
    /// Runs `body` on several threads at once, and fails with any error it throws.
    private func concurrently(
        _ count: Int,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: @Sendable (_ thread: Int) throws -> Void
    ) {
        let errors = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: count) { thread in
            do {
                try body(thread)
            } catch {
                errors.withLock { $0.append("\(error)") }
            }
        }
        #expect(errors.withLock { $0 } == [], sourceLocation: sourceLocation)
    }

    @Test func concurrentWritersLoseNothing() throws {
        let home = try TemporaryDirectory()
        let path = home.path
        @Sendable func cookie(_ writer: Int, _ number: Int) -> Cookie {
            .fixture(ByteString(utf8: "c\(writer)-\(number)"))
        }
        concurrently(8) { writer in
            for number in 0..<40 {
                // Each commit opens its own store, as each command is a process. Every other commit
                // replaces the previous value.
                let store = try Profile(home: path, name: "default")
                _ = try store.cookies()
                var changes: [CookieChange] = []
                if number % 2 == 1 {
                    let previous = cookie(writer, number - 1)
                    changes.append(.remove(previous.identity, site: "shop.test"))
                }
                changes.append(.put(cookie(writer, number), site: "shop.test"))
                try store.commit(ProfileChanges(browser: "chrome", cookies: changes))
            }
        }
        let expected = Set((0..<8).flatMap { w in (0..<20).map { cookie(w, $0 * 2 + 1) } })
        #expect(Set(try home.store().cookies()) == expected)
        #expect(try home.store().cookieCount(of: "chrome") == 160)
    }

    @Test func concurrentReadersAndWritersMayCreateAProfile() throws {
        let home = try TemporaryDirectory()
        let path = home.path
        for profile in 0..<50 {
            let name = "p\(profile)"
            concurrently(4) { thread in
                if thread.isMultiple(of: 2) {
                    let store = try Profile(home: path, name: name)
                    try store.put(.fixture(ByteString(utf8: "c\(thread)")))
                } else {
                    for _ in 0..<20 { _ = try Profile(home: path, name: name).cookies() }
                }
            }
            #expect(try home.store(name).cookies().count == 2)
        }
    }

    @Test func aStoreMayBeUsedFromManyThreads() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        concurrently(4) { writer in
            for number in 0..<25 {
                try store.put(.fixture(ByteString(utf8: "c\(writer)-\(number)")))
            }
        }
        #expect(try home.store().cookies().count == 100)
    }

    @Test func aCommitIsVisibleToTheNextReader() throws {
        let home = try TemporaryDirectory()
        let writer = try home.store()
        let reader = try home.store()
        for number in 1...3 {
            try writer.put(.fixture(ByteString(utf8: "c\(number)")))
            #expect(try reader.cookies().count == number)
        }
    }

    /// Opens two stores that have read the same cookie, as two concurrent commands would.
    private func twoReaders(
        of cookie: Cookie
    ) throws -> (home: TemporaryDirectory, mine: Profile, theirs: Profile) {
        let home = try TemporaryDirectory()
        try home.store().put(cookie)
        let (mine, theirs) = (try home.store(), try home.store())
        #expect(try mine.cookies() == [cookie])
        #expect(try theirs.cookies() == [cookie])
        return (home, mine, theirs)
    }

    @Test func updatingTheLastAccessDoesNotRestoreAnOldValue() throws {
        let cookie = Cookie.fixture()
        let (home, mine, theirs) = try twoReaders(of: cookie)
        let replaced = cookie.with { $0.value = "replaced" }
        try theirs.put(replaced)
        let used = cookie.with { $0.lastAccess = cookie.lastAccess.advanced(bySeconds: 60) }
        try mine.put(used)
        let both = replaced.with { $0.lastAccess = used.lastAccess }
        #expect(try home.store().cookies() == [both])
    }

    @Test func updatingTheLastAccessDoesNotRestoreADeletedCookie() throws {
        let cookie = Cookie.fixture()
        let (home, mine, theirs) = try twoReaders(of: cookie)
        try theirs.remove(cookie)
        let used = cookie.with { $0.lastAccess = cookie.lastAccess.advanced(bySeconds: 60) }
        try mine.put(used)
        #expect(try home.store().cookies().isEmpty)
        #expect(try home.store().cookieCount(of: "chrome") == 0)
    }

    @Test func removingAnExpiredCookieKeepsItsReplacement() throws {
        let cookie = Cookie.fixture(expiry: Moment(secondsSinceEpoch: 1_800_000_001))
        let (home, mine, theirs) = try twoReaders(of: cookie)
        let renewed = cookie.with { $0.expiry = .distantFuture }
        try theirs.put(renewed)
        try mine.remove(cookie)
        #expect(try home.store().cookies() == [renewed])
    }

    @Test func aCookieOnlyUsedInTheMeantimeIsRemoved() throws {
        let cookie = Cookie.fixture()
        let (home, mine, theirs) = try twoReaders(of: cookie)
        let used = cookie.with { $0.lastAccess = cookie.lastAccess.advanced(bySeconds: 60) }
        try theirs.put(used)
        try mine.remove(cookie)
        #expect(try home.store().cookies().isEmpty)
    }

    @Test func theLaterOfTwoNewValuesWins() throws {
        let cookie = Cookie.fixture()
        let (home, mine, theirs) = try twoReaders(of: cookie)
        let first = cookie.with { $0.value = "first" }
        let second = cookie.with { $0.value = "second" }
        try theirs.put(first)
        try mine.put(second)
        #expect(try home.store().cookies() == [second])
    }
}
