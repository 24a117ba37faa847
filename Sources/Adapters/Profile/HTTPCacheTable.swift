internal import BrowserInfra
internal import SQLite

/// A change to the HTTP cache: the new responses of one URL in one partition.
struct CachedResponsesChange: Hashable, Sendable {
    var partition: String
    var url: String
    /// The encoded responses; if empty, the URL is cleared.
    var responses: [ByteString]
    var stored: Moment

}

/// The HTTP cache of one browser, as rows; its size is limited.
enum HTTPCacheTable {
    /// The maximum size for all browsers together, in bytes.
    static let capacity: Int64 = 8 << 20

    static func responses(
        of browser: String,
        partition: String,
        url: String,
        in database: borrowing Database
    ) throws(SQLiteError) -> [ByteString] {
        let statement = try database.prepare(
            """
            SELECT response FROM http_cache
            WHERE browser = ?1 AND partition = ?2 AND url = ?3 ORDER BY rowid
            """
        )
        try statement.bind(browser, at: 1)
        try statement.bind(partition, at: 2)
        try statement.bind(url, at: 3)
        var responses: [ByteString] = []
        while try statement.step() { responses.append(statement.columnBlob(0)) }
        return responses
    }

    static func apply(
        _ changes: [CachedResponsesChange],
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) {
        for change in changes {
            let delete = try database.prepare(
                "DELETE FROM http_cache WHERE browser = ?1 AND partition = ?2 AND url = ?3"
            )
            try delete.bind(browser, at: 1)
            try delete.bind(change.partition, at: 2)
            try delete.bind(change.url, at: 3)
            try delete.run()
            for response in change.responses {
                let insert = try database.prepare(
                    "INSERT INTO http_cache VALUES (?1, ?2, ?3, ?4, ?5)"
                )
                try insert.bind(browser, at: 1)
                try insert.bind(change.partition, at: 2)
                try insert.bind(change.url, at: 3)
                try insert.bind(response, at: 4)
                try insert.bind(change.stored, at: 5)
                try insert.run()
            }
        }
        guard changes.contains(where: { !$0.responses.isEmpty }) else { return }
        try shrink(in: database)
    }

    /// Removes the oldest responses until the limit is met.
    private static func shrink(in database: borrowing Database) throws(SQLiteError) {
        let statement = try database.prepare(
            """
            DELETE FROM http_cache WHERE rowid IN (
                SELECT rowid FROM (
                    SELECT rowid, sum(length(response)) OVER (
                        ORDER BY stored_us DESC, rowid DESC) AS total
                    FROM http_cache
                ) WHERE total > ?1
            )
            """
        )
        try statement.bind(capacity, at: 1)
        try statement.run()
    }
}
