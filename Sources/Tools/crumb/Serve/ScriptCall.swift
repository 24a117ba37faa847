internal import BrowserCookies
internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import PageScripts
internal import Scenario
internal import Service

/// A page's own code, run in the page that makes the request.
struct ScriptCall: Sendable {
    let browser: ServedBrowser

    func answer(_ call: RPCCall, _ params: RPCParams) async throws -> JSONValue {
        let code = try params.text("code") ?? ""
        let requester = try params.text("from")
        let text = try params.text("timeout") ?? "30s"
        guard let timeout = TimeSpan(argument: text) else {
            throw RPCError(
                .invalidParams,
                "timeout must be a duration such as 500ms or 30s, not \"\(text)\""
            )
        }
        let script = ScriptedTab.Script(name: "script", source: Array(code.utf8))
        return try await browser.use { engine in
            let page: Page
            do throws(StepInputError) {
                page = try await browser.steps.page(requester, in: engine)
            } catch {
                throw RPCError(.notDone, error.sentence)
            }
            let program = try ScriptOptions.program(forPage: false)
            let listener = ScriptListener(browser: browser, engine: engine, page: page)
            let end = await withTaskCancellationHandler {
                await ScriptRun(timeout: timeout.seconds).run(on: program) {
                    await ScriptedTab(
                        Tab(page),
                        in: engine,
                        program: program,
                        files: NoLocalFiles(),
                        listener: listener,
                        executor: MainThreadExecutor.shared
                    ).run([script])
                }
            } onCancel: {
                program.stop()
            }
            program.stop()
            try await listener.finish()
            try check(end, timeout)
            let cookies = try await engine.everyCookie()
            let shown = browser.session.options.output.shown(cookies)
            return await listener.record.json(of: page, jar: shown)
        }
    }

    private func check(_ end: ScriptRun.End, _ timeout: TimeSpan) throws(RPCError) {
        switch end {
        case .page(.quiet): return
        case .timeout:
            throw RPCError(
                .notDone,
                "the script was still running after \(timeout.text): raise timeout, or end the "
                    + "work that it waits for"
            )
        case .page(.process(.memory)):
            throw RPCError(.notDone, "the script took more than 1 GiB of memory")
        case .page(.process(.missingLibrary(let name))):
            throw RPCError(.notDone, Installation.advice(onMissingLibrary: name))
        case .page(.process(.other)):
            if Task.isCancelled { throw RPCError(.cancelled, "it was canceled") }
            throw RPCError(
                .notDone,
                "crumb-js ended unexpectedly; no script should be able to cause that"
            )
        }
    }
}

/// Collects a page's events, and saves them.
private actor ScriptListener: PageListener {
    private let browser: ServedBrowser
    private let engine: Browser
    private let page: Page
    private(set) var record = PageRecord()
    private var failure: (any Error)?

    init(browser: ServedBrowser, engine: Browser, page: Page) {
        self.browser = browser
        self.engine = engine
        self.page = page
    }

    /// The browser's executor, which its pages also use.
    nonisolated var unownedExecutor: UnownedSerialExecutor { engine.unownedExecutor }

    func logged(_ entry: ConsoleEntry) { record.console.append(entry) }
    func failed(_ error: PageError) { record.errors.append(error) }
    func returned(_ value: String) { record.value = value }
    func navigated(to url: String) {}
    func changedCookies() {}
    func changedStorage() {}

    func requested(_ report: FetchReport) async {
        do {
            try await browser.save(engine, seen: page, report: report)
        } catch {
            failure = failure ?? error
        }
        record.reports.append(await browser.json(report))
    }

    func finish() async throws {
        try await browser.save(engine, seen: page)
        if let failure { throw failure }
    }
}
