internal import BrowserCookies
internal import BrowserInfra
internal import SQLite

/// A moment before which no cookie of a browser was used, kept so that a full jar need not be read
/// for every cookie that is stored, only to find that none is old enough to go.
///
/// It may be too early: cookies that are removed, and used again, leave it as it is.
enum EarliestAccess {
    static func kept(
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) -> Moment? {
        try StateTable.value(of: .earliestAccess, browser: browser, in: database)
            .flatMap { Int64($0) }
            .map { Moment(microsecondsSinceEpoch: $0) }
    }

    /// By a look at every cookie.
    static func found(
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) -> Moment? {
        let statement = try database.prepare(
            "SELECT min(last_access_us) FROM cookies WHERE browser = ?1"
        )
        try statement.bind(browser, at: 1)
        guard try statement.step(), !statement.columnIsNull(0) else { return nil }
        return statement.columnMoment(0)
    }

    /// To be called after the changes, in their transaction.
    ///
    /// `isRequested`: whether somebody wanted to know; else a moment is kept only where one is kept
    /// already, and becomes earlier if a cookie was stored under a clock that was set back.
    static func keep(
        after changes: [CookieChange],
        of browser: String,
        isRequested: Bool,
        in database: borrowing Database
    ) throws(SQLiteError) {
        if isRequested {
            // Again, for another process may have stored an earlier one since.
            let earliest = try found(of: browser, in: database)
            let text = earliest.map { "\($0.microsecondsSinceEpoch)" }
            try StateTable.apply(
                [StateChange(.earliestAccess, of: browser, to: text)],
                in: database
            )
        } else if let earliest = changes.lazy.compactMap(\.lastAccess).min() {
            let statement = try database.prepare(
                """
                UPDATE state SET value = ?3
                WHERE browser = ?1 AND key = ?2 AND CAST(value AS INTEGER) > ?3
                """
            )
            try statement.bind(browser, at: 1)
            try statement.bind(StateKey.earliestAccess.rawValue, at: 2)
            try statement.bind(earliest, at: 3)
            try statement.run()
        }
    }
}

extension CookieChange {
    fileprivate var lastAccess: Moment? {
        switch self {
        case .put(let cookie, _): cookie.lastAccess
        case .remove: nil
        }
    }
}
