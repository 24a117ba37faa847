import BrowserCookies
import BrowserInfra
import Testing

@testable import Profile

/// The time of the earliest use of a cookie, which spares a jar from reading all cookies.
@Suite struct EarliestAccessTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    /// Reads the value from a newly opened store, as another command would.
    private func earliest(of browser: String = "chrome") throws -> Int64? {
        try home.store().earliestAccess(of: browser)?.secondsSinceEpoch
    }

    private func kept() throws -> [String] {
        try sqlite(
            home.store().path,
            "SELECT browser, value FROM state WHERE key = 'earliest-access' ORDER BY browser"
        )
    }

    @Test func aProfileWithoutCookiesHasNoEarliestAccess() throws {
        #expect(try earliest() == nil)
        try home.store().put(.fixture(), browser: "firefox")
        #expect(try earliest() == nil)
    }

    @Test func theValueIsSavedWithTheNextChange() throws {
        try home.store().put(.fixture("a", at: 200), .fixture("b", at: 100))
        #expect(try earliest() == 100)
        #expect(try kept() == [])

        let store = try home.store()
        #expect(try store.earliestAccess(of: "chrome") != nil)
        try store.put(.fixture("c", at: 300))
        #expect(try kept() == ["chrome|100000000"])
        #expect(try earliest() == 100)
    }

    @Test func theValueMayBeTooEarlyButNeverTooLate() throws {
        try theValueIsSavedWithTheNextChange()
        try home.store().remove(.fixture("b"))
        try home.store().put(.fixture("a", at: 400))
        #expect(try earliest() == 100)
        // Under a clock that was set back.
        try home.store().put(.fixture("d", at: 50))
        #expect(try earliest() == 50)
    }

    @Test func readingAllCookiesUpdatesTheValue() throws {
        try theValueIsSavedWithTheNextChange()
        let store = try home.store()
        _ = try store.cookies(of: "chrome")
        try store.remove(.fixture("b"))
        #expect(try earliest() == 200)
    }

    @Test func anEarlierValueFromAnotherProcessIsKept() throws {
        try home.store().put(.fixture("a", at: 200))
        let store = try home.store()
        _ = try store.earliestAccess(of: "chrome")
        try home.store().put(.fixture("b", at: 100))
        try store.put(.fixture("c", at: 300))
        #expect(try earliest() == 100)
    }
}
