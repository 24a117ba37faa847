internal import BrowserFetch
internal import SQLite

/// The permissions of one browser's pages, as rows of `state`: one for each permission.
enum PermissionTable {
    private static let prefix = "permission "

    /// A key is `permission NAME ORIGIN` and, for a frame, ` EMBEDDED`; none of these contains a
    /// space.
    static func entries(
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) -> [Permissions.Key: Permissions.Entry] {
        // The space is the last character of the prefix, and ! is the one after it.
        let statement = try database.prepare(
            """
            SELECT key, value FROM state
            WHERE browser = ?1 AND key > 'permission ' AND key < 'permission!'
            """
        )
        try statement.bind(browser, at: 1)
        var entries: [Permissions.Key: Permissions.Entry] = [:]
        while try statement.step() {
            let words = statement.columnText(0).split(separator: " ").map(String.init)
            // An entry that another version wrote, and that cannot be read, counts as missing.
            guard words.count == 3 || words.count == 4,
                let name = PermissionName(rawValue: words[1]),
                let state = PermissionState(rawValue: statement.columnText(1))
            else { continue }
            let key = Permissions.Key(
                name: name,
                origin: words[2],
                embeddedOrigin: words.count == 4 ? words[3] : nil
            )
            entries[key] = Permissions.Entry(state)
        }
        return entries
    }

    static func apply(
        _ changes: [Permissions.Key: Permissions.Entry?],
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) {
        for (key, entry) in changes {
            let statement = try database.prepare(
                entry == nil
                    ? "DELETE FROM state WHERE browser = ?1 AND key = ?2"
                    : """
                    INSERT INTO state (browser, key, value) VALUES (?1, ?2, ?3)
                    ON CONFLICT DO UPDATE SET value = excluded.value
                    """
            )
            let words = [key.name.rawValue, key.origin, key.embeddedOrigin].compactMap { $0 }
            try statement.bind(browser, at: 1)
            try statement.bind(prefix + words.joined(separator: " "), at: 2)
            if let entry { try statement.bind(entry.state.rawValue, at: 3) }
            try statement.run()
        }
    }
}
