internal import CORS
internal import Cookies
internal import Fetch
internal import Infra
internal import ProfileStore
internal import WebOrigin

/// One browser of one profile, for the length of one command.
struct Session {
    let options: GlobalOptions
    let clock: VirtualClock
    let policy: BrowserPolicy
    let suffixes: PublicSuffixList
    /// `nil` for `:memory:`.
    let store: ProfileStore?

    init(_ options: GlobalOptions) throws {
        self.options = options
        clock = try options.clock()
        policy = try options.policy()
        suffixes = try options.suffixes()
        if options.profile == ":memory:" {
            store = nil
        } else {
            let home = try options.homeDirectory()
            store = try Self.guarded { () throws(ProfileError) in
                try ProfileStore(home: home, name: options.profile)
            }
        }
    }

    func browser(transport: any Transport, userAgent: String? = nil) -> Browser {
        let clock = clock
        var policy = policy
        if let userAgent { policy.headers.userAgent = userAgent }
        return Browser(
            policy: policy,
            suffixes: suffixes,
            jar: jar(),
            preflightCache: PreflightCache(
                storage: store.map { ProfilePreflights(store: $0, browser: policy.name) }
            ),
            transport: transport,
            now: { clock.now() }
        )
    }

    func jar() -> CookieJar {
        CookieJar(suffixes: suffixes, storage: store?.cookieStorage(of: policy.name))
    }

    /// The page of the last visit.
    func currentPage() throws -> Page? {
        guard let store else { return nil }
        let text = try Self.guarded { () throws(ProfileError) in
            try store.state(.currentPage, of: policy.name)
        }
        return text.flatMap(StoredPage.page)
    }

    /// Writes what a browser's cookies, caches and page have become, in one transaction.
    func save(_ browser: Browser, page: Page? = nil) async throws {
        guard let store else { return }
        var changes = ProfileChanges(browser: policy.name)
        changes.cookies = await browser.takeCookieChanges()
        changes.preflights = await browser.preflightCache.storedChanges
        if let page {
            changes.state.append(
                StateChange(.currentPage, of: policy.name, to: StoredPage.text(page))
            )
        }
        let all = changes
        try Self.guarded { () throws(ProfileError) in try store.commit(all) }
    }

    /// Turns what went wrong with a profile into its exit status.
    static func guarded<Result>(
        _ body: () throws(ProfileError) -> Result
    ) throws(CommandFailure) -> Result {
        do throws(ProfileError) {
            return try body()
        } catch {
            if case .invalidName = error { throw CommandFailure(.usage, error.description) }
            throw CommandFailure(.profileFailed, error.description)
        }
    }

    static func guardedStorage<Result>(
        _ body: () async throws(CookieStorageError) -> Result
    ) async throws(CommandFailure) -> Result {
        do throws(CookieStorageError) {
            return try await body()
        } catch {
            throw CommandFailure(.profileFailed, error.detail)
        }
    }
}

/// The current page as the profile keeps it: its referrer policy and its URL.
enum StoredPage {
    static func text(_ page: Page) -> String {
        "\(page.referrerPolicy.rawValue) \(page.url.href)"
    }

    static func page(_ text: String) -> Page? {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let policy = ReferrerPolicy(rawValue: String(parts[0])),
            let url = try? WebURL(parsing: String(parts[1]))
        else { return nil }
        return Page(url: url, origin: url.origin, referrerPolicy: policy)
    }
}

/// The profile's preflight cache: a row for each method and header name that an answer allows.
struct ProfilePreflights: PreflightStorage {
    let store: ProfileStore
    let browser: String

    func entries(for key: PreflightCache.Key) -> [PreflightCache.Entry] {
        // A cache that cannot be read is an empty one; the jar tells of a profile that is broken.
        let rows =
            (try? store.preflights(
                of: browser,
                networkPartition: key.networkPartition,
                origin: key.origin,
                url: key.url
            )) ?? []
        var entries: [PreflightCache.Entry] = []
        for row in rows {
            let index = entries.firstIndex {
                $0.expiry == row.expiry && $0.includesCredentials == row.includesCredentials
            }
            var entry =
                index.map { entries[$0] }
                ?? PreflightCache.Entry(
                    methods: [],
                    headerNames: [],
                    includesCredentials: row.includesCredentials,
                    expiry: row.expiry
                )
            switch row.kind {
            case .method: entry.methods.append(row.name)
            case .header: entry.headerNames.append(row.name)
            }
            if let index { entries[index] = entry } else { entries.append(entry) }
        }
        return entries
    }
}

extension PreflightCache {
    /// What the profile has to write so that it holds what the cache holds.
    var storedChanges: [PreflightChange] {
        changedKeys.flatMap { key -> [PreflightChange] in
            let clear = PreflightChange.clear(
                networkPartition: key.networkPartition,
                origin: key.origin,
                url: key.url
            )
            return [clear] + (entries[key] ?? []).flatMap { $0.stored(key) }.map { .put($0) }
        }
    }
}

extension PreflightCache.Entry {
    fileprivate func stored(_ key: PreflightCache.Key) -> [StoredPreflight] {
        func row(_ kind: StoredPreflight.Kind, _ name: String) -> StoredPreflight {
            StoredPreflight(
                networkPartition: key.networkPartition,
                origin: key.origin,
                url: key.url,
                includesCredentials: includesCredentials,
                kind: kind,
                name: name,
                expiry: expiry
            )
        }
        return methods.map { row(.method, $0) } + headerNames.map { row(.header, $0) }
    }
}
