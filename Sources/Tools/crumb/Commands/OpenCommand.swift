internal import ArgumentParser
internal import BrowserFetch
internal import BrowserJSON
internal import PageScripts
internal import Terminal
internal import WebOrigin

struct OpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open a page, run its code, and act on it as a person would.",
        discussion: """
            The page is navigated to as by visit, its scripts run under the browser's rules, and the \
            actions run in the order in which they are written, each one when the page is idle: \
            nothing is in flight, and no timer under a second is pending. Nothing is drawn.

            A target is a CSS selector, or the text of a button, a link or a label, or the beginning of \
            that text; an exact match wins. stdout has what the \
            page logs, what --print asks for, and the value of the last --eval as JSON; stderr a line \
            for each request, and what the page did not catch.

            Exit status: 0; 1 an uncaught error, an unhandled rejection, or an action that found \
            nothing; 3 or 4 no page came, or none where it went last; 124 the page had not come to rest \
            after --timeout.

            Examples:
              crumb open http://127.0.0.1:5500/app.html \\
                  --click "Set Cookie" --click "Get Cookie" --print text
              crumb open http://localhost:3000/login --type Name=ada \\
                  --type Password=lovelace --submit form \\
                  --wait-for-text Hello
              crumb open file:///home/ada/app.html -e document.cookie
              crumb open http://127.0.0.1:5500/app.html \\
                  --map https://unpkg.com/vue@2/dist/vue.js=vue.js
            """
    )

    @Argument(help: "The page: an http or https URL, or file:///….")
    var url: String

    @OptionGroup(title: "On the page") var actions: ActionOptions
    @OptionGroup(title: "The script") var scriptOptions: ScriptOptions

    @Option(
        help: ArgumentHelp("Read this URL from a file; repeatable.", valueName: "url=file")
    )
    var map: [MappedFile] = []

    @Flag(
        name: .customLong("allow-popups"),
        help: "Let the page open windows without a click."
    )
    var allowPopUps = false

    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        let url = try PageURL.parse(url, option: "open")
        let steps = try actions.steps()
        // The program starts while the profile is opened.
        let program = try scriptOptions.program(forPage: true)
        let session = try Session(global)
        let network = try transportOptions.transport(isForStreams: true)
        let browser = session.browser(
            transport: try LocalTransport(network, mapping: map, relativeTo: url)
        )
        let output = PageOutput(session: session, browser: browser)
        let tab = ScriptedTab(
            try session.currentTab() ?? .new,
            in: browser,
            program: program,
            files: NoLocalFiles(),
            listener: output,
            executor: MainThreadExecutor.shared,
            allowsPopUps: allowPopUps
        )
        let opening = Task(executorPreference: MainThreadExecutor.shared) {
            await tab.open(NavigationRequest(url: url.href, kind: .typed))
        }
        var refusal: FetchReport?
        let timeout = scriptOptions.timeout
        var state: JSONValue?
        let end: ScriptRun.End
        do {
            end = try await ScriptRun(timeout: timeout.seconds).run(
                on: program,
                orElse: {
                    opening.cancel()
                    await tab.stop()
                }
            ) {
                let report = await opening.value
                if report.document == nil {
                    refusal = report
                    return .quiet
                }
                let end = try await perform(steps, on: tab, output)
                if case .quiet = end, global.json { state = try await read(.state, on: tab) }
                return end
            }
        } catch {
            try await finish(tab, program, output, state)
            throw error
        }
        if let refusal {
            program.stop()
            try await output.finish(seen: Page(url: url))
            try end.check("the page", timeout: timeout, maxMemory: scriptOptions.maxMemory)
            throw failure(refusal)
        }
        try await finish(tab, program, output, state)
        if case .timeout = end, let awaited = await output.awaited {
            throw CommandFailure(
                .timeout,
                "the page did not show \(awaited) in \(timeout.text): allow more time with --timeout, "
                    + "or look at what it shows with --print text"
            )
        }
        try end.check("the page", timeout: timeout, maxMemory: scriptOptions.maxMemory)
        // What it shows is an error page of the browser's.
        if let status = await tab.refusal?.exitStatus(fail: false) { throw CommandFailure(status) }
        if await output.hasFailed { throw CommandFailure(.expectationFailed) }
    }

    private func finish(
        _ tab: ScriptedTab,
        _ program: PageProcess,
        _ output: PageOutput,
        _ state: JSONValue?
    ) async throws {
        await tab.close()
        program.stop()
        try await output.finish(
            tab: await tab.tab,
            seen: await tab.page,
            title: state?["title"].string ?? "",
            text: state?["text"].string ?? ""
        )
    }

    private func perform(
        _ steps: [ActionOptions.Step],
        on tab: ScriptedTab,
        _ output: PageOutput
    ) async throws -> ScriptedTab.End {
        var end = await tab.rest()
        let lastCode = steps.lastIndex { if case .evaluate = $0 { true } else { false } }
        for (index, step) in steps.enumerated() {
            guard case .quiet = end else { return end }
            switch step {
            case .evaluate(let code):
                await tab.evaluate(
                    ScriptedTab.Script(name: "--eval", source: Array(code.utf8)),
                    wantsValue: index == lastCode
                )
            case .action(let action):
                await output.awaits(action.awaited)
                let result = await tab.perform(action)
                if case .done = result { await output.awaits(nil) }
                switch result {
                case .done(let value, let note):
                    if let text = value.string { await output.printed(text) }
                    if let note { await output.noted(note) }
                case .failed(let words, let candidates): throw failure(words, candidates)
                case .ended(let end): return end
                }
            }
            end = await tab.rest()
        }
        return end
    }

    private func read(_ action: PageAction, on tab: ScriptedTab) async throws -> JSONValue? {
        if case .done(let value, _) = await tab.perform(action) { value } else { nil }
    }

    private func failure(_ words: String, _ candidates: [String]) -> CommandFailure {
        let there =
            candidates.isEmpty ? "" : "; there is " + candidates.joined(separator: ", ")
        return CommandFailure(.expectationFailed, (words + there).terminalSafe)
    }

    /// No page came.
    private func failure(_ report: FetchReport) -> CommandFailure {
        if let status = report.exitStatus(fail: false) { return CommandFailure(status) }
        return CommandFailure(
            .expectationFailed,
            "there is no page at \(url): the response is a download, or has no content".terminalSafe
        )
    }
}

extension PageAction {
    /// What it waits for.
    fileprivate var awaited: String? {
        switch self {
        case .wait(let target): "\"\(target.terminalSafe)\""
        case .waitForText(let text): "the text \"\(text.terminalSafe)\""
        default: nil
        }
    }
}

extension OpenCommand: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .required { $0.url = $1 },
            .group { $0.actions = $1 },
            .group { $0.scriptOptions = $1 },
            .values("map") { $0.map = $1 },
            .flag("allow-popups") { $0.allowPopUps = $1 },
            .group { $0.transportOptions = $1 },
            .group { $0.global = $1 },
        ]
    }
}
