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

    /// For commands that send nothing: without the HTTP cache, which would answer in the place of
    /// `transport`.
    func offlineBrowser(
        transport: any Transport = WithheldNetwork(),
        userAgent: String? = nil
    ) -> Browser {
        browser(transport: transport, hasHTTPCache: false, userAgent: userAgent)
    }

    func browser(transport: any Transport, userAgent: String? = nil) -> Browser {
        browser(
            transport: Progress.showing(transport, on: options),
            hasHTTPCache: true,
            userAgent: userAgent
        )
    }

    private func browser(
        transport: any Transport,
        hasHTTPCache: Bool,
        userAgent: String?
    ) -> Browser {
        let clock = clock
        var policy = policy
        if let userAgent { policy.headers.userAgent = userAgent }
        guard let store else {
            return Browser(
                policy: policy,
                suffixes: suffixes,
                jar: CookieJar(suffixes: suffixes),
                transport: transport,
                now: { clock.now() }
            )
        }
        return Browser(
            policy: policy,
            suffixes: suffixes,
            storage: ProfileStorage(
                store: store,
                browser: policy.name,
                hasHTTPCache: hasHTTPCache
            ),
            transport: transport,
            now: { clock.now() }
        )
    }

    /// With all cookies of the profile.
    func jar() throws(CommandFailure) -> CookieJar {
        guard let store else { return CookieJar(suffixes: suffixes) }
        var jar = CookieJar.unloaded(suffixes: suffixes)
        jar.load(
            allCookies: try Self.guarded { () throws(ProfileError) in
                try store.cookies(of: policy.name)
            }
        )
        return jar
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
    ///
    /// `page`: what the tab shows from now on; `seen`: who asked.
    func save(_ browser: Browser, page: Page? = nil, seen: Page? = nil) async throws {
        guard let store else { return }
        var changes = ProfileChanges(browser: policy.name)
        changes.cookies = await browser.takeCookieChanges()
        changes.preflights = await browser.preflightCache.storedChanges
        if let seen = seen ?? page, let text = SeenPageText.text(seen) {
            changes.seenPages.append(SeenPage(page: text, lastSeen: clock.now()))
        }
        changes.cachedResponses = await browser.httpCache.storedChanges(at: clock.now())
        if let page {
            changes.state.append(
                StateChange(.currentPage, of: policy.name, to: StoredPage.text(page))
            )
        }
        if let processes = await browser.processes?.storedChanges {
            changes.state.append(processChange(processes))
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

    /// Ends the command where a browser could not read the profile, which its reports say.
    static func check(_ error: BrowserStorageError?) throws(CommandFailure) {
        if let error { throw CommandFailure(.profileFailed, error.detail) }
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
