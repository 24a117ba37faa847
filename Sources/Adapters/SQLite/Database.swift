internal import CSQLite
internal import Glibc

/// Owns one SQLite connection.
///
/// Its methods have the names of the C library.
///
/// https://www.sqlite.org/c3ref/sqlite3.html
package struct Database: ~Copyable {
    let handle: OpaquePointer
    /// The remaining number of calls of the progress handler; see ``inMemory(_:)``.
    let budget: UnsafeMutablePointer<Int>?

    /// Opens an existing file; nothing is read before the first statement.
    ///
    /// A file without write permission is opened too, and fails when it is written.
    package static func open(_ path: String) throws(SQLiteError) -> Database {
        _ = allocatesPagesIndividually
        // READWRITE is needed for reading too: a reader must roll back what a killed process left
        // half-written. NOMUTEX, because our own lock protects every use.
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            let message = String(cString: sqlite3_errstr(code))
            sqlite3_close_v2(handle)
            throw SQLiteError(resultCode: code, message: message)
        }
        sqlite3_busy_handler(handle, waitForLock, nil)
        return Database(handle: handle, budget: nil)
    }

    init(handle: OpaquePointer, budget: UnsafeMutablePointer<Int>?) {
        self.handle = handle
        self.budget = budget
    }

    deinit {
        // v2, because it accepts statements that are still alive, whichever is destroyed first.
        sqlite3_close_v2(handle)
        budget?.deallocate()
    }

    /// Runs statements that return no rows.
    package func exec(_ sql: String) throws(SQLiteError) {
        try check(sqlite3_exec(handle, sql, nil, nil, nil))
    }

    package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v2(handle, sql, -1, &statement, nil))
        guard let statement else { throw SQLiteError(.other, "empty statement") }
        return Statement(handle: statement)
    }

    /// The number of rows that the last statement inserted, updated or deleted, not counting its
    /// triggers.
    package func changes() -> Int {
        Int(sqlite3_changes64(handle))
    }

    /// When a transaction acquires its lock.
    package enum TransactionMode: String {
        /// With the first statement, for reading: everything is read from one snapshot.
        case deferred = "BEGIN DEFERRED"
        /// Immediately, for writing: what is read cannot change before it is written.
        case immediate = "BEGIN IMMEDIATE"
    }

    /// Runs `body` in one transaction, which is rolled back on error.
    package func transaction<Result>(
        _ mode: TransactionMode,
        _ body: (borrowing Database) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try exec(mode.rawValue)
        do throws(SQLiteError) {
            let result = try body(self)
            try exec("COMMIT")
            return result
        } catch {
            // Some failures have already rolled it back; the error of this statement is then of no
            // interest.
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    /// Runs `body` inside a transaction; on error, only its own changes are rolled back.
    package func savepoint(
        _ body: (borrowing Database) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        try exec("SAVEPOINT part")
        do throws(SQLiteError) {
            try body(self)
            try exec("RELEASE part")
        } catch {
            // If the whole transaction was rolled back, this savepoint no longer exists.
            sqlite3_exec(handle, "ROLLBACK TO part; RELEASE part", nil, nil, nil)
            throw error
        }
    }

    func check(_ code: Int32) throws(SQLiteError) {
        guard code != SQLITE_OK else { return }
        throw SQLiteError(resultCode: code, message: String(cString: sqlite3_errmsg(handle)))
    }
}

/// Waits for another process's lock, up to 15,000 times: half a minute if each sleep lasts as long
/// as requested, and up to a minute if the machine is busy.
///
/// sqlite3_busy_timeout backs off to 100 ms, which lets newcomers overtake: with 16 processes
/// writing without pause, the slowest command took 2.7 s with it, and 0.2 s with short random
/// waits.
///
/// https://www.sqlite.org/c3ref/busy_handler.html
private func waitForLock(_: UnsafeMutableRawPointer?, attempt: Int32) -> Int32 {
    guard attempt < 15_000 else { return 0 }
    usleep(attempt < 3 ? 500 : .random(in: 1_000...3_000))
    return 1
}

/// By default, SQLite allocates twenty pages at once, which is more than a command reads, and each
/// is a page fault.
private let allocatesPagesIndividually = crumb_sqlite3_allocate_pages_one_by_one() == SQLITE_OK
