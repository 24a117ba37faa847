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
