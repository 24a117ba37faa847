internal import BrowserFetch
internal import SQLite

/// The items in `localStorage` and `sessionStorage`, as rows.
enum WebStorageTable {
    /// Returns the items in the order in which they were stored.
    static func items(
        of browser: String,
        _ key: WebStorage.Key,
        in database: borrowing Database
    ) throws(SQLiteError) -> [WebStorage.Item] {
        // A profile of an older version, which is read as it is, has no such table.
        let isThere = try database.prepare(
            "SELECT 1 FROM sqlite_schema WHERE name = 'web_storage'"
        ).step()
        guard isThere else { return [] }
        let statement = try database.prepare(
            """
            SELECT name, value FROM web_storage WHERE browser = ?1 AND area = ?2 AND owner = ?3
            ORDER BY rowid
            """
        )
        try statement.bind(browser, at: 1)
        try statement.bind(key.area.rawValue, at: 2)
        try statement.bind(key.owner, at: 3)
        var items: [WebStorage.Item] = []
        while try statement.step() {
            items.append(
                WebStorage.Item(name: statement.columnText(0), value: statement.columnText(1))
            )
        }
        return items
    }

    /// Removes the session storage of all browsers.
    static func removeSessions(in database: borrowing Database) throws(SQLiteError) {
        try database.exec("DELETE FROM web_storage WHERE area = 'session'")
    }

    static func apply(
        _ changes: [WebStorage.Change],
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) {
        for change in changes {
            switch change {
            case .put(let item, let key):
                let statement = try database.prepare(
                    """
                    INSERT INTO web_storage (browser, area, owner, name, value)
                    VALUES (?1, ?2, ?3, ?4, ?5)
                    ON CONFLICT DO UPDATE SET value = excluded.value
                    """
                )
                try statement.bind(browser, at: 1)
                try statement.bind(key.area.rawValue, at: 2)
                try statement.bind(key.owner, at: 3)
                try statement.bind(item.name, at: 4)
                try statement.bind(item.value, at: 5)
                try statement.run()
            case .remove(let name, let key):
                let statement = try database.prepare(
                    """
                    DELETE FROM web_storage
                    WHERE browser = ?1 AND area = ?2 AND owner = ?3 AND name = ?4
                    """
                )
                try statement.bind(browser, at: 1)
                try statement.bind(key.area.rawValue, at: 2)
                try statement.bind(key.owner, at: 3)
                try statement.bind(name, at: 4)
                try statement.run()
            case .clear(let key):
                let statement = try database.prepare(
                    "DELETE FROM web_storage WHERE browser = ?1 AND area = ?2 AND owner = ?3"
                )
                try statement.bind(browser, at: 1)
                try statement.bind(key.area.rawValue, at: 2)
                try statement.bind(key.owner, at: 3)
                try statement.run()
            case .clearOrigin(let origin):
                // The space before the top-level site is followed by !, which no origin contains.
                let statement = try database.prepare(
                    """
                    DELETE FROM web_storage
                    WHERE browser = ?1 AND (owner = ?2 OR owner > ?2 || ' ' AND owner < ?2 || '!')
                    """
                )
                try statement.bind(browser, at: 1)
                try statement.bind(origin, at: 2)
                try statement.run()
            }
        }
    }
}
