internal import BrowserCookies
internal import BrowserInfra
internal import SQLite

/// Reads the table moz_cookies of a profile's cookies.sqlite, in the versions of ten years.
///
/// Which columns there are and what they mean is by Gecko's CookiePersistentStorage, whose
/// migrations say how one version becomes the next: 9 added sameSite, 10 rawSameSite, 13
/// isPartitionedAttributeSet; 15 dropped rawSameSite for a value of sameSite; 16 made the expiry
/// milliseconds. Firefox 153 writes version 17.
///
/// https://searchfox.org/mozilla-central/source/netwerk/cookie/CookiePersistentStorage.cpp
struct MozCookiesReader {
    private let version: Int64
    private let columns: Set<String>

    /// `nil` where the database has no such table.
    init?(_ database: borrowing Database) throws(CookieFileError) {
        // A view could compute for ever, and a virtual table run code.
        let table = try database.number(
            """
            SELECT 1 FROM sqlite_schema WHERE name = 'moz_cookies' AND type = 'table'
            AND sql NOT LIKE 'CREATE VIRTUAL%'
            """
        )
        guard table != nil else { return nil }
        version = try database.number("PRAGMA user_version") ?? 0
        var columns: Set<String> = []
        let rows = try reading(
            try database.prepare("SELECT name FROM pragma_table_info('moz_cookies')")
        )
        while try reading(try rows.step()) { columns.insert(rows.columnBlob(0).utf8Decoded) }
        guard columns.isSuperset(of: ["name", "value", "host", "path", "expiry", "isSecure"])
        else { return nil }
        self.columns = columns
    }

    func cookies(
        in database: borrowing Database
    ) throws(CookieFileError) -> CookieFile {
        var file = CookieFile(format: .sqlite)
        // NULL for the columns of later versions.
        let selected = Column.allCases.map { columns.contains($0.rawValue) ? $0.rawValue : "NULL" }
        let rows = try reading(
            try database.prepare(
                "SELECT \(selected.joined(separator: ", ")), rowid FROM moz_cookies"
            )
        )
        let title = (name: Column.name.index, domain: Column.host.index)
        try file.add(rows, number: Int32(Column.allCases.count), title: title, as: cookie)
        return file
    }

    /// In the order in which they are selected.
    private enum Column: String, CaseIterable {
        case name, value, host, path, expiry, isSecure, isHttpOnly, sameSite, rawSameSite
        case originAttributes, isPartitionedAttributeSet, creationTime, lastAccessed

        var index: Int32 { Self.allCases.firstIndex(of: self).map { Int32($0) } ?? 0 }
    }

    private func cookie(
        in row: borrowing Statement
    ) throws(CookieEntryError) -> ImportedCookie {
        let host = row.columnBlob(Column.host.index).utf8Decoded
        let isHostOnly = !host.hasPrefix(".")
        let isSecure = row.columnInt64(Column.isSecure.index) != 0
        var cookie = ImportedCookie(
            name: row.columnBlob(Column.name.index),
            value: row.columnBlob(Column.value.index),
            domain: String(host.dropFirst(isHostOnly ? 0 : 1)),
            isHostOnly: isHostOnly,
            path: row.columnBlob(Column.path.index),
            expiry: expiry(row.columnInt64(Column.expiry.index)),
            isSecure: isSecure,
            isHTTPOnly: row.columnInt64(Column.isHttpOnly.index) != 0
        )
        cookie.sameSite = try sameSite(in: row, isSecure: isSecure)
        let attributes = try OriginAttributes(
            suffix: row.columnBlob(Column.originAttributes.index).utf8Decoded
        )
        cookie.partitionKey = attributes.partitionKey
        cookie.hasPartitionedAttribute =
            attributes.partitionKey != nil
            && row.columnInt64(Column.isPartitionedAttributeSet.index) != 0
        cookie.creation = moment(in: row, .creationTime)
        cookie.lastAccess = moment(in: row, .lastAccessed)
        return cookie
    }

    private func moment(in row: borrowing Statement, _ column: Column) -> Moment? {
        let microseconds = row.columnInt64(column.index)
        return microseconds > 0 ? Moment(microsecondsSinceEpoch: microseconds) : nil
    }

    private func expiry(_ number: Int64) -> Moment {
        // A copy of the table may have lost the version: in seconds it would be the year 5138.
        let isMilliseconds = version == 0 ? number > 100_000_000_000 : version >= 16
        guard isMilliseconds else { return Moment(secondsSinceEpoch: number) }
        let (microseconds, overflow) = number.multipliedReportingOverflow(by: 1000)
        return overflow
            ? (number < 0 ? .distantPast : .distantFuture)
            : Moment(microsecondsSinceEpoch: microseconds)
    }

    private func sameSite(
        in row: borrowing Statement,
        isSecure: Bool
    ) throws(CookieEntryError) -> Cookie.SameSite {
        guard !row.columnIsNull(Column.sameSite.index) else { return .unspecified }
        let number = row.columnInt64(Column.sameSite.index)
        let isLaxByDefault =
            number == 1 && !row.columnIsNull(Column.rawSameSite.index)
            && row.columnInt64(Column.rawSameSite.index) == 0
        if isLaxByDefault { return .unspecified }
        switch number {
        // Before version 15, no SameSite was stored like None. Without Secure it cannot be that.
        case 0: return isSecure ? .none : .unspecified
        case 1: return .lax
        case 2: return .strict
        case 256: return .unspecified
        default: throw .unknownSameSite(number)
        }
    }
}
