internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Fixes
internal import Profile
internal import Scenario

/// The browser that `serve` keeps open: each request continues with the state that the previous one
/// left.
actor ServedBrowser {
    nonisolated let session: Session
    nonisolated let clock: ScenarioClock
    nonisolated let network: SubstitutableTransport
    nonisolated let steps: StepSession
    /// The maximum size in bytes of a body in results; `nil` for no limit.
    private nonisolated let reportedBodyLimit: Int?
    private var browser: Browser
    /// The number of requests in progress.
    private var userCount = 0
    /// The log of a browser in memory; a profile has its own.
    private var entries: [LogEntry] = []
    private var saving: Task<Void, any Error>?

    /// The same limit as in a profile.
    private static let maxEntries = 500

    init(
        _ session: Session,
        network: any Transport,
        permission: RunPermission = RunPermission(),
        reportedBodyLimit: Int? = nil
    ) throws {
        self.session = session
        self.reportedBodyLimit = reportedBodyLimit
        // Pages also read files, if they are allowed to.
        let transport: PageTransport? =
            permission.startsServers
            ? try PageTransport(network) { (path) throws(ConnectionError) in
                try permission.check(path)
            } : nil
        self.network = SubstitutableTransport(network: transport ?? network)
        let machine = session.clock
        clock = ScenarioClock(start: nil) { machine.now() }
        steps = StepSession(
            tab: try session.currentTab(),
            clock: clock,
            pages: transport.map { OpenedPages(transport: $0) }
        )
        browser = session.browser(on: self.network, clock: clock)
    }

    /// Provides the browser to `body`.
    ///
    /// If no other request is in progress, it is reopened: other commands may have changed the
    /// profile.
    func use<Result: Sendable>(
        _ body: @Sendable (Browser) async throws -> Result
    ) async throws -> Result {
        // An open page continues in the browser in which it was opened.
        if userCount == 0, session.profile != nil, await !steps.hasOpenPage {
            browser = session.browser(on: network, clock: clock)
        }
        userCount += 1
        defer { userCount -= 1 }
        session.options.output.discardOldSecrets()
        return try await body(browser)
    }

    /// Saves the browser's changes, before the result is sent.
    ///
    /// `hasMoved`: whether the tab shows something else; `seen`: the page that made the request;
    /// `report`: its report.
    func save(
        _ browser: Browser,
        hasMoved: Bool = false,
        seen: Page? = nil,
        report: FetchReport? = nil
    ) async throws {
        guard session.profile != nil else {
            // There is no profile to save them in.
            _ = await browser.takeCookieChanges()
            if let report, !session.options.isLogDisabled {
                entries.append(LogEntry(report, at: clock.now()))
                if entries.count > Self.maxEntries { entries.removeFirst() }
            }
            return
        }
        let tab = hasMoved ? await steps.tab : nil
        // In order: a later save must not overtake an earlier one.
        let before = saving
        let (session, clock) = (session, clock)
        let task = Task(executorPreference: MainThreadExecutor.shared) {
            _ = await before?.result
            try await session.save(
                browser,
                tab: tab,
                seen: seen,
                reports: [report].compactMap(\.self),
                at: clock.now()
            )
        }
        saving = task
        try await task.value
    }

    /// The latest requests, newest first.
    func log() throws -> [LogEntry] {
        guard let profile = session.profile else { return entries.reversed() }
        let name = session.policy.name
        return try Session.guarded { () throws(ProfileError) in
            try profile.log().filter { $0.browser == name }
        }
    }

    /// Deletes the chosen requests from the log.
    func deleteLog(where isChosen: @Sendable (LogEntry) -> Bool) throws {
        entries.removeAll(where: isChosen)
        guard let profile = session.profile else { return }
        let chosen = try log().filter(isChosen)
        try Session.guarded { () throws(ProfileError) in
            _ = try profile.clearLog(chosen.map(\.number))
        }
    }

    /// Cookies that are in the log but not in the jar.
    func missingCookies(
        where isWanted: @Sendable (LoggedCookie) -> Bool
    ) async throws -> [MissingCookie] {
        let jar = try await browser.everyCookie()
        return MissingCookie.all(
            in: try log(),
            besides: jar,
            at: clock.now(),
            where: isWanted
        )
    }

    /// Closes the browser, which discards session cookies and caches. Returns the number of
    /// cookies.
    func close(_ browser: Browser) async throws -> Int {
        let count = try await browser.everyCookie().count { !$0.isPersistent }
        let closing = try await steps.step([.closing], called: "close")
        _ = try await steps.perform(closing, in: browser, from: nil)
        try await save(browser)
        try Session.guarded { () throws(ProfileError) in
            _ = try session.profile?.closeSession()
        }
        return count
    }

    // MARK: Results

    /// A report in the format of `--json`.
    nonisolated func json(_ report: FetchReport) async -> JSONValue {
        let shown = session.options.output.shown(
            reportedBodyLimit.map { report.keepingBodies(upTo: $0) } ?? report
        )
        let adviser = Adviser(report: shown, suffixes: session.suffixes)
        return shown.json(advice: await adviser.advice())
    }
}

extension Node.Entry {
    fileprivate static var closing: Node.Entry {
        let place = Place(line: 1, column: 1)
        let value = Node(content: .scalar(.bool(true), text: "true"), place: place)
        return Node.Entry(key: "close-browser", keyPlace: place, value: value)
    }
}

extension Session {
    /// A long-lived browser, with a clock that can be moved.
    fileprivate func browser(on network: any Transport, clock: ScenarioClock) -> Browser {
        browser(transport: network, hasHTTPCache: true, now: { clock.now() })
    }
}
