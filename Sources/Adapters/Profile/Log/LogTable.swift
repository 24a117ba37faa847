internal import BrowserFetch
internal import BrowserInfra
internal import SQLite

/// The requests made by the pages of a profile, as rows; the oldest are removed first.
enum LogTable {
    /// The maximum number of entries, for all browsers together.
    static let entryLimit: Int64 = 500
    /// The maximum size of their texts, in bytes.
    static let capacity: Int64 = 8 << 20
    /// The maximum size of a report, in bytes; of a longer one, only the entry is stored.
    static let reportLimit = 1 << 20

    private static let columns = """
        id, began_us, browser, initiator, page, method, url, outcome, status, error, duration_us,
        cookies
        """

    /// Returns the entries, newest first; `after` limits them to those with higher numbers.
    static func entries(
        after number: Int64 = 0,
        in database: borrowing Database
    ) throws(SQLiteError) -> [LogEntry] {
        guard try exists(in: database) else { return [] }
        let statement = try database.prepare(
            "SELECT \(columns) FROM log WHERE id > ?1 ORDER BY id DESC"
        )
        try statement.bind(number, at: 1)
        var entries: [LogEntry] = []
        while try statement.step() { entries.append(try entry(of: statement)) }
        return entries
    }

    /// Returns an entry; `nil` if there is none. The report is empty if it was too long to be
    /// stored.
    static func entry(
        _ number: Int64,
        in database: borrowing Database
    ) throws(SQLiteError) -> NewLogEntry? {
        guard try exists(in: database) else { return nil }
        let statement = try database.prepare("SELECT \(columns), report FROM log WHERE id = ?1")
        try statement.bind(number, at: 1)
        guard try statement.step() else { return nil }
        return NewLogEntry(try entry(of: statement), report: statement.columnText(12))
    }

    static func append(
        _ entries: [NewLogEntry],
        in database: borrowing Database
    ) throws(SQLiteError) {
        guard !entries.isEmpty else { return }
        // Each row has the sum of all lengths so far, so that no other row must be read to find how
        // much is too much.
        var total = try sum(of: "DESC", in: database)
        let insert = try database.prepare(
            """
            INSERT INTO log (
                began_us, browser, initiator, page, method, url, outcome, status, error,
                duration_us, cookies, total_bytes, report
            ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """
        )
        for new in entries {
            let entry = new.entry
            let cookies = LoggedCookie.text(entry.cookies)
            let report = new.report.utf8.count > reportLimit ? "" : new.report
            total += Int64(report.utf8.count + cookies.utf8.count + entry.url.utf8.count)
            try insert.bind(entry.began, at: 1)
            try insert.bind(entry.browser, at: 2)
            try insert.bind(entry.initiator, at: 3)
            try insert.bind(entry.page, at: 4)
            try insert.bind(entry.method, at: 5)
            try insert.bind(entry.url, at: 6)
            try insert.bind(entry.outcome.rawValue, at: 7)
            try insert.bind(entry.status.map(Int64.init), at: 8)
            try insert.bind(entry.error, at: 9)
            try insert.bind(entry.durationMicroseconds, at: 10)
            try insert.bind(cookies, at: 11)
            try insert.bind(total, at: 12)
            try insert.bind(report, at: 13)
            try insert.run()
        }
        try shrink(to: total, in: database)
    }

    /// Removes the entries with these numbers, or all if `nil`, and returns how many there were.
    static func remove(
        _ numbers: [Int64]?,
        in database: borrowing Database
    ) throws(SQLiteError) -> Int {
        guard try exists(in: database) else { return 0 }
        guard let numbers else {
            try database.exec("DELETE FROM log")
            return database.changes()
        }
        let statement = try database.prepare("DELETE FROM log WHERE id = ?1")
        var count = 0
        for number in numbers {
            try statement.bind(number, at: 1)
            try statement.run()
            count += database.changes()
        }
        return count
    }

    /// A profile of the first version has no log until it is written.
    private static func exists(in database: borrowing Database) throws(SQLiteError) -> Bool {
        try database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'log'").step()
    }

    private static func sum(
        of order: String,
        in database: borrowing Database
    ) throws(SQLiteError) -> Int64 {
        let statement = try database.prepare(
            "SELECT total_bytes FROM log ORDER BY id \(order) LIMIT 1"
        )
        return try statement.step() ? statement.columnInt64(0) : 0
    }

    private static func shrink(
        to total: Int64,
        in database: borrowing Database
    ) throws(SQLiteError) {
        let count = try database.prepare(
            "DELETE FROM log WHERE id <= (SELECT max(id) FROM log) - \(entryLimit)"
        )
        try count.run()
        // In most cases there are few rows, and each query reads one.
        while try sum(of: "ASC", in: database) < total - capacity {
            let oldest = try database.prepare(
                "DELETE FROM log WHERE id = (SELECT min(id) FROM log)"
            )
            try oldest.run()
        }
    }

    private static func entry(
        of statement: borrowing Statement
    ) throws(SQLiteError) -> LogEntry {
        guard let outcome = LogEntry.Outcome(rawValue: statement.columnText(7)),
            let cookies = LoggedCookie.cookies(statement.columnText(11))
        else { throw SQLiteError(.corrupt, "a log entry cannot be read") }
        var entry = LogEntry(
            began: statement.columnMoment(1),
            browser: statement.columnText(2),
            initiator: statement.columnText(3),
            page: statement.columnIsNull(4) ? nil : statement.columnText(4),
            method: statement.columnText(5),
            url: statement.columnText(6),
            outcome: outcome,
            status: statement.columnIsNull(8) ? nil : Int(statement.columnInt64(8)),
            error: statement.columnIsNull(9) ? nil : statement.columnText(9),
            durationMicroseconds: statement.columnInt64(10),
            cookies: cookies
        )
        entry.number = statement.columnInt64(0)
        return entry
    }
}

extension Statement {
    fileprivate func bind(_ text: String?, at index: Int32) throws(SQLiteError) {
        if let text { try bind(text, at: index) } else { try bindNull(at: index) }
    }

    fileprivate func bind(_ number: Int64?, at index: Int32) throws(SQLiteError) {
        if let number { try bind(number, at: index) } else { try bindNull(at: index) }
    }
}
