internal import BrowserInfra
internal import SQLite

/// The preflight cache of one browser, as rows.
enum PreflightTable {
    /// Returns the entries of one URL, or of all if `url` is `nil`.
    static func preflights(
        of browser: String,
        networkPartition: String,
        origin: String,
        url: String?,
        in database: borrowing Database
    ) throws(SQLiteError) -> [StoredPreflight] {
        let statement = try database.prepare(
            """
            SELECT url, includes_credentials, kind, name, expiry_us FROM preflights
            WHERE browser = ?1 AND network_partition = ?2 AND origin = ?3
            \(url == nil ? "" : "AND url = ?4")
            """
        )
        try statement.bind(browser, at: 1)
        try statement.bind(networkPartition, at: 2)
        try statement.bind(origin, at: 3)
        if let url { try statement.bind(url, at: 4) }
        var preflights: [StoredPreflight] = []
        while try statement.step() {
            guard let kind = StoredPreflight.Kind(rawValue: statement.columnText(2)) else {
                throw SQLiteError(
                    .corrupt,
                    "a preflight's kind is \(statement.columnText(2).debugDescription)"
                )
            }
            preflights.append(
                StoredPreflight(
                    networkPartition: networkPartition,
                    origin: origin,
                    url: statement.columnText(0),
                    includesCredentials: statement.columnBool(1),
                    kind: kind,
                    name: statement.columnText(3),
                    expiry: statement.columnMoment(4)
                )
            )
        }
        return preflights
    }

    static func apply(
        _ changes: [PreflightChange],
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) {
        for change in changes {
            switch change {
            case .put(let preflight):
                let statement = try database.prepare(
                    """
                    INSERT INTO preflights (
                        browser, network_partition, origin, url, includes_credentials, kind, name,
                        expiry_us
                    ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                    ON CONFLICT DO UPDATE SET expiry_us = excluded.expiry_us
                    """
                )
                try statement.bind(browser, at: 1)
                try statement.bind(preflight.networkPartition, at: 2)
                try statement.bind(preflight.origin, at: 3)
                try statement.bind(preflight.url, at: 4)
                try statement.bind(preflight.includesCredentials, at: 5)
                try statement.bind(preflight.kind.rawValue, at: 6)
                try statement.bind(preflight.name, at: 7)
                try statement.bind(preflight.expiry, at: 8)
                try statement.run()
            case .clear(let networkPartition, let origin, let url):
                let statement = try database.prepare(
                    """
                    DELETE FROM preflights
                    WHERE browser = ?1 AND network_partition = ?2 AND origin = ?3 AND url = ?4
                    """
                )
                try statement.bind(browser, at: 1)
                try statement.bind(networkPartition, at: 2)
                try statement.bind(origin, at: 3)
                try statement.bind(url, at: 4)
                try statement.run()
            case .removeExpired(let now):
                let statement = try database.prepare(
                    "DELETE FROM preflights WHERE browser = ?1 AND expiry_us <= ?2"
                )
                try statement.bind(browser, at: 1)
                try statement.bind(now, at: 2)
                try statement.run()
            }
        }
    }
}

/// Current pages and clock offsets, as rows.
enum StateTable {
    /// The value in the browser column for states that apply to all browsers.
    private static let everyBrowser = "*"

    static func value(
        of key: StateKey,
        browser: String?,
        in database: borrowing Database
    ) throws(SQLiteError) -> String? {
        let statement = try database.prepare(
            "SELECT value FROM state WHERE browser = ?1 AND key = ?2"
        )
        try statement.bind(browser ?? everyBrowser, at: 1)
        try statement.bind(key.rawValue, at: 2)
        return try statement.step() ? statement.columnText(0) : nil
    }

    static func apply(
        _ changes: [StateChange],
        in database: borrowing Database
    ) throws(SQLiteError) {
        for change in changes {
            let statement = try database.prepare(
                change.value == nil
                    ? "DELETE FROM state WHERE browser = ?1 AND key = ?2"
                    : """
                    INSERT INTO state (browser, key, value) VALUES (?1, ?2, ?3)
                    ON CONFLICT DO UPDATE SET value = excluded.value
                    """
            )
            try statement.bind(change.browser ?? everyBrowser, at: 1)
            try statement.bind(change.key.rawValue, at: 2)
            if let value = change.value { try statement.bind(value, at: 3) }
            try statement.run()
        }
    }

    static func removeAll(
        _ key: StateKey,
        in database: borrowing Database
    ) throws(SQLiteError) {
        let statement = try database.prepare("DELETE FROM state WHERE key = ?1")
        try statement.bind(key.rawValue, at: 1)
        try statement.run()
    }
}

/// The pages that made requests, as rows; only the latest of each browser are kept.
enum SeenPageTable {
    private static let limit = 100

    /// Returns the pages, latest first.
    static func pages(
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) -> [SeenPage] {
        let statement = try database.prepare(
            """
            SELECT page, last_seen_us FROM seen_pages WHERE browser = ?1
            ORDER BY last_seen_us DESC, page
            """
        )
        try statement.bind(browser, at: 1)
        var pages: [SeenPage] = []
        while try statement.step() {
            pages.append(
                SeenPage(page: statement.columnText(0), lastSeen: statement.columnMoment(1))
            )
        }
        return pages
    }

    static func add(
        _ pages: [SeenPage],
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) {
        guard !pages.isEmpty else { return }
        let statement = try database.prepare(
            """
            INSERT INTO seen_pages (browser, page, last_seen_us) VALUES (?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET last_seen_us = max(last_seen_us, excluded.last_seen_us)
            """
        )
        for page in pages {
            try statement.bind(browser, at: 1)
            try statement.bind(page.page, at: 2)
            try statement.bind(page.lastSeen, at: 3)
            try statement.run()
        }
        let prune = try database.prepare(
            """
            DELETE FROM seen_pages WHERE browser = ?1 AND page IN (
                SELECT page FROM seen_pages WHERE browser = ?1
                ORDER BY last_seen_us DESC, page LIMIT -1 OFFSET \(limit)
            )
            """
        )
        try prune.bind(browser, at: 1)
        try prune.run()
    }
}
