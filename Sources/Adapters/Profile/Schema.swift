internal import SQLite

/// The tables of a profile.
///
/// A change to them is a new version with its own migration.
enum Schema {
    /// `crmb`, by which file(1) and crumb itself recognize a profile.
    ///
    /// https://www.sqlite.org/pragma.html#pragma_application_id
    static let applicationID: Int64 = 0x6372_6D62
    static let version: Int64 = 3

    /// The contents of a file that SQLite can read.
    enum Content {
        /// The file is new, or was left by a process that was killed before its first transaction
        /// ended.
        case nothing
        /// A profile of this version or of an older one, which is read as it is and migrated when
        /// it is written.
        case profile(version: Int64)
        case newerProfile(version: Int64)
        case foreign
    }

    /// Must be called in a transaction: if another process is creating the profile, the first query
    /// might otherwise see the state before, and the second the state after.
    static func content(of database: borrowing Database) throws(SQLiteError) -> Content {
        let applicationID = try pragma("application_id", database)
        let version = try pragma("user_version", database)
        switch (applicationID, version) {
        case (Self.applicationID, 1...Self.version):
            return .profile(version: version)
        case (Self.applicationID, let newer) where newer > Self.version:
            return .newerProfile(version: newer)
        case (Self.applicationID, let unknown):
            throw SQLiteError(.corrupt, "its format is \(unknown)")
        case (0, 0):
            let tables = try database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1")
            return try tables.step() ? .foreign : .nothing
        default:
            return .foreign
        }
    }

    /// Creates the tables, unless another process has done so first.
    static func create(in database: borrowing Database) throws(SQLiteError) {
        try database.transaction(.immediate) { (database) throws(SQLiteError) in
            guard case .nothing = try content(of: database) else { return }
            try database.exec(
                version1 + version2 + version3 + "PRAGMA application_id = \(applicationID);"
                    + "PRAGMA user_version = \(version);"
            )
        }
    }

    /// Adds what a profile of an older version lacks, unless another process has done so first.
    static func migrate(_ database: borrowing Database) throws(SQLiteError) {
        try database.transaction(.immediate) { (database) throws(SQLiteError) in
            guard case .profile(version: let old) = try content(of: database), old < version else {
                return
            }
            let missing = [(2, version2), (3, version3)].filter { $0.0 > old }.map(\.1).joined()
            try database.exec(missing + "PRAGMA user_version = \(version);")
        }
    }

    private static func pragma(
        _ name: String,
        _ database: borrowing Database
    ) throws(SQLiteError) -> Int64 {
        let statement = try database.prepare("PRAGMA \(name)")
        return try statement.step() ? statement.columnInt64(0) : 0
    }

    /// The first version.
    ///
    /// The identity is the key by which a cookie replaces another (the site is not part of it,
    /// because it changes with the public suffix list). NULLs are distinct in unique columns, so
    /// the index maps them to other values: an unpartitioned cookie is not the one of the partition
    /// `('', 0)`.
    private static let version1 = """
        CREATE TABLE cookies (
            browser TEXT NOT NULL,
            site TEXT NOT NULL,
            name BLOB NOT NULL,
            value BLOB NOT NULL,
            domain TEXT NOT NULL,
            host_only INTEGER NOT NULL,
            path BLOB NOT NULL,
            partition_top_level_site TEXT,
            partition_cross_site_ancestor INTEGER,
            expiry_us INTEGER,
            secure INTEGER NOT NULL,
            http_only INTEGER NOT NULL,
            same_site TEXT NOT NULL,
            priority TEXT NOT NULL,
            partitioned_attribute INTEGER NOT NULL,
            creation_us INTEGER NOT NULL,
            last_access_us INTEGER NOT NULL,
            set_by TEXT,
            CHECK ((partition_top_level_site IS NULL) = (partition_cross_site_ancestor IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX cookies_by_identity ON cookies (
            browser, domain, name, path, host_only,
            ifnull(partition_top_level_site, ''), ifnull(partition_cross_site_ancestor, -1)
        );
        CREATE INDEX cookies_by_site ON cookies (browser, site, creation_us);

        CREATE TABLE cookie_counts (
            browser TEXT NOT NULL PRIMARY KEY,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER cookie_inserted AFTER INSERT ON cookies BEGIN
            INSERT INTO cookie_counts VALUES (new.browser, 1)
                ON CONFLICT (browser) DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER cookie_deleted AFTER DELETE ON cookies BEGIN
            UPDATE cookie_counts SET count = count - 1 WHERE browser = old.browser;
        END;

        CREATE TABLE preflights (
            browser TEXT NOT NULL,
            network_partition TEXT NOT NULL,
            origin TEXT NOT NULL,
            url TEXT NOT NULL,
            includes_credentials INTEGER NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            expiry_us INTEGER NOT NULL,
            PRIMARY KEY (
                browser, network_partition, origin, url, includes_credentials, kind, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE http_cache (
            browser TEXT NOT NULL,
            partition TEXT NOT NULL,
            url TEXT NOT NULL,
            response BLOB NOT NULL,
            stored_us INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX http_cache_by_url ON http_cache (browser, partition, url);

        CREATE TABLE state (
            browser TEXT NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (browser, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE seen_pages (
            browser TEXT NOT NULL,
            page TEXT NOT NULL,
            last_seen_us INTEGER NOT NULL,
            PRIMARY KEY (browser, page)
        ) STRICT, WITHOUT ROWID;
        """

    /// The second version: the log. The report comes last, because it may occupy pages of its own.
    private static let version2 = """
        CREATE TABLE log (
            id INTEGER PRIMARY KEY,
            began_us INTEGER NOT NULL,
            browser TEXT NOT NULL,
            initiator TEXT NOT NULL,
            page TEXT,
            method TEXT NOT NULL,
            url TEXT NOT NULL,
            outcome TEXT NOT NULL,
            status INTEGER,
            error TEXT,
            duration_us INTEGER NOT NULL,
            cookies TEXT NOT NULL,
            total_bytes INTEGER NOT NULL,
            report TEXT NOT NULL
        ) STRICT;
        """

    /// The third version: web storage. (Pages see items in the order in which rows were inserted.)
    private static let version3 = """
        CREATE TABLE web_storage (
            browser TEXT NOT NULL,
            area TEXT NOT NULL,
            owner TEXT NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX web_storage_by_name ON web_storage (browser, area, owner, name);
        """
}
