package import BrowserInfra
internal import CSQLite

/// Owns one prepared statement.
///
/// Parameters are numbered from 1 and columns from 0, as in the C library.
///
/// https://www.sqlite.org/c3ref/stmt.html
package struct Statement: ~Copyable {
    private let handle: OpaquePointer

    init(handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Advances to the next row, and returns whether there is one.
    package func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code)
        }
    }

    /// Runs a statement that returns no rows, and resets it for the next parameters.
    package func run() throws(SQLiteError) {
        while try step() {}
        sqlite3_reset(handle)
    }

    /// Resets the statement so that it can run again; parameters keep their values.
    package func reset() {
        // The result is the error of the last step, which step() has already thrown.
        sqlite3_reset(handle)
    }

    package func bind(_ number: Int64, at index: Int32) throws(SQLiteError) {
        try check(sqlite3_bind_int64(handle, index, number))
    }

    package func bind(_ flag: Bool, at index: Int32) throws(SQLiteError) {
        try bind(flag ? 1 : 0 as Int64, at: index)
    }

    package func bind(_ moment: Moment, at index: Int32) throws(SQLiteError) {
        try bind(moment.microsecondsSinceEpoch, at: index)
    }

    package func bind(_ text: String, at index: Int32) throws(SQLiteError) {
        var text = text
        let code = text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else {
                    // A null pointer would bind NULL.
                    return crumb_sqlite3_bind_text(handle, index, "", 0)
                }
                return crumb_sqlite3_bind_text(handle, index, start, UInt64(characters.count))
            }
        }
        try check(code)
    }

    package func bind(_ blob: ByteString, at index: Int32) throws(SQLiteError) {
        guard !blob.isEmpty else {
            // An empty buffer may have a null address, which would bind NULL.
            try check(sqlite3_bind_zeroblob(handle, index, 0))
            return
        }
        let code = blob.bytes.withUnsafeBytes { bytes in
            crumb_sqlite3_bind_blob(handle, index, bytes.baseAddress, UInt64(bytes.count))
        }
        try check(code)
    }

    package func bindNull(at index: Int32) throws(SQLiteError) {
        try check(sqlite3_bind_null(handle, index))
    }

    package func columnIsNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    package func columnInt64(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    package func columnBool(_ column: Int32) -> Bool {
        columnInt64(column) != 0
    }

    package func columnMoment(_ column: Int32) -> Moment {
        Moment(microsecondsSinceEpoch: columnInt64(column))
    }

    package func columnText(_ column: Int32) -> String {
        // The text before its length: reading the text may convert it.
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    package func columnBlob(_ column: Int32) -> ByteString {
        guard let start = sqlite3_column_blob(handle, column) else { return ByteString() }
        let count = Int(sqlite3_column_bytes(handle, column))
        return ByteString(Array(UnsafeRawBufferPointer(start: start, count: count)))
    }

    private func check(_ code: Int32) throws(SQLiteError) {
        guard code == SQLITE_OK else { throw failure(code) }
    }

    private func failure(_ code: Int32) -> SQLiteError {
        SQLiteError(
            resultCode: code,
            message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
        )
    }
}
