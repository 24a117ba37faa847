internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import PageScripts
internal import Scenario
internal import Terminal
internal import WebOrigin

/// Opens pages for the steps of scenarios and of `serve`, each in a process of its own.
struct OpenedPages: ScenarioPageOpener {
    /// What the browser asks through; `nil` is its own transport.
    var transport: PageTransport?

    func open(
        _ opening: ScenarioOpening,
        in browser: Browser,
        _ tab: Tab?
    ) async -> ScenarioOpening.Result {
        let url: WebURL
        let program: PageProcess
        do {
            url = try PageURL.parse(opening.url, option: "open")
            let network = transport ?? browser.transport as? PageTransport
            try network?.map(opening.maps, for: url)
            program = try ScriptOptions.program(forPage: true)
        } catch let error as CommandFailure {
            return .failed(error.message ?? "the page cannot be opened")
        } catch let error as UsageError {
            return .failed(error.description)
        } catch {
            return .failed("\(error)")
        }
        let events = PageEvents()
        let scripted = ScriptedTab(
            tab ?? .new,
            in: browser,
            program: program,
            files: NoLocalFiles(),
            listener: events,
            executor: MainThreadExecutor.shared
        )
        // What the page asks for later is not of this step's time.
        let report = await RequestClock.$current.withValue(nil) {
            await scripted.open(NavigationRequest(url: url.href, kind: .typed))
        }
        if report.document == nil {
            program.stop()
            return .none(report)
        }
        let page = OpenedPage(tab: scripted, program: program, events: events)
        if case .failed(let reason, _) = await page.rest(within: opening.timeout) {
            await page.close()
            return .failed(reason)
        }
        return .page(page)
    }
}

/// A page that stays open from step to step.
private actor OpenedPage: ScenarioPage {
    private let scripted: ScriptedTab
    private let program: PageProcess
    private let events: PageEvents

    init(tab: ScriptedTab, program: PageProcess, events: PageEvents) {
        scripted = tab
        self.program = program
        self.events = events
    }

    var tab: Tab { get async { await scripted.tab } }

    func perform(
        _ act: ScenarioPageAction,
        within timeout: Microseconds
    ) async -> ScenarioPageAction.Result {
        let action: PageAction
        switch act.kind {
        case .click(let target): action = .click(target)
        case .type(let target, let text): action = .type(target, text: text)
        case .submit(let target): action = .submit(target)
        case .isVisible(let target): action = .isVisible(target)
        case .state: action = .state
        case .script(let code): return await run(code, in: act.frame, within: timeout)
        }
        return await bounded(timeout) {
            switch await self.scripted.perform(action, in: act.frame) {
            case .done(let value, _):
                let end = await self.scripted.rest()
                return Self.result(end, value)
            case .failed(let reason, let candidates):
                return .failed(reason, candidates: candidates)
            case .ended(let end): return Self.result(end, .null)
            }
        }
    }

    private func run(
        _ code: String,
        in frame: [String],
        within timeout: Microseconds
    ) async -> ScenarioPageAction.Result {
        await bounded(timeout) {
            var document: Int?
            if !frame.isEmpty {
                switch await self.scripted.perform(.document, in: frame) {
                case .done(let value, _): document = value.number.flatMap { Int(exactly: $0) }
                case .failed(let reason, let candidates):
                    return .failed(reason, candidates: candidates)
                case .ended(let end): return Self.result(end, .null)
                }
            }
            _ = await self.events.takeValue()
            await self.scripted.evaluate(
                ScriptedTab.Script(name: "script", source: Array(code.utf8)),
                wantsValue: true,
                document: document
            )
            let end = await self.scripted.rest()
            let text = await self.events.takeValue()
            let value = text.map { JSONReader.value(of: Array($0.utf8)) ?? .string($0) }
            return Self.result(end, value ?? .null)
        }
    }

    /// Waits until nothing is under way.
    func rest(within timeout: Microseconds) async -> ScenarioPageAction.Result {
        await bounded(timeout) { Self.result(await self.scripted.rest(), .null) }
    }

    func takeEvents() async -> ScenarioPageEvents { await events.take() }

    func advance(
        by duration: Microseconds,
        within timeout: Microseconds
    ) async -> ScenarioPageAction.Result {
        await scripted.advance(milliseconds: Int(duration / 1000))
        return await rest(within: timeout)
    }

    func close() async {
        await scripted.close()
        program.stop()
    }

    /// Gives the page up when the time is up, as nothing else would end a script or a call that it waits
    /// for.
    private func bounded(
        _ timeout: Microseconds,
        _ work: @Sendable () async -> ScenarioPageAction.Result
    ) async -> ScenarioPageAction.Result {
        let seconds = Double(timeout) / 1_000_000
        let (scripted, program) = (scripted, program)
        var result = ScenarioPageAction.Result.done(.null)
        let end = await ScriptRun(timeout: seconds).run(
            on: program,
            orElse: { await scripted.stop() }
        ) {
            result = await withTaskCancellationHandler {
                await work()
            } onCancel: {
                program.stop()
            }
            return .quiet
        }
        guard case .timeout = end else { return result }
        return .failed(
            "the page was still busy after \(JSONValue.number(seconds).json) s: raise timeout, "
                + "or end what it waits for",
            candidates: []
        )
    }

    private static func result(_ end: ScriptedTab.End, _ value: JSONValue) -> ScenarioPageAction.Result {
        switch end {
        case .quiet: .done(value)
        case .process(.memory): .failed("the page used more than 1 GiB of memory", candidates: [])
        case .process(.missingLibrary(let name)):
            .failed(Installation.advice(onMissingLibrary: name), candidates: [])
        case .process(.other): .failed("the page's process has ended", candidates: [])
        }
    }
}
