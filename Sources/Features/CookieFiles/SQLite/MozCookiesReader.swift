internal import Cookies
internal import Infra
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

    static func read(_ bytes: [UInt8], log: [UInt8]) throws(CookieFileError) -> CookieFile {
        let database = try openedImage(bytes, log: log)
        return try MozCookiesReader(database).cookies(in: database)
    }

    /// The file itself is never opened as a database: that would need a lock that a running browser
    /// does not give, and would write next to it.
    ///
    /// `log`: the file beside it that ends in -wal; empty where there is none.
    private static func openedImage(
        _ bytes: [UInt8],
        log: [UInt8]
    ) throws(CookieFileError) -> Database {
        guard bytes.starts(with: Database.magic), bytes.count >= 512 else { throw .notADatabase }
        var image = bytes
        WriteAheadLog(log)?.apply(to: &image, limit: CookieFile.byteLimit)
        guard image.count >= 512 else { throw .damagedDatabase("it is too short") }
        // The file's versions: 2 would ask for a log, which an image in memory cannot have.
        image[18] = 1
        image[19] = 1
        return try reading(try Database.inMemory(image))
    }

    private init(_ database: borrowing Database) throws(CookieFileError) {
        // A view could compute for ever, and a virtual table run code.
        let table = try Self.number(
            """
            SELECT 1 FROM sqlite_schema WHERE name = 'moz_cookies' AND type = 'table'
            AND sql NOT LIKE 'CREATE VIRTUAL%'
            """,
            in: database
        )
        guard table != nil else {
            let isEncrypted = try Self.number(
                "SELECT 1 FROM pragma_table_info('cookies') WHERE name = 'encrypted_value'",
                in: database
            )
            throw isEncrypted == nil ? .noCookieTable : .encryptedValues
        }
        version = try Self.number("PRAGMA user_version", in: database) ?? 0
        var columns: Set<String> = []
        let rows = try reading(
            try database.prepare("SELECT name FROM pragma_table_info('moz_cookies')")
        )
        while try reading(try rows.step()) { columns.insert(rows.columnBlob(0).utf8Decoded) }
        guard columns.isSuperset(of: ["name", "value", "host", "path", "expiry", "isSecure"])
        else { throw .noCookieTable }
        self.columns = columns
    }

    /// The number that `sql`'s only row has in its only column; `nil` where it has no row.
    private static func number(
        _ sql: String,
        in database: borrowing Database
    ) throws(CookieFileError) -> Int64? {
        let rows = try reading(try database.prepare(sql))
        return try reading(try rows.step()) ? rows.columnInt64(0) : nil
    }

    private func cookies(
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
        while try reading(try rows.step()) {
            try file.add(
                at: .row(rows.columnInt64(Int32(Column.allCases.count))),
                title: CookieTitle(
                    name: rows.columnBlob(Column.name.index).utf8Decoded,
                    domain: rows.columnBlob(Column.host.index).utf8Decoded
                )
            ) { () throws(CookieEntryRefusal) in
                try cookie(in: rows)
            }
        }
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
    ) throws(CookieEntryRefusal) -> SavedCookie {
        let host = row.columnBlob(Column.host.index).utf8Decoded
        let isHostOnly = !host.hasPrefix(".")
        let isSecure = row.columnInt64(Column.isSecure.index) != 0
        var cookie = SavedCookie(
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
    ) throws(CookieEntryRefusal) -> Cookie.SameSite {
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

/// What SQLite refuses is wrong with the file.
private func reading<Result: ~Copyable>(
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
