import BrowserFetch
import BrowserInfra
import Testing

@testable import Profile

struct LogTests {
    @Test func entriesRoundTrip() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        var entry = LogEntry.fixture(url: "http://a.test/\u{1B}\"")
        entry.cookies = LoggedCookie.Event.allCases.map { event in
            LoggedCookie(
                event,
                name: "n\u{202E}\"",
                domain: "a.test",
                path: "/p",
                partition: event == .stored ? "https://top.test" : nil,
                expiry: event == .stored ? .fixed : nil,
                codes: event == .refused ? ["SecureOnly", "Expired"] : []
            )
        }
        try store.commit(changes([NewLogEntry(entry, report: "{\"a\":1}")]))
        entry.number = 1
        #expect(try store.log() == [entry])
        #expect(try store.logEntry(1) == NewLogEntry(entry, report: "{\"a\":1}"))
        #expect(try store.logEntry(2) == nil)
    }

    @Test func theNewestEntriesComeFirstAndCanBeLimitedToLaterNumbers() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        for number in 1...3 {
            try store.commit(changes([.fixture(url: "http://a.test/\(number)")]))
        }
        #expect(try store.log().map(\.url) == (1...3).reversed().map { "http://a.test/\($0)" })
        #expect(try store.log(after: 2).map(\.number) == [3])
    }

    @Test func theOldestEntriesAreRemovedWhenThereAreTooMany() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        let limit = Int(LogTable.entryLimit)
        let entries = (1...(limit + 7)).map { NewLogEntry.fixture(url: "http://a.test/\($0)") }
        try store.commit(changes(entries))
        let kept = try store.log()
        #expect(kept.count == limit)
        #expect(kept.first?.url == "http://a.test/\(limit + 7)")
        #expect(kept.last?.url == "http://a.test/8")
    }

    @Test func theOldestEntriesAreRemovedWhenTheyAreTooLarge() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        let large = String(repeating: "x", count: LogTable.reportLimit)
        for number in 1...12 {
            try store.commit(changes([.fixture(url: "http://a.test/\(number)", report: large)]))
        }
        let kept = try store.log()
        #expect((6...8).contains(kept.count))
        #expect(kept.first?.url == "http://a.test/12")
    }

    @Test func anOversizedReportIsOmittedAndItsEntryKept() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        let report = String(repeating: "x", count: LogTable.reportLimit + 1)
        try store.commit(changes([.fixture(url: "http://a.test/", report: report)]))
        #expect(try store.logEntry(1)?.report == "")
    }

    @Test func chosenEntriesCanBeRemoved() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        try store.commit(changes((1...4).map { .fixture(url: "http://a.test/\($0)") }))
        #expect(try store.clearLog([1, 3, 9]) == 2)
        #expect(try store.log().map(\.number) == [4, 2])
        #expect(try store.clearLog() == 2)
        #expect(try store.log() == [])
    }

    /// Profiles from before the log are migrated.
    @Test func aProfileOfTheFirstVersionIsReadAndMigrated() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        try store.put(.fixture())
        _ = try sqlite(
            store.path,
            "DROP TABLE log; DROP TABLE web_storage; PRAGMA user_version = 1"
        )

        let old = try home.store()
        #expect(try old.log() == [])
        #expect(try old.cookies(of: "chrome").count == 1)
        #expect(try sqlite(old.path, "PRAGMA user_version") == ["1"])

        try old.commit(changes([.fixture(url: "http://a.test/")]))
        #expect(try sqlite(old.path, "PRAGMA user_version") == ["3"])
        #expect(try old.cookies(of: "chrome").count == 1)
        #expect(try old.log().count == 1)
    }

    /// A failure to write the log is reported, and everything else is still stored.
    @Test func aLogThatCannotBeWrittenDoesNotAffectOtherChanges() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        try store.put(.fixture())
        _ = try sqlite(
            store.path,
            "CREATE TRIGGER refuse BEFORE INSERT ON log BEGIN SELECT raise(ABORT, 'no'); END"
        )
        var all = changes([.fixture(url: "http://a.test/")])
        all.seenPages = [SeenPage(page: "http://a.test/", lastSeen: .fixed)]
        let failure = try store.commit(all)
        #expect(failure?.description.contains("no") == true)
        #expect(try store.seenPages(of: "chrome").count == 1)
        #expect(try store.log() == [])
    }

    private func changes(_ entries: [NewLogEntry]) -> ProfileChanges {
        var changes = ProfileChanges(browser: "chrome")
        changes.log = entries
        return changes
    }
}

extension Moment {
    fileprivate static let fixed = Moment(microsecondsSinceEpoch: 1_767_225_600_000_000)
}

extension LogEntry {
    fileprivate static func fixture(url: String) -> LogEntry {
        LogEntry(
            began: .fixed,
            browser: "chrome",
            initiator: "fetch",
            page: "http://a.test/app.html",
            method: "GET",
            url: url,
            outcome: .blocked,
            status: 200,
            error: "MissingAllowOriginHeader",
            durationMicroseconds: 1234,
            cookies: []
        )
    }
}

extension NewLogEntry {
    fileprivate static func fixture(url: String, report: String = "{}") -> NewLogEntry {
        NewLogEntry(.fixture(url: url), report: report)
    }
}
