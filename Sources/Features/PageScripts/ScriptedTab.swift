internal import BrowserCookies
package import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import PageChannel
internal import WebOrigin

/// A tab whose documents, with their frames and the windows that they open, run their scripts in a
/// process of its own, under the rules of a browser.
package actor ScriptedTab {
    /// How the running ended.
    package enum End: Hashable, Sendable {
        /// Nothing is under way, and no timer is to come.
        case quiet
        case process(PageProcess.End)
    }

    package struct Script: Sendable {
        /// As stacks show it.
        package var name: String
        package var source: [UInt8]
        /// Whether it is a module.
        package var isModule: Bool
        /// Where a module comes from, which is then its source; relative to the page's URL, or absolute.
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
    /// Whether pages may open windows of their own accord, as a user may have set it.
    let allowsPopUps: Bool
    /// By the numbers that the process has for them.
    var pages: [Int: ScriptedPage] = [:]
    /// The documents that are shown, and what is known of those that were: by navigable.
    var places: [Int: ScriptedPlace] = [:]
    /// Under way, by navigable.
    var navigations: [Int: Task<Void, Never>] = [:]
    /// The pages that the first navigable has shown, those of the profile before them.
    package internal(set) var tab: Tab
    /// Why the tab did not go where it was to go the last time; `nil` where it did.
    package internal(set) var refusal: FetchReport?
    /// Whether a whole page is shown, and not a few scripts run.
    var isPage = false
    /// Whether nothing has been under way since it was last asked to do something.
    private var isQuiet = false { didSet { if !isQuiet { turn += 1 } } }
    /// Changes whenever the process is asked for something.
    private var turn = 0
    private var quietWaiters: [CheckedContinuation<End, Never>] = []
    private var actionWaiters: [Int: CheckedContinuation<PageActionResult?, Never>] = [:]
    private var lastAction = 0
    private var hasBegun = false
    private var end: End?

    /// The browser's, as its pages'.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { browser.unownedExecutor }

    /// `tab`: what it showed before; `executor`: where the tasks run that nobody waits for.
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

    /// The document that the tab shows.
    package var page: Page { tab.page }

    /// Runs the scripts one after the other, as those of the tab's document, and then what they began.
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
                // The value of the last one counts.
                start(script, wantsValue: index == scripts.count - 1)
            }
        }
        program.channel.send(PageChannel.Message(text: Array("F".utf8)))
        let end = await rest()
        await close()
        return end
    }

    /// Runs a script in the document that the tab shows now; its value is told to the listener. What it
    /// begins goes on.
    ///
    /// `document`: its number, where it is a frame's.
    package func evaluate(_ script: Script, wantsValue: Bool, document: Int? = nil) async {
        start(script, wantsValue: wantsValue, document: document)
        // Which is answered once the script has run.
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

    /// Does something on the page. What that begins goes on.
    ///
    /// `frame`: the names of the frames around it, outermost first; without, it is looked for in all.
    package func perform(_ action: PageAction, in frame: [String] = []) async -> PageActionResult {
        while true {
            // `nil`: another document has come meanwhile.
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

    /// Waits until nothing is under way any more.
    package func rest() async -> End {
        if let end { return end }
        if isQuiet { return .quiet }
        return await withCheckedContinuation { quietWaiters.append($0) }
    }

    /// The page's timers come earlier by so many milliseconds.
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

    /// Ends what its documents keep open.
    package func close() async {
        for navigation in navigations.values { navigation.cancel() }
        for page in pages.values { await page.endStreams() }
    }

    // MARK: What the process says

    func begin() {
        guard !hasBegun else { return }
        hasBegun = true
        Task(executorPreference: executor) {
            await self.handleMessages()
        }
    }

    /// Until the process has ended.
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
        // What is asked of the page now it had not heard yet when it wrote this.
        guard turn == self.turn, actionWaiters.isEmpty else { return }
        isQuiet = true
        for waiter in quietWaiters { waiter.resume(returning: .quiet) }
        quietWaiters = []
    }

    /// Ends the process; nobody waits for it any more, whatever is under way.
    package func stop() {
        program.stop()
        hasEnded(.process(program.exitReason()))
    }

    private func handle(_ message: PageMessage) async {
        switch message.type {
        case "quiet":
            let turn = turn
            // What it does not wait for may need other messages, or never end.
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
        // What a new window may do comes with its first document.
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

    /// Cookies have been set, or were tried to be: every document may hear of it.
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
