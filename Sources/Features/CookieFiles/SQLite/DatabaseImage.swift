internal import CSQLite
internal import Infra

/// A SQLite database of another program, in memory.
///
/// The file itself is never opened as a database: that would need a lock that a running browser does
/// not give, and would write next to it. Neither is it trusted: its schema may call nothing, and
/// there is a bound on how much a statement computes.
struct DatabaseImage: ~Copyable {
    private let handle: OpaquePointer

    static let magic = Array("SQLite format 3\0".utf8)

    /// `log`: the file beside it that ends in -wal; empty where there is none.
    static func read<Result>(
        _ bytes: [UInt8],
        log: [UInt8],
        _ body: (borrowing DatabaseImage) throws(CookieFileError) -> Result
    ) throws(CookieFileError) -> Result {
        guard bytes.starts(with: magic), bytes.count >= 512 else { throw .notADatabase }
        var image = bytes
        WriteAheadLog(log)?.apply(to: &image, limit: CookieFile.byteLimit)
        guard image.count >= 512 else { throw .damagedDatabase("it is too short") }
        // The file's versions: 2 would ask for a log, which an image in memory cannot have.
        image[18] = 1
        image[19] = 1
        let handle = try open()
        // It owns the connection, which ends before the image does.
        return try image.withUnsafeMutableBufferPointer {
            (buffer) throws(CookieFileError) -> Result in
            let database = DatabaseImage(handle: handle)
            let size = Int64(buffer.count)
            let code = sqlite3_deserialize(
                handle,
                "main",
                buffer.baseAddress,
                size,
                size,
                UInt32(SQLITE_DESERIALIZE_READONLY)
            )
            guard code == SQLITE_OK else { throw database.failure(code) }
            var budget = Self.budget
            return try withUnsafeMutablePointer(to: &budget) {
                (budget) throws(CookieFileError) -> Result in
                sqlite3_progress_handler(handle, Self.instructionsPerCall, countDown, budget)
                defer { sqlite3_progress_handler(handle, 0, nil, nil) }
                let settings = try database.prepare("PRAGMA trusted_schema = OFF")
                while try settings.step() {}
                return try body(database)
            }
        }
    }

    private static let instructionsPerCall: Int32 = 10_000
    /// So many calls: some seconds, which is a thousand times of what a large jar takes.
    private static let budget = 20_000

    private init(handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    private static func open() throws(CookieFileError) -> OpaquePointer {
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
        let code = sqlite3_open_v2(":memory:", &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw .damagedDatabase(String(cString: sqlite3_errstr(code)))
        }
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 1 << 20)
        return handle
    }

    func prepare(_ sql: String) throws(CookieFileError) -> Rows {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw failure(code) }
        return Rows(handle: statement, database: handle)
    }

    /// The number that `sql`'s only row has in its only column; `nil` where it has no row.
    func number(_ sql: String) throws(CookieFileError) -> Int64? {
        let rows = try prepare(sql)
        return try rows.step() ? rows.number(0) : nil
    }

    private func failure(_ code: Int32) -> CookieFileError {
        CookieFileError(resultCode: code, in: handle)
    }

    /// The rows of one statement; columns count from 0.
    struct Rows: ~Copyable {
        private let handle: OpaquePointer
        private let database: OpaquePointer

        fileprivate init(handle: OpaquePointer, database: OpaquePointer) {
            self.handle = handle
            self.database = database
        }

        deinit {
            sqlite3_finalize(handle)
        }

        /// Whether there is a row to read.
        func step() throws(CookieFileError) -> Bool {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: return true
            case SQLITE_DONE: return false
            case let code: throw CookieFileError(resultCode: code, in: database)
            }
        }

        func number(_ column: Int32) -> Int64 {
            sqlite3_column_int64(handle, column)
        }

        func isNull(_ column: Int32) -> Bool {
            sqlite3_column_type(handle, column) == SQLITE_NULL
        }

        func bytes(_ column: Int32) -> ByteString {
            guard let start = sqlite3_column_blob(handle, column) else { return ByteString() }
            let count = Int(sqlite3_column_bytes(handle, column))
            return ByteString(Array(UnsafeRawBufferPointer(start: start, count: count)))
        }

        func text(_ column: Int32) -> String {
            bytes(column).utf8Decoded
        }
    }
}

extension CookieFileError {
    fileprivate init(resultCode: Int32, in database: OpaquePointer) {
        switch resultCode & 0xFF {
        case SQLITE_NOTADB: self = .notADatabase
        case SQLITE_INTERRUPT: self = .tooMuchWork
        default: self = .damagedDatabase(String(cString: sqlite3_errmsg(database)))
        }
    }
}

private func countDown(_ budget: UnsafeMutableRawPointer?) -> Int32 {
    guard let budget = budget?.assumingMemoryBound(to: Int.self) else { return 1 }
    budget.pointee -= 1
    return budget.pointee < 0 ? 1 : 0
}
