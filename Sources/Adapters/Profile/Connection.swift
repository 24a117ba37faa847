internal import BrowserCookies
internal import SQLite

/// The state of a profile in use: the open file, and the cookies as they were read from it.
struct Connection: ~Copyable {
    private let path: String
    private var database: Database?
    private var isWritable = false
    /// The operation for which failures are worded.
    private var purpose = ProfileError.Purpose.reading
    /// The version of the file's tables when it was opened; 0 if it has none yet.
    private var version: Int64 = 0
    private var known: [String: [Cookie.Identity: Cookie]] = [:]
    /// The cookies that were read and are not in `known` yet: most commands write few of the
    /// cookies that they read.
    private var unsorted: [String: [[Cookie]]] = [:]
    /// The browsers whose earliest access was requested, or whose cookies were all read.
    var needsEarliestAccess: Set<String> = []

    init(path: String) {
        self.path = path
    }

    /// Opens the profile, and returns whether there is one.
    mutating func openForReading(_ file: ProfileFile) throws(ProfileError) -> Bool {
        if database != nil { return true }
        guard try file.exists(for: .reading) else { return false }
        let opened = try sqlite { () throws(SQLiteError) in try Database.open(path) }
        version = try profileVersion(opened)
        guard version > 0 else { return false }
        database = consume opened
        return true
    }

    /// Returns the version of the tables, or 0 if the file is empty; a database with any other
    /// contents is an error.
    private borrowing func profileVersion(
        _ opened: borrowing Database
    ) throws(ProfileError) -> Int64 {
        let content = try sqlite { () throws(SQLiteError) in
            try opened.transaction(.deferred, Schema.content)
        }
        switch content {
        case .nothing: return 0
        case .profile(let version): return version
        case .foreign: throw .foreignDatabase(path: path)
        case .newerProfile(let version):
            throw .newerSchema(
                path: path,
                found: Int(version),
                supported: Int(Schema.version)
            )
        }
    }

    /// Runs an operation of SQLite, and turns its error into a profile error.
    private borrowing func sqlite<Result: ~Copyable>(
        _ body: () throws(SQLiteError) -> Result
    ) throws(ProfileError) -> Result {
        do throws(SQLiteError) {
            return try body()
        } catch {
            throw ProfileError(error, path: path, purpose: purpose)
        }
    }

    /// Opens the profile for writing, and creates what is missing.
    ///
    /// SQLite's default journal mode, DELETE, is kept: at rest, a profile is one file, reading it
    /// writes nothing, and it works on network file systems. Opening it, reading a site, committing
    /// and closing takes 0.19 ms, and 0.31 ms in WAL mode, which must create and remove two more
    /// files; WAL's support for readers beside a writer does not help commands that run for
    /// milliseconds.
    mutating func openForWriting(_ file: ProfileFile) throws(ProfileError) {
        if isWritable { return }
        purpose = .writing
        if database == nil {
            _ = try file.exists(for: .writing)
            try file.create()
            let opened = try sqlite { () throws(SQLiteError) in try Database.open(path) }
            let found = try profileVersion(opened)
            try sqlite { () throws(SQLiteError) in
                try opened.exec(Self.disableFsync)
                if found == 0 { try Schema.create(in: opened) }
            }
            version = found == 0 ? Schema.version : found
            database = consume opened
        }
        try file.narrow()
        let isOld = version < Schema.version
        try use { (database) throws(SQLiteError) in
            try database.exec(Self.disableFsync)
            if isOld { try Schema.migrate(database) }
        }
        version = Schema.version
        isWritable = true
    }

    /// Omits fsync, as curl and Firefox do for their cookies.
    ///
    /// A killed process loses nothing, since the kernel has what it wrote; a power failure may lose
    /// data. With fsync, every command would wait for the disk four times.
    ///
    /// https://www.sqlite.org/pragma.html#pragma_synchronous
    private static let disableFsync = "PRAGMA synchronous = OFF"

    /// `nil` if nothing is open.
    @discardableResult
    borrowing func use<Result>(
        _ body: (borrowing Database) throws(SQLiteError) -> Result
    ) throws(ProfileError) -> Result? {
        switch database {
        case .some(let database):
            try sqlite { () throws(SQLiteError) in try body(database) }
        case .none: nil
        }
    }

    /// `nil` if nothing is open.
    @discardableResult
    borrowing func transaction<Result>(
        _ body: (borrowing Database) throws(SQLiteError) -> Result
    ) throws(ProfileError) -> Result? {
        try use { (database) throws(SQLiteError) in
            try database.transaction(.immediate, body)
        }
    }

    /// Reads the cookies of one site, or of all if `site` is `nil`.
    mutating func readCookies(
        of browser: String,
        site: String?
    ) throws(ProfileError) -> [Cookie] {
        let cookies = try use { (database) throws(SQLiteError) in
            try CookieTable.cookies(of: browser, site: site, in: database)
        }
        guard let cookies, !cookies.isEmpty else { return [] }
        if site == nil { needsEarliestAccess.insert(browser) }
        unsorted[browser, default: []].append(cookies)
        return cookies
    }

    /// Returns each cookie as it was first read or last written.
    ///
    /// A jar reads a site only once, so these are the cookies that it started from.
    mutating func knownCookies(of browser: String) -> [Cookie.Identity: Cookie] {
        for cookie in (unsorted.removeValue(forKey: browser) ?? []).joined()
        where known[browser]?[cookie.identity] == nil {
            known[browser, default: [:]][cookie.identity] = cookie
        }
        return known[browser] ?? [:]
    }

    mutating func setKnownCookies(_ cookies: [Cookie.Identity: Cookie], of browser: String) {
        known[browser] = cookies
    }
}
