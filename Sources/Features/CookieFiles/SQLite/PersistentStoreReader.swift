internal import BrowserCookies
internal import BrowserInfra
internal import SQLite

/// Reads the table cookies of a Chrome profile's Cookies, in the versions of ten years.
///
/// Values stand in the clear, or encrypted by what the operating system gives for it
/// (``OSCryptValues``). Times are microseconds since 1601. Chrome keeps session cookies, too, for the
/// setting that continues where one left off; they have no end.
///
/// https://source.chromium.org/chromium/chromium/src/+/main:net/extras/sqlite/sqlite_persistent_cookie_store.cc
struct PersistentStoreReader {
    private let columns: [Column: String]
    private let values: OSCryptValues

    /// In the order in which they are selected.
    private enum Column: String, CaseIterable {
        case name, value, encrypted_value, host_key, top_frame_site_key, has_cross_site_ancestor
        case path, creation_utc, last_access_utc, expires_utc, has_expires, is_secure, is_httponly
        case samesite, priority

        var index: Int32 { Self.allCases.firstIndex(of: self).map { Int32($0) } ?? 0 }

        /// What versions before 10 called it.
        var oldName: String? {
            switch self {
            case .is_secure: "secure"
            case .is_httponly: "httponly"
            default: nil
            }
        }
    }

    /// `nil` where the database has no such table.
    init?(_ database: borrowing Database) throws(CookieFileError) {
        // A view could compute for ever, and a virtual table run code.
        let table = try database.number(
            """
            SELECT 1 FROM sqlite_schema WHERE name = 'cookies' AND type = 'table'
            AND sql NOT LIKE 'CREATE VIRTUAL%'
            """
        )
        guard table != nil else { return nil }
        var names: Set<String> = []
        let rows = try reading(
            try database.prepare("SELECT name FROM pragma_table_info('cookies')")
        )
        while try reading(try rows.step()) { names.insert(rows.columnBlob(0).utf8Decoded) }
        var columns: [Column: String] = [:]
        for column in Column.allCases {
            columns[column] = [column.rawValue, column.oldName ?? ""].first(where: names.contains)
        }
        let needed: [Column] = [.name, .value, .host_key, .path, .expires_utc, .is_secure]
        guard needed.allSatisfy({ columns[$0] != nil }) else { return nil }
        self.columns = columns
        let hasMeta = try database.number("SELECT 1 FROM pragma_table_info('meta')") != nil
        let version =
            hasMeta ? try database.number("SELECT value FROM meta WHERE key = 'version'") : nil
        values = OSCryptValues(version: version ?? 0)
    }

    func cookies(in database: borrowing Database) throws(CookieFileError) -> CookieFile {
        var file = CookieFile(format: .sqlite)
        // NULL for the columns of later versions.
        let selected = Column.allCases.map { columns[$0] ?? "NULL" }
        let rows = try reading(
            try database.prepare(
                "SELECT \(selected.joined(separator: ", ")), rowid FROM cookies ORDER BY creation_utc"
            )
        )
        let title = (name: Column.name.index, domain: Column.host_key.index)
        try file.add(rows, number: Int32(Column.allCases.count), title: title, as: cookie)
        // One sentence for a jar of which nothing can be read.
        if file.entries.isEmpty, let refusal = file.refused.first?.refusal,
            case .encrypted(let holder) = refusal,
            file.refused.allSatisfy({ $0.refusal == refusal })
        {
            throw .encryptedValues(holder)
        }
        return file
    }

    private func cookie(
        in row: borrowing Statement
    ) throws(CookieEntryError) -> ImportedCookie {
        let host = row.columnBlob(Column.host_key.index)
        let isHostOnly = host.bytes.first != UInt8(ascii: ".")
        let encrypted = row.columnBlob(Column.encrypted_value.index)
        var cookie = ImportedCookie(
            name: row.columnBlob(Column.name.index),
            value: encrypted.isEmpty
                ? row.columnBlob(Column.value.index) : try values.decrypted(encrypted, of: host),
            domain: String(host.utf8Decoded.dropFirst(isHostOnly ? 0 : 1)),
            isHostOnly: isHostOnly,
            path: row.columnBlob(Column.path.index),
            expiry: moment(in: row, .expires_utc),
            isSecure: row.columnInt64(Column.is_secure.index) != 0,
            isHTTPOnly: row.columnInt64(Column.is_httponly.index) != 0
        )
        cookie.sameSite = try sameSite(in: row)
        if !row.columnIsNull(Column.priority.index) {
            cookie.priority =
                switch row.columnInt64(Column.priority.index) {
                case 0: .low
                case 2: .high
                default: .medium
                }
        }
        let site = row.columnBlob(Column.top_frame_site_key.index).utf8Decoded
        if !site.isEmpty {
            cookie.partitionKey = Cookie.PartitionKey(
                topLevelSite: site,
                hasCrossSiteAncestor: row.columnInt64(Column.has_cross_site_ancestor.index) != 0
            )
            cookie.hasPartitionedAttribute = cookie.isSecure
        }
        cookie.creation = moment(in: row, .creation_utc)
        cookie.lastAccess = moment(in: row, .last_access_utc)
        return cookie
    }

    private static let from1601To1970: Int64 = 11_644_473_600_000_000

    /// `nil` for 0, which stands for none.
    private func moment(in row: borrowing Statement, _ column: Column) -> Moment? {
        let number = row.columnInt64(column.index)
        guard number > 0 else { return nil }
        return Moment(microsecondsSinceEpoch: number - Self.from1601To1970)
    }

    /// Before version 8 there was none.
    private func sameSite(
        in row: borrowing Statement
    ) throws(CookieEntryError) -> Cookie.SameSite {
        guard !row.columnIsNull(Column.samesite.index) else { return .unspecified }
        switch row.columnInt64(Column.samesite.index) {
        case -1: return .unspecified
        case 0: return .none
        case 1: return .lax
        case 2: return .strict
        case let number: throw .unknownSameSite(number)
        }
    }
}
