internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Fixes
internal import Profile
internal import Scenario

/// The browser that `serve` keeps open: what one request leaves behind, the next one finds.
actor ServedBrowser {
    nonisolated let session: Session
    nonisolated let clock: ScenarioClock
    nonisolated let network: SubstitutableTransport
    nonisolated let steps: StepSession
    /// In bytes: what of a body is told; `nil` tells all.
    private nonisolated let reportedBodyLimit: Int?
    private var browser: Browser
    /// How many requests are under way.
    private var userCount = 0
    /// Of a browser in memory; a profile has its own.
    private var entries: [LogEntry] = []
    private var saving: Task<Void, any Error>?

    /// As in a profile.
    private static let maxEntries = 500

    init(
        _ session: Session,
        network: any Transport,
        permission: RunPermission = RunPermission(),
        reportedBodyLimit: Int? = nil
    ) throws {
        self.session = session
        self.reportedBodyLimit = reportedBodyLimit
        // Pages read files, too: those that may be read.
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

    /// The browser, for as long as `body` runs.
    ///
    /// Where nothing else is under way it is opened anew: other commands may have changed the profile.
    func use<Result: Sendable>(
        _ body: @Sendable (Browser) async throws -> Result
    ) async throws -> Result {
        // A page that is open goes on in the browser that it was opened in.
        if userCount == 0, session.profile != nil, await !steps.hasOpenPage {
            browser = session.browser(on: network, clock: clock)
        }
        userCount += 1
        defer { userCount -= 1 }
        session.options.output.discardOldSecrets()
        return try await body(browser)
    }

    /// Writes what has become of it, before anybody is told.
    ///
    /// `hasMoved`: the tab shows something else; `seen`: who asked; `report`: what came of it.
    func save(
        _ browser: Browser,
        hasMoved: Bool = false,
        seen: Page? = nil,
        report: FetchReport? = nil
    ) async throws {
        guard session.profile != nil else {
            // Nobody writes them.
            _ = await browser.takeCookieChanges()
            if let report, !session.options.isLogDisabled {
                entries.append(LogEntry(report, at: clock.now()))
                if entries.count > Self.maxEntries { entries.removeFirst() }
            }
            return
        }
        let tab = hasMoved ? await steps.tab : nil
        // One after the other: a later one must not be overtaken by an earlier.
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

    /// The latest requests, the newest first.
    func log() throws -> [LogEntry] {
        guard let profile = session.profile else { return entries.reversed() }
        let name = session.policy.name
        return try Session.guarded { () throws(ProfileError) in
            try profile.log().filter { $0.browser == name }
        }
    }

    /// Forgets the requests that are chosen.
    func deleteLog(where isChosen: @Sendable (LogEntry) -> Bool) throws {
        entries.removeAll(where: isChosen)
        guard let profile = session.profile else { return }
        let chosen = try log().filter(isChosen)
        try Session.guarded { () throws(ProfileError) in
            _ = try profile.clearLog(chosen.map(\.number))
        }
    }

    /// Cookies that the log knows and the jar does not have.
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

    /// The browser is closed: session cookies and caches go. Says how many cookies.
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

    // MARK: What is told

    /// A report as `--json` prints it.
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
    /// One that stays, with a clock that can be moved.
    fileprivate func browser(on network: any Transport, clock: ScenarioClock) -> Browser {
        browser(transport: network, hasHTTPCache: true, now: { clock.now() })
    }
}
