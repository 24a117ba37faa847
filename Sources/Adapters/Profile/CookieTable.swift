internal import BrowserCookies
internal import BrowserInfra
internal import SQLite

/// The cookies of one browser, as rows.
enum CookieTable {
    /// Ordered by creation; the rowid decides between two processes that stored cookies in the same
    /// microsecond.
    static let selectSite = """
        SELECT \(columns) FROM cookies WHERE browser = ?1 AND site = ?2
        ORDER BY creation_us, rowid
        """
    static let selectAll = """
        SELECT \(columns) FROM cookies WHERE browser = ?1 ORDER BY site, creation_us, rowid
        """
    static let selectIdentity = "SELECT \(columns) FROM cookies WHERE \(isIdentity)"

    /// Triggers update the count in the same transaction as the cookies.
    static let selectCount = "SELECT count FROM cookie_counts WHERE browser = ?1"

    /// In the order in which ``cookie(in:)`` reads them.
    private static let columns = """
        name, domain, path, host_only, partition_top_level_site, partition_cross_site_ancestor,
        value, expiry_us, secure, http_only, same_site, priority, partitioned_attribute,
        creation_us, last_access_us, set_by
        """

    /// The terms of the index cookies_by_identity, with the parameters that ``bind(_:of:in:)``
    /// binds.
    private static let isIdentity = """
        browser = ?1 AND name = ?2 AND domain = ?3 AND path = ?4 AND host_only = ?5
        AND ifnull(partition_top_level_site, '') = ifnull(?6, '')
        AND ifnull(partition_cross_site_ancestor, -1) = ifnull(?7, -1)
        """

    static func count(
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) -> Int {
        let statement = try database.prepare(selectCount)
        try statement.bind(browser, at: 1)
        return try statement.step() ? Int(statement.columnInt64(0)) : 0
    }

    /// Returns the number of cookies of each browser that has any, by name.
    static func counts(
        in database: borrowing Database
    ) throws(SQLiteError) -> [(browser: String, count: Int)] {
        let statement = try database.prepare(
            "SELECT browser, count FROM cookie_counts WHERE count > 0 ORDER BY browser"
        )
        var counts: [(browser: String, count: Int)] = []
        while try statement.step() {
            counts.append((statement.columnText(0), Int(statement.columnInt64(1))))
        }
        return counts
    }

    static func cookies(
        of browser: String,
        site: String?,
        in database: borrowing Database
    ) throws(SQLiteError) -> [Cookie] {
        let statement = try database.prepare(site == nil ? selectAll : selectSite)
        try statement.bind(browser, at: 1)
        if let site { try statement.bind(site, at: 2) }
        var cookies: [Cookie] = []
        while try statement.step() {
            cookies.append(try cookie(in: statement))
        }
        return cookies
    }

    /// Writes the changes of a jar.
    ///
    /// `read` contains each cookie as this process last read or wrote it. Another process may have
    /// written between that and this transaction, and a cookie that it reported as stored must
    /// survive mere housekeeping here.
    static func apply(
        _ changes: [CookieChange],
        of browser: String,
        read: inout [Cookie.Identity: Cookie],
        in database: borrowing Database
    ) throws(SQLiteError) {
        guard !changes.isEmpty else { return }
        // A run of changes of one kind shares a statement; most commands have one run and prepare
        // nothing else.
        var rest = changes[...]
        while let first = rest.first {
            let kind = Kind(of: first, read: read)
            let end = rest.firstIndex { Kind(of: $0, read: read) != kind } ?? rest.endIndex
            let run = rest[..<end]
            rest = rest[end...]
            switch kind {
            case .touch: try touch(run, of: browser, in: database)
            case .put: try put(run, of: browser, in: database)
            case .remove: try remove(run, of: browser, read: read, in: database)
            }
            for change in run {
                switch change {
                case .put(let cookie, _): read[cookie.identity] = cookie
                case .remove(let identity, _): read[identity] = nil
                }
            }
        }
    }

    private enum Kind {
        /// Only the last access has changed. A value that another process has stored in the
        /// meantime is kept.
        case touch
        case put
        case remove

        init(of change: CookieChange, read: [Cookie.Identity: Cookie]) {
            switch change {
            case .put(let cookie, _):
                let isTouched =
                    !read.isEmpty && read[cookie.identity]?.isEqualButForAccess(to: cookie) == true
                self = isTouched ? .touch : .put
            case .remove: self = .remove
            }
        }
    }

    private static func touch(
        _ changes: ArraySlice<CookieChange>,
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) {
        let statement = try database.prepare(
            "UPDATE cookies SET last_access_us = max(last_access_us, ?8) WHERE \(isIdentity)"
        )
        for case .put(let cookie, _) in changes {
            try bind(cookie.identity, of: browser, in: statement)
            try statement.bind(cookie.lastAccess, at: 8)
            try statement.run()
        }
    }

    private static func put(
        _ changes: ArraySlice<CookieChange>,
        of browser: String,
        in database: borrowing Database
    ) throws(SQLiteError) {
        let statement = try database.prepare(upsert)
        for case .put(let cookie, let site) in changes {
            try bind(cookie, site: site, of: browser, in: statement)
            try statement.run()
        }
    }

