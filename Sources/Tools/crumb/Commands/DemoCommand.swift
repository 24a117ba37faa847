internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserJSON
internal import CurlTransport
internal import Explanations
internal import Fixes
internal import Glibc
internal import Report
internal import Terminal
internal import WebOrigin

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Walk through a login flow against a bundled backend, step by step.",
        discussion: """
            On a terminal it waits after each step: Enter continues, q quits.

            With --page, the tutorial's actual page is opened, its code is run, and its buttons are \
            clicked. It needs Vue 2, from Debian (apt install libjs-vue) or from --vue.

            Examples:
              crumb demo
              crumb demo 6
              crumb demo 1 2 --browser firefox
              crumb demo --page
            """
    )

    @Argument(help: "The numbers of the steps to show; earlier steps are run silently.")
    var steps: [Int] = []

    @Flag(help: "Use the actual page: its buttons are clicked, and its code makes the requests.")
    var page = false

    @Option(
        help: ArgumentHelp(
            "Vue 2, for --page (default: \(PageDemo.vue)).",
            valueName: "file"
        ),
        completion: .file(extensions: ["js"])
    )
    var vue: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    private var titles: [String] { page ? PageDemo.titles : RequestDemo.titles }

    func validate() throws {
        let count = titles.count
        if let number = steps.first(where: { !(1...count).contains($0) }) {
            throw ValidationError("There is no step \(number): the demo has steps 1 to \(count).")
        }
        if vue != nil, !page { throw ValidationError("--vue is for --page.") }
    }

    mutating func run() async throws {
        let clock = DemoClock(try global.clock())
        let stage = try stage(clock)
        let shownSteps = steps.isEmpty ? Array(1...titles.count) : steps
        let lastStep = shownSteps.max() ?? titles.count
        var json: [JSONValue] = []
        if !global.json, steps.isEmpty {
            try global.output.print(stage.introduction)
            if isDone(clock) { return }
        }
        for number in 1...lastStep {
            let isShown = shownSteps.contains(number)
            let scene = try await stage.play(number - 1)
            if isShown {
                if global.json {
                    json += await self.json(scene)
                } else {
                    try await show(scene, number: number)
                }
            }
            guard scene.lesson != nil else {
                throw CommandFailure(
                    .expectationFailed,
                    "step \(number) of the demo did not do what the \(try global.policy().name) policy "
                        + "should do here: this is a bug in crumb"
                )
            }
            if isShown, number < lastStep, isDone(clock) { return }
        }
        if global.json {
            try global.output.print(json: .array(json))
        } else if steps.isEmpty {
            try global.output.print(stage.conclusion)
        }
    }

    private func stage(_ clock: DemoClock) throws -> any DemoStage {
        let policy = try global.policy()
        let suffixes = try global.suffixes()
        let network = try CurlTransportFactory.make()
        func browser(_ transport: any Transport) -> Browser {
            Browser(
                policy: policy,
                suffixes: suffixes,
                jar: CookieJar(suffixes: suffixes),
                transport: transport,
                now: { clock.now() }
            )
        }
        guard page else {
            return RequestDemo(try DemoBackend(), browser: browser(network), clock: clock)
        }
        return try PageDemo(
            clock: clock,
            network: network,
            vue: vue ?? PageDemo.vue,
            browser: browser
        )
    }

    private func show(_ scene: DemoScene, number: Int) async throws {
        var explanations: [Layout] = []
        for request in scene.requests where request.isExplained {
            let shown = global.output.shown(request.report)
            explanations.append(
                FetchExplanation(
                    shown,
                    advice: await Adviser(report: shown).advice(),
                    detail: global.verbose ? .verbose : .standard,
                    now: scene.now
                ).layout
            )
        }
        try global.output.print(
            DemoText.step(
                titles[number - 1],
                number: number,
                scene,
                explanations: explanations
            )
        )
    }

    /// The request's report, or what the page did if it runs its own code.
    private func json(_ scene: DemoScene) async -> [JSONValue] {
        var reports: [JSONValue] = []
        for report in global.output.shown(scene.requests.map(\.report)) {
            reports.append(report.json(advice: await Adviser(report: report).advice()))
        }
        guard var shown = scene.page else { return reports }
        shown.record.reports = reports
        return [shown.record.json(of: shown.page, jar: global.output.shown(shown.jar))]
    }

    /// Waits for a person who reads along, and does not prompt otherwise. Returns `true` when the
    /// person wants to quit.
    private func isDone(_ clock: DemoClock) -> Bool {
        guard !global.json, global.output.terminal.isOutputTerminal, isatty(STDIN_FILENO) == 1
        else { return false }
        global.output.draw("\nEnter: next step. q: quit. ", after: "")
        let answer = clock.pausedDuring { readLine() }
        // Typed input ended the line; the end of the input did not.
        if answer == nil { global.output.draw("\n", after: "") }
        return answer == nil || answer?.lowercased().hasPrefix("q") == true
    }
}

enum CurlTransportFactory {
    static func make() throws(UsageError) -> CurlTransport {
        do throws(CurlTransportSettingsError) {
            return try CurlTransport(on: MainThreadExecutor.shared)
        } catch {
            throw UsageError(error.description)
        }
    }
}

extension FetchReport {
    /// The status that the page reads; `nil` when it reads none.
    var status: Int? {
        if case .fulfilled(let response) = outcome { response.status } else { nil }
    }

    var errorCode: String? {
        if case .rejected(let failure) = outcome { failure.code } else { nil }
    }

    var effects: [SetCookieVerdict.Effect] { exchanges.flatMap(\.setCookies).map(\.effect) }

    var storedCount: Int { effects.filter { $0 == .created || $0 == .updated }.count }

    var sentCount: Int { exchanges.flatMap(\.cookies).filter(\.isSent).count }
}
