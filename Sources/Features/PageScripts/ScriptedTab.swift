internal import BrowserCookies
package import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import PageChannel
internal import WebOrigin

/// A tab whose documents, including their frames and the windows they open, run their scripts in a
/// separate process under a browser's rules.
package actor ScriptedTab {
    /// Why the run ended.
    package enum End: Hashable, Sendable {
        /// Nothing is pending, not even a timer.
        case quiet
        case process(PageProcess.End)
    }

    package struct Script: Sendable {
        /// The name shown in stack traces.
        package var name: String
        package var source: [UInt8]
        /// Whether the script is a module.
        package var isModule: Bool
        /// The URL to load a module from, instead of from source; relative to the page's URL or
        /// absolute.
        package var url: String?

        package init(name: String, source: [UInt8], isModule: Bool = false, url: String? = nil) {
            self.name = name
            self.source = source
            self.isModule = isModule
            self.url = url
        }
    }

    let program: PageProcess
    let browser: Browser
    let files: any LocalFiles
    let listener: any PageListener
    let executor: (any TaskExecutor)?
    /// Whether pages may open windows without user activation, as a user can allow in settings.
    let allowsPopUps: Bool
    /// Pages by the document numbers that the process uses.
    var pages: [Int: ScriptedPage] = [:]
    /// The navigables, with their current documents and histories.
    var places: [Int: ScriptedPlace] = [:]
    /// Ongoing navigations by navigable.
    var navigations: [Int: Task<Void, Never>] = [:]
    /// The history of the first navigable, starting with the pages from the profile.
    package internal(set) var tab: Tab
    /// Why the last navigation did not reach its target; `nil` if it did.
    package internal(set) var refusal: FetchReport?
    /// Whether a whole page is shown, as opposed to running individual scripts.
    var isPage = false
    /// Whether nothing has been pending since the last request to the process.
    private var isQuiet = false { didSet { if !isQuiet { turn += 1 } } }
    /// Changes with every request to the process.
    private var turn = 0
    private var quietWaiters: [CheckedContinuation<End, Never>] = []
    private var actionWaiters: [Int: CheckedContinuation<PageActionResult?, Never>] = [:]
    private var lastAction = 0
    private var hasBegun = false
    private var end: End?

    /// The executor of the browser, which its pages share.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { browser.unownedExecutor }

    /// `tab`: what it showed before; `executor`: runs the tasks that nothing waits for.
    package init(
        _ tab: Tab,
        in browser: Browser,
        program: PageProcess,
        files: any LocalFiles,
        listener: any PageListener,
        executor: (any TaskExecutor)?,
        allowsPopUps: Bool = false
    ) {
        self.allowsPopUps = allowsPopUps
        self.tab = tab
        self.browser = browser
        self.program = program
        self.files = files
        self.listener = listener
        self.executor = executor
    }

    /// The document in the tab.
    package var page: Page { tab.page }

    /// Runs the scripts one after another in the tab's document, and waits until nothing is
    /// pending.
    ///
    /// `importMap`: JSON; https://html.spec.whatwg.org/#import-maps.
    package func run(_ scripts: [Script], importMap: [UInt8]? = nil) async -> End {
        begin()
        adopt(tab.page, as: 1)
        program.send(.object(["t": "start", "page": information(of: tab.page)]), to: 1)
        if let importMap { program.send(.object(["t": "importmap"]), to: 1, bytes: importMap) }
        for (index, script) in scripts.enumerated() {
            if script.isModule {
                program.send(
                    .object(leavingOutNil: [
                        "t": "module", "name": .string(script.name),
                        "url": script.url.map { .string($0) },
                    ]),
                    to: 1,
                    bytes: script.source
                )
            } else {
                // Only the value of the last script counts.
                start(script, wantsValue: index == scripts.count - 1)
            }
        }
        program.channel.send(PageChannel.Message(text: Array("F".utf8)))
        let end = await rest()
        await close()
        return end
    }

    /// Runs a script in the tab's current document and reports its value to the listener. Does not
    /// wait for work that the script starts.
    ///
    /// `document`: the number of a frame's document.
    package func evaluate(_ script: Script, wantsValue: Bool, document: Int? = nil) async {
        start(script, wantsValue: wantsValue, document: document)
        // This is answered once the script has run.
        _ = await perform(.state)
    }

    private func start(_ script: Script, wantsValue: Bool, document: Int? = nil) {
        isQuiet = false
        let place = document.map { "@\($0) " } ?? ""
        program.channel.send(
            PageChannel.Message(
                text: Array(((wantsValue ? "Rv" : "R ") + place + script.name).utf8),
                bytes: script.source
            )
        )
    }

    /// Performs an action on the page. Does not wait for work that the action starts.
    ///
    /// `frame`: the names of the enclosing frames, outermost first; if empty, all frames are
    /// searched.
    package func perform(_ action: PageAction, in frame: [String] = []) async -> PageActionResult {
        while true {
            // `nil` if another document has replaced the page in the meantime.
            if let result = await performOnce(action, in: frame) { return result }
        }
    }

    private func performOnce(_ action: PageAction, in frame: [String]) async -> PageActionResult? {
        if let end { return .ended(end) }
        lastAction += 1
        let id = lastAction
        isQuiet = false
        return await withCheckedContinuation { continuation in
            actionWaiters[id] = continuation
            program.channel.send(
                PageChannel.Message(
                    text: Array(
                        JSONValue.object([
                            "t": "act", "id": .integer(id), "action": action.json(in: frame),
                        ]).lineText.utf8
                    )
                )
            )
        }
    }

    /// Waits until nothing is pending.
    package func rest() async -> End {
        if let end { return end }
        if isQuiet { return .quiet }
        return await withCheckedContinuation { quietWaiters.append($0) }
    }

    /// Advances the page's timers by this many milliseconds.
    package func advance(milliseconds: Int) {
        isQuiet = false
        program.channel.send(
            PageChannel.Message(
                text: Array(
                    JSONValue.object(["t": "advance", "milliseconds": .integer(milliseconds)])
                        .lineText.utf8
                )
            )
        )
    }

    /// Ends the connections that the documents keep open.
    package func close() async {
        for navigation in navigations.values { navigation.cancel() }
        for page in pages.values { await page.endStreams() }
    }

    // MARK: Messages from the process

    func begin() {
        guard !hasBegun else { return }
        hasBegun = true
        Task(executorPreference: executor) {
            await self.handleMessages()
        }
    }

    /// Handles messages until the process ends.
    private func handleMessages() async {
        while true {
            let messages = await program.messages.next()
            if messages.isEmpty { break }
            for message in messages {
                if let message = PageMessage(message) { await handle(message) }
            }
        }
        hasEnded(.process(program.exitReason()))
    }

    private func hasEnded(_ end: End) {
        self.end = self.end ?? end
        for waiter in quietWaiters { waiter.resume(returning: end) }
        quietWaiters = []
        for waiter in actionWaiters.values { waiter.resume(returning: .ended(end)) }
        actionWaiters = [:]
    }

    private func becomeQuiet(_ turn: Int) async {
        for page in pages.values { await page.finishTasks() }
        // The process may have written this before it received the latest request.
        guard turn == self.turn, actionWaiters.isEmpty else { return }
        isQuiet = true
        for waiter in quietWaiters { waiter.resume(returning: .quiet) }
        quietWaiters = []
    }

    /// Kills the process and releases everything that waits for it.
    package func stop() {
        program.stop()
        hasEnded(.process(program.exitReason()))
    }

    private func handle(_ message: PageMessage) async {
        switch message.type {
        case "quiet":
            let turn = turn
            // Not awaited here, because the pending tasks may need other messages, or may never
            // end.
            Task(executorPreference: executor) { await self.becomeQuiet(turn) }
        case "acted":
            let waiter = actionWaiters.removeValue(forKey: message.id)
            if message.json["again"].isTrue {
                waiter?.resume(returning: nil)
            } else if let failure = message.json["failed"].string {
                let candidates = message.json["candidates"].elements ?? []
                waiter?.resume(
                    returning: .failed(failure, candidates: candidates.compactMap(\.string))
                )
            } else {
                waiter?.resume(
                    returning: .done(message.json["value"], note: message.json["note"].string)
                )
            }
        case "navigate" where isPage: navigate(message)
        case "navigate": await listener.navigated(to: message.string("url"))
        case "stopnavigation":
            navigations.removeValue(forKey: message.number("nav") ?? 0)?.cancel()
        case "realm": await makeDocument(message)
        case "worker": await startWorker(message)
        // The first document of a new window brings its target.
        case "window": break
        case "discard":
            for number in message.json["documents"].elements ?? [] {
                guard let number = number.number.flatMap({ Int(exactly: $0) }) else { continue }
                await pages.removeValue(forKey: number)?.endStreams()
            }
        default:
            let number = message.number("d") ?? 1
            await pages[number]?.handle(message)
            if ["url", "policy"].contains(message.type) { await documentHasChanged(number) }
        }
    }

    /// Fires change events in all documents after cookies were set, or attempted to be set.
    func notifyCookieChanges(_ verdicts: [SetCookieVerdict]) async {
        for page in pages.values { await page.fireChangeEvents(verdicts) }
    }

    func information(of page: Page) -> JSONValue {
        PageInformation(page: page, browser: browser.policy).json
    }

    @discardableResult
    func adopt(_ page: Page, as number: Int) -> ScriptedPage {
        let scripted = ScriptedPage(
            page,
            number: number,
            in: browser,
            program: program,
            files: files,
            listener: listener,
            executor: executor,
            tab: self
        )
        pages[number] = scripted
        return scripted
    }
}
