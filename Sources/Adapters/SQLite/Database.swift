internal import CSQLite
internal import Glibc

/// Owns one SQLite connection.
///
/// Its methods keep the names of the C library.
///
/// https://www.sqlite.org/c3ref/sqlite3.html
package struct Database: ~Copyable {
    let handle: OpaquePointer
    /// How many more calls of the progress handler there may be; see ``inMemory(_:)``.
    let budget: UnsafeMutablePointer<Int>?

    /// Opens a file that exists; nothing is read before the first statement.
    ///
    /// A file without write permission is opened all the same, and refuses when it is written.
    package static func open(_ path: String) throws(SQLiteError) -> Database {
        _ = allocatesPagesIndividually
        // Reading asks for READWRITE as well: the next reader has to roll back what a killed
        // process left half written. NOMUTEX because a lock of ours is around every use.
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
        // v2 because it takes statements that are still alive, whichever is destroyed first.
        sqlite3_close_v2(handle)
        budget?.deallocate()
    }

    /// Runs statements that return nothing.
    package func exec(_ sql: String) throws(SQLiteError) {
        try check(sqlite3_exec(handle, sql, nil, nil, nil))
    }

    package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v2(handle, sql, -1, &statement, nil))
        guard let statement else { throw SQLiteError(.other, "empty statement") }
        return Statement(handle: statement)
    }

    /// Rows inserted, updated or deleted by the last statement, without those of its triggers.
    package func changes() -> Int {
        Int(sqlite3_changes64(handle))
    }

    /// When a transaction takes its lock.
    package enum TransactionMode: String {
        /// With the first statement, for reading: all that is read is of one moment.
        case deferred = "BEGIN DEFERRED"
        /// At once, for writing: what is read cannot change before it is written.
        case immediate = "BEGIN IMMEDIATE"
    }

    /// Runs `body` in one transaction; an error undoes all of it.
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
            // Some failures have rolled back already; then this one says so, to nobody's interest.
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    /// Runs `body` inside a transaction; an error undoes what it did, and nothing else.
    package func savepoint(
        _ body: (borrowing Database) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        try exec("SAVEPOINT part")
        do throws(SQLiteError) {
            try body(self)
            try exec("RELEASE part")
        } catch {
            // Where the whole transaction was undone, there is no such savepoint any more.
            sqlite3_exec(handle, "ROLLBACK TO part; RELEASE part", nil, nil, nil)
            throw error
        }
    }

    func check(_ code: Int32) throws(SQLiteError) {
        guard code != SQLITE_OK else { return }
        throw SQLiteError(resultCode: code, message: String(cString: sqlite3_errmsg(handle)))
    }
}

/// Waits for another process's lock: 15,000 times, which is half a minute where a sleep lasts as long as
/// it is told to, and up to a minute where the machine is busy.
///
/// sqlite3_busy_timeout backs off to 100 ms, which lets newcomers overtake: with 16 processes that
/// write without pause the unluckiest command took 2.7 s with it, and 0.2 s with short random waits.
///
/// https://www.sqlite.org/c3ref/busy_handler.html
private func waitForLock(_: UnsafeMutableRawPointer?, attempt: Int32) -> Int32 {
    guard attempt < 15_000 else { return 0 }
    usleep(attempt < 3 ? 500 : .random(in: 1_000...3_000))
    return 1
}

/// Twenty pages at once, as SQLite does it by itself, are more than a command reads, and each is a
/// page fault.
private let allocatesPagesIndividually = crumb_sqlite3_allocate_pages_one_by_one() == SQLITE_OK
