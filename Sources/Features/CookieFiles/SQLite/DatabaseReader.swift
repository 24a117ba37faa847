internal import SQLite

/// Reads the cookie database of any supported browser.
enum DatabaseReader {
    /// Reads the database.
    ///
    /// `log`: the contents of the file beside it whose name ends in -wal.
    static func read(_ bytes: [UInt8], log: [UInt8]) throws(CookieFileError) -> CookieFile {
        let database = try openedImage(bytes, log: log)
        if let reader = try MozCookiesReader(database) {
            return try reader.cookies(in: database)
        }
        guard let reader = try PersistentStoreReader(database) else { throw .noCookieTable }
        return try reader.cookies(in: database)
    }

    /// Opens a copy in memory. The file itself is never opened as a database: that would require a
    /// lock that a running browser does not release, and would write next to the file.
    ///
    /// `log`: the contents of the file beside it whose name ends in -wal; empty when there is none.
    private static func openedImage(
        _ bytes: [UInt8],
        log: [UInt8]
    ) throws(CookieFileError) -> Database {
        guard bytes.starts(with: Database.magic), bytes.count >= 512 else { throw .notADatabase }
        var image = bytes
        WriteAheadLog(log)?.apply(to: &image, limit: CookieFile.byteLimit)
        guard image.count >= 512 else { throw .damagedDatabase("it is too short") }
        // The file format versions: 2 would require a log, which an image in memory cannot have.
        image[18] = 1
        image[19] = 1
        return try reading(try Database.inMemory(image))
    }
}
