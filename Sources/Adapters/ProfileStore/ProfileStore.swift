package import Cookies
package import Infra
internal import Synchronization

/// One profile on disk: a SQLite file that is opened when it is first needed.
///
/// Reading never creates a profile: one that does not exist is empty. Every method that writes is
/// one transaction; when it returns, other processes see what it wrote, and a process killed at any
/// moment leaves the profile as it was before or after a transaction.
package final class ProfileStore: Sendable {
    private let file: ProfileFile
    private let connection = Mutex(Connection())

    /// `home` is the directory that holds `profiles/`; neither has to exist.
    package init(home: String, name: String) throws(ProfileError) {
        file = try ProfileFile(home: home, name: name)
    }

    /// The names of all profiles in a home, sorted.
    package static func names(inHome home: String) throws(ProfileError) -> [String] {
        try ProfileFile.names(inHome: home)
    }

    package var name: String { file.name }
    /// Of the file, which may not exist.
    package var path: String { file.path }

    /// The cookies of one site, or of all by site, in the order of creation.
    package func cookies(
        of browser: String,
        site: String? = nil
    ) throws(ProfileError) -> [Cookie] {
        try connection.withLock { (connection) throws(ProfileError) in
            guard try connection.openForReading(file) else { return [] }
            return try connection.readCookies(of: browser, site: site)
        }
    }

    package func cookieCount(of browser: String) throws(ProfileError) -> Int {
        try read { (database) throws(ProfileError) in
            try CookieTable.count(of: browser, in: database)
        } ?? 0
    }

    /// A moment before which no cookie was used. Looked up among all cookies once, and from then on
    /// kept beside them.
    package func earliestAccess(of browser: String) throws(ProfileError) -> Moment? {
        try connection.withLock { (connection) throws(ProfileError) in
            guard try connection.openForReading(file) else { return nil }
            let kept = try connection.use { (database) throws(ProfileError) in
                try EarliestAccess.kept(of: browser, in: database)
            }
            if let kept = kept ?? nil { return kept }
            connection.asksForEarliestAccess.insert(browser)
            let found = try connection.use { (database) throws(ProfileError) in
                try EarliestAccess.found(of: browser, in: database)
            }
            return found ?? nil
        }
    }

    /// The cache entries of a page for one URL, or for all where `url` is `nil`.
    ///
    /// Expired ones are among them.
    package func preflights(
        of browser: String,
        networkPartition: String,
        origin: String,
        url: String? = nil
    ) throws(ProfileError) -> [StoredPreflight] {
        try read { (database) throws(ProfileError) in
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
    package func cachedResponses(
        of browser: String,
        partition: String,
        url: String
    ) throws(ProfileError) -> [ByteString] {
        try read { (database) throws(ProfileError) in
            try HTTPCacheTable.responses(of: browser, partition: partition, url: url, in: database)
        } ?? []
    }

    /// The state of one browser, or what holds for all where `browser` is `nil`.
    package func state(_ key: StateKey, of browser: String?) throws(ProfileError) -> String? {
        try read { (database) throws(ProfileError) in
            try StateTable.value(of: key, browser: browser, in: database)
        } ?? nil
    }

    /// The latest first.
    package func seenPages(of browser: String) throws(ProfileError) -> [SeenPage] {
        try read { (database) throws(ProfileError) in
            try SeenPageTable.pages(of: browser, in: database)
        } ?? []
    }

    /// Writes all of it, or throws and writes nothing.
    package func commit(_ changes: ProfileChanges) throws(ProfileError) {
        guard !changes.isEmpty else { return }
        try connection.withLock { (connection) throws(ProfileError) in
            try connection.openForWriting(file)
            var known = connection.knownCookies(of: changes.browser)
            try connection.transaction { (database) throws(ProfileError) in
                try CookieTable.apply(
                    changes.cookies,
                    of: changes.browser,
                    read: &known,
                    in: database
                )
                try EarliestAccess.keep(
                    after: changes.cookies,
                    of: changes.browser,
                    isAsked: connection.asksForEarliestAccess.contains(changes.browser),
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
                try SeenPageTable.add(changes.seenPages, of: changes.browser, in: database)
            }
            connection.setKnownCookies(known, of: changes.browser)
            connection.asksForEarliestAccess.remove(changes.browser)
        }
    }

    /// What ``closeSession()`` removed.
    package struct ClosedSession: Hashable, Sendable {
        package var sessionCookieCount: Int
        package var preflightCount: Int
    }

    /// Closes the browser: session cookies, preflights and current pages go, of all browsers.
    @discardableResult
    package func closeSession() throws(ProfileError) -> ClosedSession {
        try write { (database) throws(ProfileError) in
            try database.exec("DELETE FROM cookies WHERE expiry_us IS NULL")
            let sessionCookieCount = database.changes()
            try database.exec("DELETE FROM preflights")
            let preflightCount = database.changes()
            try database.exec("DELETE FROM http_cache")
            try StateTable.removeAll(.currentPage, in: database)
            try StateTable.removeAll(.contentProcesses, in: database)
            return ClosedSession(
                sessionCookieCount: sessionCookieCount,
                preflightCount: preflightCount
            )
        } ?? ClosedSession(sessionCookieCount: 0, preflightCount: 0)
    }

    /// Removes all cookies, or those of one browser, or of one site, and says how many.
    @discardableResult
    package func clearCookies(
        of browser: String? = nil,
        site: String? = nil
    ) throws(ProfileError) -> Int {
        try write { (database) throws(ProfileError) in
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
        _ body: @Sendable (borrowing Database) throws(ProfileError) -> Result
    ) throws(ProfileError) -> Result? {
        try connection.withLock { (connection) throws(ProfileError) in
            guard try connection.openForReading(file) else { return nil }
            return try connection.use(body)
        }
    }

    /// Changes a profile that exists; `nil` where there is none, and none is made.
    private func write<Result: Sendable>(
        _ body: @Sendable (borrowing Database) throws(ProfileError) -> Result
    ) throws(ProfileError) -> Result? {
        try connection.withLock { (connection) throws(ProfileError) in
            guard try connection.openForReading(file) else { return nil }
            try connection.openForWriting(file)
            return try connection.transaction(body)
        }
    }
}