    private static func remove(
        _ changes: ArraySlice<CookieChange>,
        of browser: String,
        read: [Cookie.Identity: Cookie],
        in database: borrowing Database
    ) throws(SQLiteError) {
        let select = try database.prepare(selectIdentity)
        let delete = try database.prepare("DELETE FROM cookies WHERE \(isIdentity)")
        for case .remove(let identity, _) in changes {
            // If a cookie was read and then replaced by another process, it is not the one that
            // expired or was evicted here: that process reported the new cookie after this removal.
            if let known = read[identity] {
                try bind(identity, of: browser, in: select)
                let stored = try select.step() ? cookie(in: select) : nil
                select.reset()
                if let stored, !stored.isEqualButForAccess(to: known) { continue }
            }
            try bind(identity, of: browser, in: delete)
            try delete.run()
        }
    }

    private static let upsert = """
        INSERT INTO cookies (
            browser, name, domain, path, host_only,
            partition_top_level_site, partition_cross_site_ancestor,
            value, expiry_us, secure, http_only, same_site, priority, partitioned_attribute,
            creation_us, last_access_us, set_by, site
        ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
        ON CONFLICT (
            browser, domain, name, path, host_only,
            ifnull(partition_top_level_site, ''), ifnull(partition_cross_site_ancestor, -1)
        ) DO UPDATE SET
            site = excluded.site, value = excluded.value, expiry_us = excluded.expiry_us,
            secure = excluded.secure, http_only = excluded.http_only,
            same_site = excluded.same_site, priority = excluded.priority,
            partitioned_attribute = excluded.partitioned_attribute,
            creation_us = excluded.creation_us, last_access_us = excluded.last_access_us,
            set_by = excluded.set_by
        """

    private static func bind(
        _ identity: Cookie.Identity,
        of browser: String,
        in statement: borrowing Statement
    ) throws(SQLiteError) {
        try statement.bind(browser, at: 1)
        try statement.bind(identity.name, at: 2)
        try statement.bind(identity.domain, at: 3)
        try statement.bind(identity.path, at: 4)
        try statement.bind(identity.isHostOnly, at: 5)
        if let partitionKey = identity.partitionKey {
            try statement.bind(partitionKey.topLevelSite, at: 6)
            try statement.bind(partitionKey.hasCrossSiteAncestor, at: 7)
        } else {
            try statement.bindNull(at: 6)
            try statement.bindNull(at: 7)
        }
    }

    private static func bind(
        _ cookie: Cookie,
        site: String,
        of browser: String,
        in statement: borrowing Statement
    ) throws(SQLiteError) {
        try bind(cookie.identity, of: browser, in: statement)
        try statement.bind(cookie.value, at: 8)
        if let expiry = cookie.expiry {
            try statement.bind(expiry, at: 9)
        } else {
            try statement.bindNull(at: 9)
        }
        try statement.bind(cookie.isSecure, at: 10)
        try statement.bind(cookie.isHTTPOnly, at: 11)
        try statement.bind(cookie.sameSite.rawValue, at: 12)
        try statement.bind(cookie.priority.rawValue, at: 13)
        try statement.bind(cookie.hasPartitionedAttribute, at: 14)
        try statement.bind(cookie.creation, at: 15)
        try statement.bind(cookie.lastAccess, at: 16)
        if let setBy = cookie.setBy {
            try statement.bind(setBy, at: 17)
        } else {
            try statement.bindNull(at: 17)
        }
        try statement.bind(site, at: 18)
    }

    private static func cookie(in row: borrowing Statement) throws(SQLiteError) -> Cookie {
        guard let sameSite = Cookie.SameSite(rawValue: row.columnText(10)) else {
            throw SQLiteError(
                .corrupt,
                "a cookie's same_site is \(row.columnText(10).debugDescription)"
            )
        }
        guard let priority = Cookie.Priority(rawValue: row.columnText(11)) else {
            throw SQLiteError(
                .corrupt,
                "a cookie's priority is \(row.columnText(11).debugDescription)"
            )
        }
        let partitionKey =
            row.columnIsNull(4)
            ? nil
            : Cookie.PartitionKey(
                topLevelSite: row.columnText(4),
                hasCrossSiteAncestor: row.columnBool(5)
            )
        return Cookie(
            name: row.columnBlob(0),
            value: row.columnBlob(6),
            domain: row.columnText(1),
            isHostOnly: row.columnBool(3),
            path: row.columnBlob(2),
            expiry: row.columnIsNull(7) ? nil : row.columnMoment(7),
            isSecure: row.columnBool(8),
            isHTTPOnly: row.columnBool(9),
            sameSite: sameSite,
            priority: priority,
            partitionKey: partitionKey,
            hasPartitionedAttribute: row.columnBool(12),
            creation: row.columnMoment(13),
            lastAccess: row.columnMoment(14),
            setBy: row.columnIsNull(15) ? nil : row.columnText(15)
        )
    }
}

extension Cookie {
    /// Whether both are equal except for their last access.
    fileprivate func isEqualButForAccess(to other: Cookie) -> Bool {
        self == other.with { $0.lastAccess = lastAccess }
    }
}
