internal import BrowserCookies
internal import BrowserInfra
internal import SQLite

/// A moment before which no cookie of a browser was used, stored so that a full jar need not be
/// read for every cookie that is stored, only to find that none is old enough to be evicted.
///
/// It may be too early: removing cookies, or using them again, does not change it.
enum EarliestAccess {
    static func kept(
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) -> Moment? {
        try StateTable.value(of: .earliestAccess, browser: browser, in: database)
            .flatMap { Int64($0) }
            .map { Moment(microsecondsSinceEpoch: $0) }
    }

    /// Computes it from all cookies.
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

    /// Updates the stored moment; must be called after the changes, in the same transaction.
    ///
    /// If `isRequested`, that is, if the moment was needed, it is computed and stored; otherwise, it is
    /// only updated if it is stored already, and becomes earlier if a cookie was stored when the
    /// clock was set back.
    static func keep(
        after changes: [CookieChange],
        of browser: String,
        isRequested: Bool,
        in database: borrowing Database
    ) throws(SQLiteError) {
        if isRequested {
            // It is computed again, because another process may have stored an earlier cookie
            // since.
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
