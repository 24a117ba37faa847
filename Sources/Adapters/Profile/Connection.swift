internal import BrowserCookies
internal import SQLite

/// What a store holds while it is in use: the open file, and the cookies as it read them.
struct Connection: ~Copyable {
    private let path: String
    private var database: Database?
    private var isWritable = false
    /// How failures are worded from now on.
    private var purpose = ProfileError.Purpose.reading
    /// Of the file's tables, as it was found; 0 where there are none yet.
    private var version: Int64 = 0
    private var known: [String: [Cookie.Identity: Cookie]] = [:]
    /// Read and not yet in `known`: most commands write few of the cookies that they read.
    private var unsorted: [String: [[Cookie]]] = [:]
    /// The browsers of which somebody wanted to know, or whose cookies were all read.
    var needsEarliestAccess: Set<String> = []

    init(path: String) {
        self.path = path
    }

    /// Whether there is a profile to read.
    mutating func openForReading(_ file: ProfileFile) throws(ProfileError) -> Bool {
        if database != nil { return true }
        guard try file.exists(for: .reading) else { return false }
        let opened = try sqlite { () throws(SQLiteError) in try Database.open(path) }
        version = try profileVersion(opened)
        guard version > 0 else { return false }
        database = consume opened
        return true
    }

    /// The version of its tables, or 0 if it is to become one; a database of anything else is an error.
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

    /// Runs what SQLite may refuse, and words that.
    private borrowing func sqlite<Result: ~Copyable>(
        _ body: () throws(SQLiteError) -> Result
    ) throws(ProfileError) -> Result {
        do throws(SQLiteError) {
            return try body()
        } catch {
            throw ProfileError(error, path: path, purpose: purpose)
        }
    }

    /// Creates what is missing.
    ///
    /// Of SQLite's journal modes the default, DELETE, is kept: at rest a profile is one file, reading
    /// it writes nothing, and it works on network file systems. To open, read a site, commit and
    /// close takes 0.19 ms with it and 0.31 ms in WAL mode, which has to make and remove two more
    /// files; WAL's readers beside a writer are no gain to commands that live for milliseconds.
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

    /// Leaves out fsync, as curl and Firefox do for their cookies.
    ///
    /// A killed process loses nothing, since what it wrote is the kernel's; a power failure may.
    /// With fsync every command would wait for the disk four times.
    ///
    /// https://www.sqlite.org/pragma.html#pragma_synchronous
    private static let disableFsync = "PRAGMA synchronous = OFF"

    /// `nil` where nothing is open.
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

    /// `nil` where nothing is open.
    @discardableResult
    borrowing func transaction<Result>(
        _ body: (borrowing Database) throws(SQLiteError) -> Result
    ) throws(ProfileError) -> Result? {
        try use { (database) throws(SQLiteError) in
            try database.transaction(.immediate, body)
        }
    }

    /// Of one site, or of all where `site` is `nil`.
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

    /// Each cookie as it was first read or last written.
    ///
    /// A jar reads a site once, so this is what it started from.
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
