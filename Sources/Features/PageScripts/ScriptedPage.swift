internal import Explanations
package import Fetch
internal import Infra
internal import JSON
internal import PageChannel
internal import WebOrigin

/// A page whose scripts run in a process of its own, under the rules of a browser.
package actor ScriptedPage {
    /// How the running ended.
    package enum End: Hashable, Sendable {
        /// Nothing is under way, and no timer is to come.
        case quiet
        case process(PageProgram.End)
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

    let program: PageProgram
    let browser: Browser
    let page: Page
    let listener: any PageListener
    /// Where the tasks run that nobody waits for.
    private let executor: (any TaskExecutor)?
    var fetches: [Int: PageFetch] = [:]
    var sockets: [Int: PageSocket] = [:]
    /// The handshakes of WebSockets under way, by host and port.
    private var handshakes: [String: Task<Void, Never>] = [:]
    /// What is read from this machine in place of the network.
    let files: any ModuleFiles
    /// Whether the page listens to `cookieStore`.
    var hearsCookieChanges = false
    private var tasks: [Int: Task<Void, Never>] = [:]
    /// WebSockets and event sources, which end with the page.
    private var streams: [Int: Task<Void, Never>] = [:]

    package init(
        _ page: Page,
        in browser: Browser,
        program: PageProgram,
        files: any ModuleFiles,
        listener: any PageListener,
        executor: (any TaskExecutor)?
    ) {
        self.page = page
        self.browser = browser
        self.program = program
        self.files = files
        self.listener = listener
        self.executor = executor
    }

    /// Runs the scripts one after the other, as a document's are, and then what they began.
    ///
    /// `importMap`: JSON; https://html.spec.whatwg.org/#import-maps.
    package func run(_ scripts: [Script], importMap: [UInt8]? = nil) async -> End {
        send(startMessage)
        if let importMap { send(.object(["t": "importmap"]), bytes: importMap) }
        for (index, script) in scripts.enumerated() {
            if script.isModule {
                send(
                    .object(leavingOutNil: [
                        "t": "module", "name": .string(script.name),
                        "url": script.url.map { .string($0) },
                    ]),
                    bytes: script.source
                )
                continue
            }
            // The value of the last one counts.
            let kind = index == scripts.count - 1 ? "Rv" : "R "
            let message = PageChannel.Message(
                text: Array((kind + script.name).utf8),
                bytes: script.source
            )
            program.channel.send(message)
        }
        program.channel.send(PageChannel.Message(text: Array("F".utf8)))
        for await message in program.messages {
            guard let message = PageMessage(message) else { continue }
            if message.type == "quiet" {
                // What the page does not wait for is under way all the same: beacons.
                for task in tasks.values { await task.value }
                await endStreams()
                return .quiet
            }
            await handle(message)
        }
        await endStreams()
        return .process(program.endOfItsOwn())
    }

    private func handle(_ message: PageMessage) async {
        switch message.type {
        case "fetch":
            let fetch = PageFetch(credit: message.number("window") ?? 1 << 20)
            fetches[message.id] = fetch
            start(message.id) { page in await page.fetch(message, fetch) }
        case "import": start(message.id) { page in await page.loadModule(message) }
        case "abort": abort(message.id)
        case "more": fetches[message.id]?.allow(message.number("count") ?? 0)
        case "sync": await fetchSynchronously(message)
        case "beacon": await beacon(message)
        case "cookie": await documentCookie(message)
        case "storage": await readStorage(message)
        case "store": await changeStorage(message)
        case "cookiestore": await cookieStore(message)
        case "cookiechanges": hearsCookieChanges = message.json["on"].isTrue
        case "socket": await openSocket(message)
        case "socketsend": sendOverSocket(message)
        case "socketclose": closeSocket(message)
        case "source": openSource(message)
        case "sourceclose": closeSource(message)
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
        case "value": await listener.returned(message.text)
        case "navigate": await listener.navigated(to: message.string("url"))
        default: break
        }
    }

    func start(_ id: Int, _ work: @escaping @Sendable (ScriptedPage) async -> Void) {
        tasks[id] = Task(executorPreference: executor) {
            await work(self)
            await self.ended(id)
        }
    }

    /// The same for what nothing waits for.
    func startStream(_ id: Int, _ work: @escaping @Sendable (ScriptedPage) async -> Void) {
        streams[id] = Task(executorPreference: executor) {
            await work(self)
            await self.endedStream(id)
        }
    }

    /// Opens a WebSocket when no other one to the same host is on its way.
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

    /// The page goes away.
    private func endStreams() async {
        for socket in sockets.values { socket.wish(.close(code: 1001, reason: "")) }
        let open = streams.values
        streams = [:]
        for task in open {
            task.cancel()
            await task.value
        }
    }

    private func ended(_ id: Int) {
        tasks[id] = nil
        fetches[id] = nil
    }

    private func abort(_ id: Int) {
        fetches[id]?.abort()
        tasks[id]?.cancel()
    }

    func send(_ json: JSONValue, bytes: [UInt8] = []) {
        program.channel.send(
            PageChannel.Message(text: Array(json.lineText.utf8), bytes: bytes)
        )
    }

    /// The answer to a call that the page waits for.
    func answer(_ json: JSONValue, bytes: [UInt8] = []) {
        program.channel.send(
            PageChannel.Message(text: Array(("=" + json.lineText).utf8), bytes: bytes)
        )
    }

    private var startMessage: JSONValue {
        .object([
            "t": "start",
            "page": .object([
                "url": .string(page.url.href),
                "baseURL": .string(page.baseURL.href),
                "origin": .string(page.origin.serialized),
                "userAgent": .string(browser.policy.headers.userAgent),
                "isSecure": .bool(page.isSecureContext),
                "networkError": .string(networkError),
                "words": .object(
                    ScriptErrorWording.of(browser.policy.name).ofModules
                        .map { JSONValue.Member($0.name, .string($0.text)) }
                ),
                "ancestorOrigins": .strings(page.ancestors.reversed().map(\.origin.serialized)),
            ]),
        ])
    }
}
