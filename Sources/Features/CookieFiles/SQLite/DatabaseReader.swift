/// Reads a browser's database of cookies, whichever browser's it is.
enum DatabaseReader {
    /// `log`: the file beside it that ends in -wal.
    static func read(_ bytes: [UInt8], log: [UInt8]) throws(CookieFileError) -> CookieFile {
        try DatabaseImage.read(bytes, log: log) { (database) throws(CookieFileError) in
            if let reader = try MozCookiesReader(database) {
                return try reader.cookies(in: database)
            }
            guard let reader = try PersistentStoreReader(database) else { throw .noCookieTable }
            return try reader.cookies(in: database)
        }
    }
}
