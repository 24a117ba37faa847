internal import CSQLite

extension ProfileStore {
    /// The version of the SQLite that is linked: `3.40.1`.
    package static var sqliteVersion: String { String(cString: sqlite3_libversion()) }
}
