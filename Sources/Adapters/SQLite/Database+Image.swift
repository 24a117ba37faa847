internal import CSQLite

/// A database of another program, loaded into memory.
///
/// It is not trusted: its schema may not call functions, and the size of values and the work of
/// statements are limited.
extension Database {
    /// The bytes at the beginning of an SQLite file.
    package static let magic = Array("SQLite format 3\0".utf8)

    /// Opens the bytes of a database file that has no write-ahead log.
    package static func inMemory(_ image: [UInt8]) throws(SQLiteError) -> Database {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
        let code = sqlite3_open_v2(":memory:", &opened, flags, nil)
        guard code == SQLITE_OK, let handle = opened else {
            sqlite3_close_v2(opened)
            throw SQLiteError(resultCode: code, message: String(cString: sqlite3_errstr(code)))
        }
        let budget = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        budget.initialize(to: Self.budget)
        let database = Database(handle: handle, budget: budget)
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 1 << 20)
        let size = Int64(image.count)
        guard let copy = sqlite3_malloc64(UInt64(size))?.assumingMemoryBound(to: UInt8.self) else {
            throw SQLiteError(.other, "out of memory")
        }
        copy.initialize(from: image, count: image.count)
        // `sqlite3_deserialize` frees the copy, even if it fails.
        try database.check(
            sqlite3_deserialize(
                handle,
                "main",
                copy,
                size,
                size,
                UInt32(SQLITE_DESERIALIZE_READONLY | SQLITE_DESERIALIZE_FREEONCLOSE)
            )
        )
        sqlite3_progress_handler(handle, Self.instructionsPerCall, countDown, budget)
        let settings = try database.prepare("PRAGMA trusted_schema = OFF")
        while try settings.step() {}
        return database
    }

    private static let instructionsPerCall: Int32 = 10_000
    /// The maximum number of calls of the progress handler: some seconds, a thousand times as much
    /// as a large jar takes.
    private static let budget = 20_000
}

private func countDown(_ budget: UnsafeMutableRawPointer?) -> Int32 {
    guard let budget = budget?.assumingMemoryBound(to: Int.self) else { return 1 }
    budget.pointee -= 1
    return budget.pointee < 0 ? 1 : 0
}
