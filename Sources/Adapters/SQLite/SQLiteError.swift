internal import CSQLite

/// An error that SQLite returned.
///
/// https://www.sqlite.org/rescode.html
package struct SQLiteError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case notADatabase
        case corrupt
        /// Another process held the lock for longer than a command waits.
        case busy
        /// There is no space left on the device.
        case full
        case readOnly
        /// The statement exceeded its limit of computation.
        case interrupted
        case other
    }

    package var kind: Kind
    /// SQLite's own message.
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    init(resultCode: Int32, message: String) {
        self.message = message
        switch resultCode & 0xFF {  // the primary code of an extended one
        case SQLITE_NOTADB: kind = .notADatabase
        case SQLITE_CORRUPT: kind = .corrupt
        case SQLITE_BUSY, SQLITE_LOCKED: kind = .busy
        case SQLITE_FULL: kind = .full
        case SQLITE_READONLY: kind = .readOnly
        case SQLITE_INTERRUPT: kind = .interrupted
        default: kind = .other
        }
    }
}

/// The version of the SQLite that is linked: `3.40.1`.
package var sqliteVersion: String { String(cString: sqlite3_libversion()) }
