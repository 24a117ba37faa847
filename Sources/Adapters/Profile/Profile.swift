internal import BrowserCookies
package import BrowserFetch
internal import BrowserInfra
internal import SQLite
internal import Synchronization

/// A browser's data that outlives a command, in one SQLite file: `HOME/profiles/NAME.sqlite`.
///
/// | data | table | code | removed |
/// |---|---|---|---|
/// | cookies | `cookies`, counted in `cookie_counts` | ``CookieTable`` | with their expiry or the session |
/// | preflight cache | `preflights` | ``PreflightTable``, `CacheRows` | when the browser is closed |
/// | HTTP cache, 8 MiB | `http_cache` | ``HTTPCacheTable``, `StoredResponse+Encoding` | when the browser is closed |
/// | the page in the tab | `state`, `current-page` | ``CurrentPageText`` | when the browser is closed |
/// | the last 50 pages of the tab | `state`, `session-history` | ``SessionHistoryText`` | when the browser is closed |
/// | the cookies in the processes of open pages | `state`, `content-processes` | ``ProcessText`` | when the browser is closed |
/// | a moment before which no cookie was used | `state`, `earliest-access` | ``EarliestAccess`` | never |
/// | `localStorage` | `web_storage` | ``WebStorageTable`` | never |
/// | `sessionStorage` | `web_storage` | ``WebStorageTable`` | when the browser is closed |
/// | hosts that are https only | `state`, `hsts …` | ``TransportSecurityTable`` | with their expiry |
/// | permissions of pages | `state`, `permission …` | ``PermissionTable`` | never |
/// | the offset of the clock | `state`, `clock-offset` | a number | never |
/// | requests of pages, 500 entries, 8 MiB | `log` | ``LogTable`` | as newer ones are added |
/// | pages that made requests, 100 | `seen_pages` | ``SeenPageText`` | as newer ones are added |
///
/// Each row belongs to one browser: browsers share a profile, but no data in it. ``Schema`` has the
/// tables. A value that another version of crumb wrote and that this one cannot read counts as
/// missing; a row that no version can have written is an error.
///
/// The file is opened when it is first needed. Reading never creates a profile: one that does not
/// exist is empty. Every method that writes is one transaction; when it returns, other processes
/// see what it wrote, and a process that is killed at any moment leaves the profile as it was
/// before or after a transaction.
package final class Profile: Sendable {
    private let file: ProfileFile
    private let connection: Mutex<Connection>

    /// `home` is the directory that contains `profiles/`; neither has to exist.
    package init(home: String, name: String) throws(ProfileError) {
        file = try ProfileFile(home: home, name: name)
        connection = Mutex(Connection(path: file.path))
    }

    /// Returns the names of all profiles in a home directory, sorted.
    package static func names(inHome home: String) throws(ProfileError) -> [String] {
        try ProfileFile.names(inHome: home)
    }

    /// Deletes a profile and everything in it, and returns whether there was one.
    package static func delete(home: String, name: String) throws(ProfileError) -> Bool {
        try ProfileFile(home: home, name: name).remove()
    }

    package var name: String { file.name }
    /// The size on disk in bytes.
    package var size: Int { file.size }
    /// The path of the file, which may not exist.
    package var path: String { file.path }

    /// Returns the cookies of one site, or those of all sites by site, in the order of creation.
    func cookies(
        of browser: String,
        site: String? = nil
    ) throws(ProfileError) -> [Cookie] {
        try connection.withLock { (connection) throws(ProfileError) in
            guard try connection.openForReading(file) else { return [] }
            return try connection.readCookies(of: browser, site: site)
        }
    }

    func cookieCount(of browser: String) throws(ProfileError) -> Int {
        try read { (database) throws(SQLiteError) in
            try CookieTable.count(of: browser, in: database)
        } ?? 0
    }

    /// Returns a moment before which no cookie was used. It is computed from all cookies once, and
    /// stored from then on.
    func earliestAccess(of browser: String) throws(ProfileError) -> Moment? {
        try connection.withLock { (connection) throws(ProfileError) in
            guard try connection.openForReading(file) else { return nil }
            let kept = try connection.use { (database) throws(SQLiteError) in
                try EarliestAccess.kept(of: browser, in: database)
            }
            if let kept = kept ?? nil { return kept }
            connection.needsEarliestAccess.insert(browser)
            let found = try connection.use { (database) throws(SQLiteError) in
                try EarliestAccess.found(of: browser, in: database)
            }
            return found ?? nil
        }
    }

    /// Returns the cache entries of a page for one URL, or for all if `url` is `nil`.
    ///
    /// They may include expired entries.
    func preflights(
        of browser: String,
        networkPartition: String,
        origin: String,
        url: String? = nil
    ) throws(ProfileError) -> [StoredPreflight] {
        try read { (database) throws(SQLiteError) in
            try PreflightTable.preflights(
                of: browser,
                networkPartition: networkPartition,
                origin: origin,
                url: url,
                in: database
            )
        } ?? []
    }

    /// Returns the responses in the HTTP cache for a URL.
    func cachedResponses(
        of browser: String,
        partition: String,
        url: String
    ) throws(ProfileError) -> [ByteString] {
        try read { (database) throws(SQLiteError) in
            try HTTPCacheTable.responses(of: browser, partition: partition, url: url, in: database)
        } ?? []
    }

    /// Returns the state of one browser, or the state of all browsers if `browser` is `nil`.
    func state(_ key: StateKey, of browser: String?) throws(ProfileError) -> String? {
        try read { (database) throws(SQLiteError) in
            try StateTable.value(of: key, browser: browser, in: database)
        } ?? nil
    }

    /// Returns the https-only hosts, including expired ones.
    package func transportSecurity(
        of browser: String
    ) throws(ProfileError) -> [TransportSecurityChange] {
        try read { (database) throws(SQLiteError) in
            try TransportSecurityTable.entries(of: browser, in: database)
        } ?? []
    }

    /// Returns the items of a page's storage area, in the order in which they were stored.
    func webStorage(
        of browser: String,
        _ key: WebStorage.Key
    ) throws(ProfileError) -> [WebStorage.Item] {
        try read { (database) throws(SQLiteError) in
            try WebStorageTable.items(of: browser, key, in: database)
        } ?? []
    }

    /// Returns the frames that have storage access.
    package func heldStorageAccess(
        of browser: String
    ) throws(ProfileError) -> Set<HeldStorageAccess.Frame> {
        try read { (database) throws(SQLiteError) in
            try StorageAccessTable.frames(of: browser, in: database)
        } ?? []
    }

    /// Returns the permission decisions for the browser's pages.
    package func permissions(
        of browser: String
    ) throws(ProfileError) -> [Permissions.Key: Permissions.Entry] {
        try read { (database) throws(SQLiteError) in
            try PermissionTable.entries(of: browser, in: database)
        } ?? [:]
    }

    /// Returns the pages that made requests, latest first.
    func seenPages(of browser: String) throws(ProfileError) -> [SeenPage] {
        try read { (database) throws(SQLiteError) in
            try SeenPageTable.pages(of: browser, in: database)
        } ?? []
    }

    /// Returns the log of requests, newest first; `after` limits it to entries with higher numbers.
    package func log(after number: Int64 = 0) throws(ProfileError) -> [LogEntry] {
        try read { (database) throws(SQLiteError) in
            try LogTable.entries(after: number, in: database)
        } ?? []
    }

    /// Returns one entry with its report, which is empty if it was too long to be stored; `nil` if
    /// the log has no entry with that number.
    package func logEntry(_ number: Int64) throws(ProfileError) -> NewLogEntry? {
        try read { (database) throws(SQLiteError) in
            try LogTable.entry(number, in: database)
        } ?? nil
    }

    /// Removes the entries with these numbers, or all if `nil`, and returns how many.
    @discardableResult
    package func clearLog(_ numbers: [Int64]? = nil) throws(ProfileError) -> Int {
        try write { (database) throws(SQLiteError) in
            try LogTable.remove(numbers, in: database)
        } ?? 0
    }

    /// Writes all changes, or throws and writes none of them.
    ///
    /// Returns why the log could not be written, which does not affect anything else.
    @discardableResult
    func commit(_ changes: ProfileChanges) throws(ProfileError) -> ProfileError? {
        guard !changes.isEmpty else { return nil }
        var logFailure: SQLiteError?
        try connection.withLock { (connection) throws(ProfileError) in
            try connection.openForWriting(file)
            var known = connection.knownCookies(of: changes.browser)
            try connection.transaction { (database) throws(SQLiteError) in
                try CookieTable.apply(
                    changes.cookies,
                    of: changes.browser,
                    read: &known,
                    in: database
                )
                try EarliestAccess.keep(
                    after: changes.cookies,
                    of: changes.browser,
                    isRequested: connection.needsEarliestAccess.contains(changes.browser),
                    in: database
                )
                try PreflightTable.apply(
                    changes.preflights,
                    of: changes.browser,
                    in: database
                )
                try HTTPCacheTable.apply(
                    changes.cachedResponses,
                    of: changes.browser,
                    in: database
                )
                try StateTable.apply(changes.state, in: database)
                try TransportSecurityTable.apply(
                    changes.transportSecurity,
                    of: changes.browser,
                    in: database
                )
                try WebStorageTable.apply(
                    changes.webStorage,
                    of: changes.browser,
                    in: database
                )
                try PermissionTable.apply(
                    changes.permissions,
                    of: changes.browser,
                    in: database
                )
                if let frames = changes.storageAccess {
                    try StorageAccessTable.replace(
                        with: frames,
                        of: changes.browser,
                        in: database
                    )
                }
                try SeenPageTable.add(changes.seenPages, of: changes.browser, in: database)
                guard !changes.log.isEmpty else { return }
                do throws(SQLiteError) {
                    try database.savepoint { (database) throws(SQLiteError) in
                        try LogTable.append(changes.log, in: database)
                    }
                } catch {
                    logFailure = error
                }
            }
            connection.setKnownCookies(known, of: changes.browser)
            connection.needsEarliestAccess.remove(changes.browser)
        }
        return logFailure.map { ProfileError($0, path: path, purpose: .writing) }
    }

    /// Returns the number of cookies of each browser, by name, omitting browsers that have none.
    package func cookieCounts() throws(ProfileError) -> [(browser: String, count: Int)] {
        try read { (database) throws(SQLiteError) in
            try CookieTable.counts(in: database)
        } ?? []
    }

    /// The number of items that ``closeSession()`` removed.
    package struct ClosedSession: Hashable, Sendable {
        package var sessionCookieCount: Int
        package var preflightCount: Int
    }

    /// Closes all browsers: removes session cookies, preflights and current pages.
    @discardableResult
    package func closeSession() throws(ProfileError) -> ClosedSession {
        try write { (database) throws(SQLiteError) in
            try database.exec("DELETE FROM cookies WHERE expiry_us IS NULL")
            let sessionCookieCount = database.changes()
            try database.exec("DELETE FROM preflights")
            let preflightCount = database.changes()
            try database.exec("DELETE FROM http_cache")
            try WebStorageTable.removeSessions(in: database)
            try StateTable.removeAll(.currentPage, in: database)
            try StateTable.removeAll(.sessionHistory, in: database)
            try StateTable.removeAll(.contentProcesses, in: database)
            try StorageAccessTable.removeAll(in: database)
            return ClosedSession(
                sessionCookieCount: sessionCookieCount,
                preflightCount: preflightCount
            )
        } ?? ClosedSession(sessionCookieCount: 0, preflightCount: 0)
    }

    /// Removes all cookies, or those of one browser or one site, and returns how many.
    @discardableResult
    func clearCookies(
        of browser: String? = nil,
        site: String? = nil
    ) throws(ProfileError) -> Int {
        try write { (database) throws(SQLiteError) in
            let statement = try database.prepare(
                """
                DELETE FROM cookies
                WHERE (?1 IS NULL OR browser = ?1) AND (?2 IS NULL OR site = ?2)
                """
            )
            if let browser { try statement.bind(browser, at: 1) }
            if let site { try statement.bind(site, at: 2) }
            try statement.run()
            return database.changes()
        } ?? 0
    }

    /// `nil` if there is no profile.
    private func read<Result: Sendable>(
        _ body: @Sendable (borrowing Database) throws(SQLiteError) -> Result
    ) throws(ProfileError) -> Result? {
        try connection.withLock { (connection) throws(ProfileError) in
            guard try connection.openForReading(file) else { return nil }
            return try connection.use(body)
        }
    }

    /// Changes an existing profile; returns `nil` if there is none, and does not create one.
    private func write<Result: Sendable>(
        _ body: @Sendable (borrowing Database) throws(SQLiteError) -> Result
    ) throws(ProfileError) -> Result? {
        try connection.withLock { (connection) throws(ProfileError) in
            guard try connection.openForReading(file) else { return nil }
            try connection.openForWriting(file)
            return try connection.transaction(body)
        }
    }
}
