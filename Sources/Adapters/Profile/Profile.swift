internal import BrowserCookies
package import BrowserFetch
internal import BrowserInfra
internal import SQLite
internal import Synchronization

/// What a browser keeps from one command to the next: one SQLite file, `HOME/profiles/NAME.sqlite`.
///
/// | what | where | how | goes |
/// |---|---|---|---|
/// | cookies | `cookies`, counted in `cookie_counts` | ``CookieTable`` | with their expiry or the session |
/// | preflight cache | `preflights` | ``PreflightTable``, `CacheRows` | when the browser is closed |
/// | HTTP cache, 8 MiB | `http_cache` | ``HTTPCacheTable``, `StoredResponse+Encoding` | when the browser is closed |
/// | the page in the tab | `state`, `current-page` | ``CurrentPageText`` | when the browser is closed |
/// | the pages that the tab has shown, 50 | `state`, `session-history` | ``SessionHistoryText`` | when the browser is closed |
/// | what open pages know of the cookies | `state`, `content-processes` | ``ProcessText`` | when the browser is closed |
/// | a moment before which no cookie was used | `state`, `earliest-access` | ``EarliestAccess`` | never |
/// | `localStorage` | `web_storage` | ``WebStorageTable`` | never |
/// | `sessionStorage` | `web_storage` | ``WebStorageTable`` | when the browser is closed |
/// | hosts that are https only | `state`, `hsts …` | ``TransportSecurityTable`` | with their expiry |
/// | what pages may do | `state`, `permission …` | ``PermissionTable`` | never |
/// | how far the clock is moved | `state`, `clock-offset` | a number | never |
/// | what pages asked, 500 entries, 8 MiB | `log` | ``LogTable`` | as newer ones come |
/// | pages that made requests, 100 | `seen_pages` | ``SeenPageText`` | as newer ones come |
///
/// Each row belongs to one browser: browsers share a profile, and nothing in it. ``Schema`` has the
/// tables. A value that another version of crumb wrote, and that this one cannot read, counts as
/// missing; a row that no version can have written is damage.
///
/// The file is opened when it is first needed. Reading never creates a profile: one that does not
/// exist is empty. Every method that writes is one transaction; when it returns, other processes see
/// what it wrote, and a process killed at any moment leaves the profile as it was before or after a
/// transaction.
package final class Profile: Sendable {
    private let file: ProfileFile
    private let connection: Mutex<Connection>

    /// `home` is the directory that holds `profiles/`; neither has to exist.
    package init(home: String, name: String) throws(ProfileError) {
        file = try ProfileFile(home: home, name: name)
        connection = Mutex(Connection(path: file.path))
    }

    /// The names of all profiles in a home, sorted.
    package static func names(inHome home: String) throws(ProfileError) -> [String] {
        try ProfileFile.names(inHome: home)
    }

    /// Deletes a profile with all that is in it; says whether there was one.
    package static func delete(home: String, name: String) throws(ProfileError) -> Bool {
        try ProfileFile(home: home, name: name).remove()
    }

    package var name: String { file.name }
    /// Bytes on disk.
    package var size: Int { file.size }
    /// Of the file, which may not exist.
    package var path: String { file.path }

    /// The cookies of one site, or of all by site, in the order of creation.
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

    /// A moment before which no cookie was used. Looked up among all cookies once, and from then on
    /// kept beside them.
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

    /// The cache entries of a page for one URL, or for all where `url` is `nil`.
    ///
    /// Expired ones are among them.
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

    /// What the HTTP cache has for a URL.
    func cachedResponses(
        of browser: String,
        partition: String,
        url: String
    ) throws(ProfileError) -> [ByteString] {
        try read { (database) throws(SQLiteError) in
            try HTTPCacheTable.responses(of: browser, partition: partition, url: url, in: database)
        } ?? []
    }

    /// The state of one browser, or what holds for all where `browser` is `nil`.
    func state(_ key: StateKey, of browser: String?) throws(ProfileError) -> String? {
        try read { (database) throws(SQLiteError) in
            try StateTable.value(of: key, browser: browser, in: database)
        } ?? nil
    }

    /// Expired ones are among them.
    package func transportSecurity(
        of browser: String
    ) throws(ProfileError) -> [TransportSecurityChange] {
        try read { (database) throws(SQLiteError) in
            try TransportSecurityTable.entries(of: browser, in: database)
        } ?? []
    }

    /// What a page's area has, in the order in which it was stored.
    func webStorage(
        of browser: String,
        _ key: WebStorage.Key
    ) throws(ProfileError) -> [WebStorage.Item] {
        try read { (database) throws(SQLiteError) in
            try WebStorageTable.items(of: browser, key, in: database)
        } ?? []
    }

    /// The frames that have storage access.
    package func heldStorageAccess(
        of browser: String
    ) throws(ProfileError) -> Set<HeldStorageAccess.Frame> {
        try read { (database) throws(SQLiteError) in
            try StorageAccessTable.frames(of: browser, in: database)
        } ?? []
    }

    /// What was decided about its pages.
    package func permissions(
        of browser: String
    ) throws(ProfileError) -> [Permissions.Key: Permissions.Entry] {
        try read { (database) throws(SQLiteError) in
            try PermissionTable.entries(of: browser, in: database)
        } ?? [:]
    }

    /// The latest first.
    func seenPages(of browser: String) throws(ProfileError) -> [SeenPage] {
        try read { (database) throws(SQLiteError) in
            try SeenPageTable.pages(of: browser, in: database)
        } ?? []
    }

    /// What pages of the profile asked, the newest first; `after`: only entries of higher numbers.
    package func log(after number: Int64 = 0) throws(ProfileError) -> [LogEntry] {
        try read { (database) throws(SQLiteError) in
            try LogTable.entries(after: number, in: database)
        } ?? []
    }

    /// One entry with its report, which is empty where it was too long to be kept; `nil` where the
    /// log has no such number.
    package func logEntry(_ number: Int64) throws(ProfileError) -> NewLogEntry? {
        try read { (database) throws(SQLiteError) in
            try LogTable.entry(number, in: database)
        } ?? nil
    }

    /// Removes the entries of these numbers, or all where that is `nil`, and says how many.
    @discardableResult
    package func clearLog(_ numbers: [Int64]? = nil) throws(ProfileError) -> Int {
        try write { (database) throws(SQLiteError) in
            try LogTable.remove(numbers, in: database)
        } ?? 0
    }

    /// Writes all of it, or throws and writes nothing.
    ///
    /// Returns why the log could not be written, for which nothing else is given up.
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

    /// How many cookies each browser has, by name; browsers without any are left out.
    package func cookieCounts() throws(ProfileError) -> [(browser: String, count: Int)] {
        try read { (database) throws(SQLiteError) in
            try CookieTable.counts(in: database)
        } ?? []
    }

    /// What ``closeSession()`` removed.
    package struct ClosedSession: Hashable, Sendable {
        package var sessionCookieCount: Int
        package var preflightCount: Int
    }

    /// Closes the browser: session cookies, preflights and current pages go, of all browsers.
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

    /// Removes all cookies, or those of one browser, or of one site, and says how many.
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

    /// `nil` where there is no profile.
    private func read<Result: Sendable>(
        _ body: @Sendable (borrowing Database) throws(SQLiteError) -> Result
    ) throws(ProfileError) -> Result? {
        try connection.withLock { (connection) throws(ProfileError) in
            guard try connection.openForReading(file) else { return nil }
            return try connection.use(body)
        }
    }

    /// Changes a profile that exists; `nil` where there is none, and none is made.
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
