internal import BrowserFetch
internal import BrowserInfra
internal import SQLite

/// The hosts that one browser requests only over https, as rows of `state`: one for each host, so
/// that processes sharing a profile do not overwrite each other's.
enum TransportSecurityTable {
    private static let prefix = "hsts "

    /// A key is `hsts HOST SITE`; neither contains a space.
    static func entries(
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) -> [TransportSecurityChange] {
        // The space is the last character of the prefix, and ! is the one after it.
        let statement = try database.prepare(
            "SELECT key, value FROM state WHERE browser = ?1 AND key > 'hsts ' AND key < 'hsts!'"
        )
        try statement.bind(browser, at: 1)
        var entries: [TransportSecurityChange] = []
        while try statement.step() {
            let names = statement.columnText(0).dropFirst(prefix.count).split(
                separator: " ",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let values = statement.columnText(1).split(separator: " ")
            // An entry that another version wrote, and that cannot be read, counts as missing.
            guard names.count == 2, values.count == 2, let expiry = Int64(values[0]) else {
                continue
            }
            entries.append(
                TransportSecurityChange(
                    key: .init(host: String(names[0]), topLevelSite: String(names[1])),
                    entry: .init(
                        expiry: Moment(microsecondsSinceEpoch: expiry),
                        includesSubdomains: values[1] == "subdomains"
                    )
                )
            )
        }
        return entries
    }

    static func apply(
        _ changes: [TransportSecurityChange],
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) {
        for change in changes {
            let statement = try database.prepare(
                change.entry == nil
                    ? "DELETE FROM state WHERE browser = ?1 AND key = ?2"
                    : """
                    INSERT INTO state (browser, key, value) VALUES (?1, ?2, ?3)
                    ON CONFLICT DO UPDATE SET value = excluded.value
                    """
            )
            try statement.bind(browser, at: 1)
            try statement.bind("\(prefix)\(change.key.host) \(change.key.topLevelSite)", at: 2)
            if let entry = change.entry {
                let scope = entry.includesSubdomains ? "subdomains" : "host"
                try statement.bind("\(entry.expiry.microsecondsSinceEpoch) \(scope)", at: 3)
            }
            try statement.run()
        }
    }
}
