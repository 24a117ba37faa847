internal import SQLite

/// Reads a browser's database of cookies, whichever browser's it is.
enum DatabaseReader {
    /// `log`: the file beside it that ends in -wal.
    static func read(_ bytes: [UInt8], log: [UInt8]) throws(CookieFileError) -> CookieFile {
        let database = try openedImage(bytes, log: log)
        if let reader = try MozCookiesReader(database) {
            return try reader.cookies(in: database)
        }
        guard let reader = try PersistentStoreReader(database) else { throw .noCookieTable }
        return try reader.cookies(in: database)
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
}
