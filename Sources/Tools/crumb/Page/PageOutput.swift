internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Fixes
internal import PageScripts
internal import Report
internal import Terminal
internal import WebOrigin

/// Prints a page's events as they occur, and writes the results into the profile.
actor PageOutput: PageListener {
    private let session: Session
    private let browser: Browser
    private var unsaved: [FetchReport] = []
    private var hasUnsavedState = false
    /// The error that prevented printing or saving.
    private var failure: (any Error)?
    private(set) var hasFailed = false
    /// The condition that is waited for, until it is met.
    private(set) var awaited: String?
    /// The record for `--json`.
    private var record = PageRecord()

    init(session: Session, browser: Browser) {
        self.session = session
        self.browser = browser
    }

    /// The browser's executor, which its pages also use.
    nonisolated var unownedExecutor: UnownedSerialExecutor { browser.unownedExecutor }

    private var global: GlobalOptions { session.options }
    private var output: Output { session.options.output }

    func logged(_ entry: ConsoleEntry) {
        if global.json {
            record.console.append(entry)
        } else {
            attempt { try print(entry.text) }
        }
    }

    func failed(_ error: PageError) {
        hasFailed = true
        if global.json {
            record.errors.append(error)
        } else {
            output.note(line: safe(error.text))
        }
    }

    func returned(_ value: String) {
        if global.json { record.value = value } else { attempt { try print(value) } }
    }

    func navigated(to url: String) {
        if !global.quiet {
            output.note(
                line: "crumb: the page tried to navigate to \(url): crumb js does not "
                    + "navigate, crumb open does"
            )
        }
    }

    func ignoredFetchListener(fetchListenerOf url: String) {
        if !global.quiet {
            output.note(
                line: "crumb: the service worker \(url) handles fetch events: in crumb it only "
                    + "receives those of fetch() and XMLHttpRequest, not of documents and elements"
            )
        }
    }

    func requested(_ report: FetchReport) async {
        unsaved.append(report)
        do {
            if global.json {
                let shown = output.shown(report)
                let adviser = Adviser(report: shown, suffixes: session.suffixes)
                record.reports.append(shown.json(advice: await adviser.advice()))
            } else if !global.quiet {
                try await explain(output.shown(report))
            }
            // A transaction for each would take as long as the requests themselves.
            if unsaved.count >= Self.maxUnsaved { try await save() }
        } catch {
            failure = failure ?? error
        }
    }

    private static let maxUnsaved = 50

    func changedCookies() { hasUnsavedState = true }
    func changedStorage() { hasUnsavedState = true }

    private func explain(_ shown: FetchReport) async throws {
        let explanation = FetchExplanation(
            shown,
            advice: global.verbose
                ? await Adviser(report: shown, suffixes: session.suffixes).advice() : [],
            detail: global.verbose ? .verbose : .oneLine,
            now: session.clock.now()
        )
        output.note(explanation.layout)
    }

    private func save(tab: Tab? = nil, seen page: Page? = nil) async throws {
        let reports = unsaved
        unsaved = []
        guard !reports.isEmpty || hasUnsavedState || tab != nil else { return }
        hasUnsavedState = false
        try await session.save(browser, tab: tab, seen: page, reports: reports)
    }

    func awaits(_ what: String?) { awaited = what }

    /// Prints the result of the last `--print`.
    func printed(_ text: String) {
        if !global.json { attempt { try print(text) } }
    }

    /// Prints a notice that a browser would show in passing.
    func noted(_ text: String) {
        if !global.quiet { output.note(line: "crumb: \(safe(text))") }
    }

    /// Saves the rest, and prints everything if the format is JSON.
    ///
    /// `tab`: the final state of the tab, if it is saved; `page`: the page whose scripts ran.
    ///
    /// - Throws: the error that prevented printing or saving.
    func finish(
        tab: Tab? = nil,
        seen page: Page,
        title: String = "",
        text: String = ""
    ) async throws {
        try await save(tab: tab, seen: page)
        if let failure { throw failure }
        guard global.json else { return }
        (record.title, record.text) = (title, text)
        let jar = output.shown(await browser.cookies())
        try output.print(json: record.json(of: page, jar: jar))
    }

    private func attempt(_ body: () throws -> Void) {
        do { try body() } catch { failure = failure ?? error }
    }

    private func print(_ text: String) throws {
        try output.print(line: output.terminal.isOutputTerminal ? safe(text) : text)
    }

    /// The text with each line made safe separately: a stack trace has several.
    private func safe(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).terminalSafe }.joined(separator: "\n")
    }
}
