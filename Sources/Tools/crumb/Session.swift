internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import Explanations
internal import Glibc
internal import Profile
internal import RequestLog
internal import Terminal
internal import WebOrigin

/// One browser of one profile, for the length of one command.
struct Session {
    let options: GlobalOptions
    let clock: VirtualClock
    let policy: BrowserPolicy
    let suffixes: PublicSuffixList
    /// `nil` for `:memory:`.
    let profile: Profile?

    init(_ options: GlobalOptions) throws {
        self.options = options
        clock = try options.clock()
        policy = try options.policy()
        suffixes = try options.suffixes()
        if options.profile == ":memory:" {
            profile = nil
        } else {
            let home = try options.homeDirectory()
            profile = try Self.guarded { () throws(ProfileError) in
                try Profile(home: home, name: options.profile)
            }
        }
    }

    /// For commands that send nothing: without the HTTP cache, which would answer in the place of
    /// `transport`.
    func offlineBrowser(
        transport: any Transport = DryRunTransport(),
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

    /// `now`: the clock, where it is not the command's own.
    func browser(
        transport: any Transport,
        hasHTTPCache: Bool,
        userAgent: String? = nil,
        now: (@Sendable () -> Moment)? = nil
    ) -> Browser {
        let clock = clock
        let now = now ?? { clock.now() }
        var policy = policy
        if let userAgent { policy.headers.userAgent = userAgent }
        guard let profile else {
            return Browser(
                policy: policy,
                suffixes: suffixes,
                jar: CookieJar(suffixes: suffixes),
                transport: transport,
                now: now
            )
        }
        return profile.browser(
            policy: policy,
            suffixes: suffixes,
            hasHTTPCache: hasHTTPCache,
            transport: transport,
            clock: now
        )
    }

    /// With all cookies of the profile.
    func jar() throws(CommandFailure) -> CookieJar {
        guard let profile else { return CookieJar(suffixes: suffixes) }
        return try Self.guarded { () throws(ProfileError) in
            try profile.jar(of: policy, suffixes: suffixes)
        }
    }

    /// The page of the last visit, or else the one that `crumb page` keeps.
    func currentPage() throws(CommandFailure) -> Page? {
        try Self.guarded { () throws(ProfileError) in
            if let page = try profile?.currentPage(of: policy) { return page }
            return try profile?.preferredPage()
        }
    }

    /// The tab, with the pages that it has shown; `nil` where it shows none.
    func currentTab() throws(CommandFailure) -> Tab? {
        try Self.guarded { () throws(ProfileError) in
            if let tab = try profile?.tab(of: policy) { return tab }
            return try profile?.preferredPage().map { Tab($0) }
        }
    }

    /// The credentials mode that `crumb page` keeps.
    func preferredCredentials() throws(CommandFailure) -> CredentialsMode? {
        try Self.guarded { () throws(ProfileError) in try profile?.preferredCredentials() }
    }

    /// What `--record` knows of earlier answers.
    func recordedValues() throws(CommandFailure) -> String {
        try Self.guarded { () throws(ProfileError) in try profile?.recordedValues() } ?? ""
    }

    func keep(recordedValues text: String) throws(CommandFailure) {
        try Self.guarded { () throws(ProfileError) in try profile?.keep(recordedValues: text) }
    }

    /// What the profile's other browsers keep: `Other browsers have cookies (2 in firefox)`; `nil` where
    /// they have none.
    func otherJars() throws(CommandFailure) -> String? {
        let counts = try Self.guarded { () throws(ProfileError) in try profile?.cookieCounts() }
        let others = (counts ?? []).filter { $0.browser != policy.name && $0.count > 0 }
        guard !others.isEmpty else { return nil }
        return "Other browsers have cookies ("
            + others.map { "\($0.count) in \($0.browser)" }.joined(separator: ", ") + ")"
    }

    /// The pages that made requests, the latest first.
    func seenPages() throws(CommandFailure) -> [Page] {
        try Self.guarded { () throws(ProfileError) in try profile?.seenPages(of: policy) ?? [] }
    }

    /// Writes what a browser's cookies, caches and page have become, in one transaction.
    ///
    /// `tab`: what it shows from now on; `seen`: who asked; `report`: what came of it, for the
    /// log.
    func save(
        _ browser: Browser,
        tab: Tab? = nil,
        seen: Page? = nil,
        report: FetchReport? = nil
    ) async throws {
        try await save(browser, tab: tab, seen: seen, reports: [report].compactMap(\.self))
    }

    /// The same for several requests, in the order in which they ended.
    ///
    /// `now`: where that is not the command's time.
    func save(
        _ browser: Browser,
        tab: Tab? = nil,
        seen: Page? = nil,
        reports: [FetchReport],
        at now: Moment? = nil
    ) async throws {
        var entries: [NewLogEntry] = []
        if !options.isLogDisabled, profile != nil {
            for report in reports {
                let entry = await NewLogEntry(
                    report,
                    hiding: NewLogEntry.redaction,
                    suffixes: suffixes,
                    at: now ?? clock.now()
                )
                if let entry { entries.append(entry) }
            }
        }
        let logFailure: ProfileError?
        do throws(ProfileError) {
            logFailure = try await profile?.save(browser, tab: tab, client: seen, logs: entries)
        } catch {
            throw CommandFailure(error)
        }
        if let logFailure {
            options.output.note(
                line: "crumb: the log was not written: \(logFailure.description.terminalSafe)"
            )
        }
    }

    /// Turns what went wrong with a profile into its exit status.
    static func guarded<Result>(
        _ body: () throws(ProfileError) -> Result
    ) throws(CommandFailure) -> Result {
        do throws(ProfileError) {
            return try body()
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Ends the command where a browser could not read the profile, which its reports say.
    static func check(_ error: BrowserStorageError?) throws(CommandFailure) {
        if let error { throw CommandFailure(.profileFailed, error.detail) }
    }
}

extension CommandFailure {
    fileprivate init(_ error: ProfileError) {
        if case .invalidName = error {
            self.init(.usage, error.description)
        } else {
            self.init(.profileFailed, error.description)
        }
    }
}
