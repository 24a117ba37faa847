internal import BrowserCookies
internal import BrowserInfra
internal import SQLite

extension Database {
    /// The number that `sql`'s only row has in its only column; `nil` where it has no row.
    func number(_ sql: String) throws(CookieFileError) -> Int64? {
        let rows = try reading(try prepare(sql))
        return try reading(try rows.step()) ? rows.columnInt64(0) : nil
    }
}

/// What SQLite refuses is wrong with the file.
func reading<Result: ~Copyable>(
    _ body: @autoclosure () throws(SQLiteError) -> Result
) throws(CookieFileError) -> Result {
    do throws(SQLiteError) {
        return try body()
    } catch {
        switch error.kind {
        case .notADatabase: throw .notADatabase
        case .interrupted: throw .tooMuchWork
        case .corrupt, .busy, .full, .readOnly, .other: throw .damagedDatabase(error.message)
        }
    }
}

extension CookieFile {
    /// Adds each row as the cookie that `cookie` reads in it, or with what is wrong with it.
    ///
    /// `number`, `title`: the columns with the row's number, and with what names it to people.
    mutating func add(
        _ rows: borrowing Statement,
        number: Int32,
        title: (name: Int32, domain: Int32),
        as cookie: (borrowing Statement) throws(CookieEntryError) -> ImportedCookie
    ) throws(CookieFileError) {
        while try reading(try rows.step()) {
            try add(
                at: .row(rows.columnInt64(number)),
                title: CookieLabel(
                    name: rows.columnBlob(title.name).utf8Decoded,
                    domain: rows.columnBlob(title.domain).utf8Decoded
                )
            ) { () throws(CookieEntryError) in
                try cookie(rows)
            }
        }
    }
}
