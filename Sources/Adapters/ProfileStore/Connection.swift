internal import Cookies

/// What a store holds while it is in use: the open file, and the cookies as it read them.
struct Connection: ~Copyable {
    private var database: Database?
    private var isWritable = false
    /// Of the file's tables, as it was found.
    private var version: Int64 = 0
    private var known: [String: [Cookie.Identity: Cookie]] = [:]
    /// Read and not yet in `known`: most commands write few of the cookies that they read.
    private var unsorted: [String: [[Cookie]]] = [:]
    /// The browsers of which somebody wanted to know, or whose cookies were all read.
    var asksForEarliestAccess: Set<String> = []

    /// Whether there is a profile to read.
    mutating func openForReading(_ file: ProfileFile) throws(ProfileError) -> Bool {
        if database != nil { return true }
        guard try file.exists(for: .reading) else { return false }
        let opened = try Database.open(file.path, for: .reading)
        let content = try opened.transaction(.deferred, Schema.content)
        guard case .profile(let found) = content else { return false }
        version = found
        database = consume opened
        return true
    }

    /// Creates what is missing.
    ///
    /// Of SQLite's journal modes the default, DELETE, is kept: at rest a profile is one file, reading
    /// it writes nothing, and it works on network file systems. To open, read a site, commit and
    /// close takes 0.19 ms with it and 0.31 ms in WAL mode, which has to make and remove two more
    /// files; WAL's readers beside a writer are no gain to commands that live for milliseconds.
    mutating func openForWriting(_ file: ProfileFile) throws(ProfileError) {
        if isWritable { return }
        if database == nil {
            _ = try file.exists(for: .writing)
            try file.create()
            let opened = try Database.open(file.path, for: .writing)
            let content = try opened.transaction(.deferred, Schema.content)
            try opened.exec(Self.withoutWaitingForTheDisk)
            switch content {
            case .nothing:
                try Schema.create(in: opened)
                version = Schema.version
            case .profile(let found): version = found
            }
            database = consume opened
        }
        try file.narrow()
        database?.purpose = .writing
        try database?.exec(Self.withoutWaitingForTheDisk)
        if version < Schema.version {
            try use { (database) throws(ProfileError) in try Schema.migrate(database) }
            version = Schema.version
        }
        isWritable = true
    }

    /// Leaves out fsync, as curl and Firefox do for their cookies.
    ///
    /// A killed process loses nothing, since what it wrote is the kernel's; a power failure may.
    /// With fsync every command would wait for the disk four times.
    ///
    /// https://www.sqlite.org/pragma.html#pragma_synchronous
    private static let withoutWaitingForTheDisk = "PRAGMA synchronous = OFF"

    /// `nil` where nothing is open.
    borrowing func use<Result>(
        _ body: (borrowing Database) throws(ProfileError) -> Result
    ) throws(ProfileError) -> Result? {
        switch database {
        case .some(let database): try body(database)
        case .none: nil
        }
    }

    /// `nil` where nothing is open.
    @discardableResult
    borrowing func transaction<Result>(
        _ body: (borrowing Database) throws(ProfileError) -> Result
    ) throws(ProfileError) -> Result? {
        switch database {
        case .some(let database): try database.transaction(.immediate, body)
        case .none: nil
        }
    }

    /// Of one site, or of all where `site` is `nil`.
    mutating func readCookies(
        of browser: String,
        site: String?
    ) throws(ProfileError) -> [Cookie] {
        let cookies = try use { (database) throws(ProfileError) in
            try CookieTable.cookies(of: browser, site: site, in: database)
        }
        guard let cookies, !cookies.isEmpty else { return [] }
        if site == nil { asksForEarliestAccess.insert(browser) }
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
