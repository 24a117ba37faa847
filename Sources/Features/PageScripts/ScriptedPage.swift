internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// A document whose scripts run in a separate process under a browser's rules: handles the
/// document's requests to the browser.
actor ScriptedPage {
    /// The number by which the page's process identifies it.
    let number: Int
    let program: PageProcess
    let browser: Browser
    var page: Page
    /// The URL it was created with; https://html.spec.whatwg.org/#concept-environment-creation-url.
    private let creationURL: WebURL
    let listener: any PageListener
    /// The executor of tasks that nothing waits for.
    let executor: (any TaskExecutor)?
    var fetches: [Int: PageFetch] = [:]
    var sockets: [Int: PageSocket] = [:]
    /// Pending WebSocket handshakes, by host and port.
    private var handshakes: [String: Task<Void, Never>] = [:]
    /// Local files that are loaded in place of network resources.
    let files: any LocalFiles
    /// Whether the page has a change listener on `cookieStore`.
    var listensForCookieChanges = false
    /// The cookie change subscriptions of a service worker.
    var cookieSubscriptions: [CookieSubscription] = []
    /// Events for these subscriptions that have not been sent yet.
    var subscribedChanges: [JSONValue] = []
    var isAnsweringCookieStore = false
    /// The tab, which has the other documents.
    weak var tab: ScriptedTab?
    private var tasks: [Int: Task<Void, Never>] = [:]
    /// WebSockets and event sources, which end with the page.
    private var streams: [Int: Task<Void, Never>] = [:]
    /// The ID of the task that ended last.
    private var lastEnded: Int?

    /// The browser's executor, because with separate ones each call between the two would be enqueued as
    /// a job.
    nonisolated var unownedExecutor: UnownedSerialExecutor { browser.unownedExecutor }

    init(
        _ page: Page,
        number: Int,
        in browser: Browser,
        program: PageProcess,
        files: any LocalFiles,
        listener: any PageListener,
        executor: (any TaskExecutor)?,
        tab: ScriptedTab
    ) {
        self.page = page
        self.tab = tab
        creationURL = page.url
        self.number = number
        self.browser = browser
        self.program = program
        self.files = files
        self.listener = listener
        self.executor = executor
    }

    func handle(_ message: PageMessage) async {
        switch message.type {
        case "fetch":
            let fetch = PageFetch(credit: message.number("window") ?? 1 << 20)
            fetches[message.id] = fetch
            start(message.id) { page in await page.fetch(message, fetch) }
        case "import": start(message.id) { page in await page.loadModule(message) }
        case "importscript": await importScript(message)
        case "load": start(message.id) { page in await page.load(message) }
        case "abort": abort(message.id, isTimeout: message.json["timeout"].isTrue)
        case "more": fetches[message.id]?.allow(message.number("count") ?? 0)
        case "sync": await fetchSynchronously(message)
        case "beacon": await beacon(message)
        case "cookie": await documentCookie(message)
        case "storage": await readStorage(message)
        case "store": await changeStorage(message)
        case "cookiestore": await cookieStore(message)
        case "cookiechanges": listensForCookieChanges = message.json["on"].isTrue
        case "cookiesubscriptions": subscribe(message)
        case "socket": await openSocket(message)
        case "socketsend": sendOverSocket(message)
        case "socketclose": closeSocket(message)
        case "source": openSource(message)
        case "sourceclose": closeSource(message)
        case "policy": adoptPolicy(message)
        case "url": changeURL(message)
        case "csp": await checkPolicies(message)
        case "log":
            await listener.logged(
                ConsoleEntry(
                    level: message.string("level"),
                    text: message.text,
                    source: message.string("source")
                )
            )
        case "error":
            await listener.failed(
                PageError(
                    kind: PageError.Kind(rawValue: message.string("kind")) ?? .exception,
                    text: message.text,
                    source: message.string("source")
                )
            )
        case "fetchlistener":
            await listener.ignoredFetchListener(fetchListenerOf: message.string("url"))
        case "value": await listener.returned(message.text)
        default: break
        }
    }

    /// Waits for tasks that the page itself does not wait for, such as beacons.
    func finishTasks() async {
        for task in tasks.values { await task.value }
    }

    func start(_ id: Int, _ work: @escaping @Sendable (isolated ScriptedPage) async -> Void) {
        lastEnded = nil
        let task = Task.immediate(executorPreference: executor) { await self.perform(work, id) }
        // A task that had nothing to wait for has already ended.
        if lastEnded != id { tasks[id] = task }
    }

    private func perform(
        _ work: @Sendable (isolated ScriptedPage) async -> Void,
        _ id: Int
    ) async {
        await work(self)
        ended(id)
    }

    /// Starts a stream, which nothing waits for.
    func startStream(_ id: Int, _ work: @escaping @Sendable (ScriptedPage) async -> Void) {
        streams[id] = Task(executorPreference: executor) {
            await work(self)
            await self.endedStream(id)
        }
    }

    /// Opens a WebSocket after any pending handshake with the same host.
    ///
    /// https://www.rfc-editor.org/rfc/rfc6455#section-4.1: "the client MUST serialize them"
    func open(_ input: WebSocketRequest) async -> WebSocketOpening {
        let url = try? WebURL(parsing: input.url)
        let place = "\(url?.host?.serialized ?? ""):\(url?.portOrDefault ?? 0)"
        let before = handshakes[place]
        let (browser, page) = (browser, page)
        let opening = Task(executorPreference: executor) {
            await before?.value
            return await browser.webSocket(input, from: page)
        }
        handshakes[place] = Task(executorPreference: executor) { _ = await opening.value }
        return await withTaskCancellationHandler {
            await opening.value
        } onCancel: {
            opening.cancel()
        }
    }

    func endStream(_ id: Int) { streams.removeValue(forKey: id)?.cancel() }

    func isListening(_ id: Int) -> Bool { streams[id] != nil }

    private func endedStream(_ id: Int) { streams[id] = nil }

    /// The page with the URL for its scripts' cookies, which `pushState` does not change. In
    /// https://html.spec.whatwg.org/#dom-document-cookie it does, but Chromium 156 uses a separate
    /// URL for cookies, which stays the same.
    var createdPage: Page {
        var page = page
        page.url = creationURL
        return page
    }

    /// Ends all streams when the page is unloaded.
    func endStreams() async {
        for socket in sockets.values { socket.wish(.close(code: 1001, reason: "")) }
        let open = streams.values
        streams = [:]
        for task in open {
            task.cancel()
            await task.value
        }
    }

    private func ended(_ id: Int) {
        lastEnded = id
        tasks[id] = nil
        fetches[id] = nil
    }

    private func abort(_ id: Int, isTimeout: Bool) {
        fetches[id]?.abort(isTimeout: isTimeout)
        tasks[id]?.cancel()
    }

    func send(_ json: JSONValue, bytes: [UInt8] = []) {
        program.send(json, to: number, bytes: bytes)
    }

    /// Replies to a call that the page is waiting for.
    func answer(_ json: JSONValue, bytes: [UInt8] = []) {
        program.answer(json, bytes: bytes)
    }
}
