internal import BrowserFetch
internal import SQLite

/// The frames of one browser that have storage access, as rows of `state`: `access TOP FRAME`.
enum StorageAccessTable {
    static func frames(
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) -> Set<HeldStorageAccess.Frame> {
        let statement = try database.prepare(
            """
            SELECT key FROM state WHERE browser = ?1 AND key > 'access ' AND key < 'access!'
            """
        )
        try statement.bind(browser, at: 1)
        var frames: Set<HeldStorageAccess.Frame> = []
        while try statement.step() {
            let words = statement.columnText(0).split(separator: " ").map(String.init)
            guard words.count == 3 else { continue }
            frames.insert(HeldStorageAccess.Frame(origin: words[2], topLevelOrigin: words[1]))
        }
        return frames
    }

    static func replace(
        with frames: Set<HeldStorageAccess.Frame>,
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) {
        let removal = try database.prepare(
            "DELETE FROM state WHERE browser = ?1 AND key > 'access ' AND key < 'access!'"
        )
        try removal.bind(browser, at: 1)
        try removal.run()
        for frame in frames {
            let statement = try database.prepare(
                "INSERT INTO state (browser, key, value) VALUES (?1, ?2, 'active')"
            )
            try statement.bind(browser, at: 1)
            try statement.bind("access \(frame.topLevelOrigin) \(frame.origin)", at: 2)
            try statement.run()
        }
    }

    /// Removes the rows of all browsers, when they are closed.
    static func removeAll(in database: borrowing Database) throws(SQLiteError) {
        try database.exec("DELETE FROM state WHERE key > 'access ' AND key < 'access!'")
    }
}
