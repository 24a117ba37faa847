internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Glibc
internal import PageScripts
internal import Scenario
internal import Terminal
internal import WebOrigin

/// The tutorial's flow on the tutorial's page: its code runs, and its buttons are clicked.
actor PageDemo: DemoStage {
    /// Where Debian and Ubuntu put Vue 2.
    static let vue = "/usr/share/javascript/vue/vue.js"
    private static let timeout = TimeSpan(text: "30s", seconds: 30)
    private static let maxMemory = ByteCount(text: "1G", bytes: 1 << 30)

    private let backend: DemoBackend
    private let browser: Browser
    private let clock: DemoClock
    private let program: PageProcess
    private let events = PageEvents()
    private let tab: ScriptedTab

    /// `network`: how the page's requests are sent, but for the page and Vue; `vue`: the file that is
    /// Vue 2; `browser`: makes the browser.
    ///
    /// - Throws: what is missing on this machine.
    init(
        clock: DemoClock,
        network: any Transport,
        vue: String,
        browser: (any Transport) -> Browser
    ) throws {
        guard access(vue, R_OK) == 0 else {
            throw CommandFailure(
                .usage,
                "the demo's page needs Vue 2, and \(vue.terminalSafe) is not there: apt install "
                    + "libjs-vue, or name the file with --vue"
            )
        }
        // It starts while the rest is made.
        program = try ScriptOptions.program(forPage: true, maxMemory: Self.maxMemory.bytes)
        let backend = try DemoBackend()
        let vue = MappedFile(url: PageDemoStep.vueURL, path: vue)
        let browser = browser(
            PageDemoTransport(try LocalTransport(network, mapping: [vue]), api: backend.baseURL)
        )
        self.backend = backend
        self.browser = browser
        self.clock = clock
        tab = ScriptedTab(
            .new,
            in: browser,
            program: program,
            files: NoLocalFiles(),
            listener: events,
            executor: MainThreadExecutor.shared
        )
    }

    static var titles: [String] { PageDemoStep.all.map(\.title) }

    nonisolated var introduction: Layout {
        DemoText.pageIntroduction(backend.baseURL, browser: browser.policy.title)
    }

    nonisolated var conclusion: Layout { DemoText.pageConclusion }

    func play(_ index: Int) async throws -> DemoScene {
        let step = PageDemoStep.all[index]
        var seen = PageDemoStep.Seen()
        var state = JSONValue.null
        let tab = tab
        let end = try await ScriptRun(timeout: Self.timeout.seconds).run(
            on: program,
            orElse: { await tab.stop() }
        ) {
            for act in step.acts {
                let end = try await perform(act)
                guard case .quiet = end else { return end }
            }
            seen.value = await events.takeValue()
            seen.message = try await read(.read(.target("#message"))).string ?? ""
            state = try await read(.state)
            return .quiet
        }
        try end.check("the page", timeout: Self.timeout, maxMemory: Self.maxMemory)
        let happened = await events.take()
        seen.jar = await browser.cookies()
        let requests = happened.reports.map {
            DemoScene.Request(
                report: $0,
                isExplained: $0.urlText.hasPrefix(backend.baseURL)
            )
        }
        seen.call = requests.last(where: \.isExplained)?.report
        let record = PageRecord(
            console: happened.console,
            errors: happened.errors,
            value: seen.value,
            title: state["title"].string ?? "",
            text: state["text"].string ?? ""
        )
        return DemoScene(
            requests: requests,
            sights: step.sights(seen),
            lesson: step.lesson(seen),
            now: clock.now(),
            page: DemoPage(page: await tab.page, record: record, jar: seen.jar)
        )
    }

    private func perform(_ act: PageDemoStep.Act) async throws -> ScriptedTab.End {
        switch act {
        case .open(let url):
            _ = await tab.open(NavigationRequest(url: url, kind: .typed))
        case .click(let button):
            _ = try await read(.click(button))
        case .read(let code):
            await tab.evaluate(
                ScriptedTab.Script(name: "console", source: Array(code.utf8)),
                wantsValue: true
            )
        }
        return await tab.rest()
    }

    private func read(_ action: PageAction) async throws -> JSONValue {
        switch await tab.perform(action) {
        case .done(let value, _): return value
        case .ended: return .null
        case .failed(let words, _):
            throw CommandFailure(.expectationFailed, "the demo's page: \(words)".terminalSafe)
        }
    }

    deinit { program.stop() }
}
