internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import CurlTransport
internal import Explanations
internal import Fixes
internal import Glibc
internal import Report
internal import Synchronization
internal import WebOrigin

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The tutorial's login flow against a backend that comes with crumb, explained.",
        discussion: """
            On a terminal it waits after each step: Enter goes on, q ends it.

            Examples:
              crumb demo
              crumb demo 6
              crumb demo 1 2 --browser firefox
            """
    )

    @Argument(help: "The steps to show, by number; those before them are done without a word.")
    var steps: [Int] = []

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func validate() throws {
        let count = DemoStep.all.count
        if let number = steps.first(where: { !(1...count).contains($0) }) {
            throw ValidationError("There is no step \(number): the demo has steps 1 to \(count).")
        }
    }

    mutating func run() async throws {
        let shownSteps = steps.isEmpty ? Array(1...DemoStep.all.count) : steps
        let lastStep = shownSteps.max() ?? DemoStep.all.count
        let backend = try DemoBackend()
        let transport = try CurlTransportFactory.make()
        let clock = DemoClock(try global.clock())
        let policy = try global.policy()
        let suffixes = try global.suffixes()
        let browser = Browser(
            policy: policy,
            suffixes: suffixes,
            jar: CookieJar(suffixes: suffixes),
            transport: transport,
            now: { clock.now() }
        )
        var reports: [FetchReport] = []
        let output = global.output
        if !global.json, steps.isEmpty {
            try output.print(DemoText.introduction(backend.baseURL))
            if isDone() { return }
        }
        for (index, step) in DemoStep.all.prefix(lastStep).enumerated() {
            let isShown = shownSteps.contains(index + 1)
            clock.set(secondsAhead: step.secondsLater)
            let page = Page(url: try PageURL.parse(step.page, option: "page"))
            let request = FetchRequest(
                url: backend.baseURL + step.path,
                credentials: step.credentials
            )
            let report = await browser.fetch(request, from: page)
            if global.json {
                if isShown { reports.append(report) }
            } else if isShown {
                let shown = output.shown(report)
                let explanation = FetchExplanation(
                    shown,
                    advice: await Adviser(report: shown).advice(),
                    detail: global.verbose ? .verbose : .standard,
                    now: clock.now()
                )
                try output.print(
                    DemoText.step(step, number: index + 1, explanation: explanation.layout)
                )
            }
            guard step.expected(report) else {
                throw CommandFailure(
                    .expectationFailed,
                    "step \(index + 1) of the demo is not what the \(policy.name) policy should do "
                        + "here: that is a bug of crumb's"
                )
            }
            if isShown, index + 1 < lastStep, isDone() { return }
        }
        if global.json {
            var json: [JSONValue] = []
            for report in output.shown(reports) {
                json.append(report.json(advice: await Adviser(report: report).advice()))
            }
            try output.print(json: .array(json))
        } else if steps.isEmpty {
            try output.print(DemoText.conclusion)
        }
    }

    /// Waits for a person who reads along; nobody else is asked. `true` where the person has had enough.
    private func isDone() -> Bool {
        guard !global.json, global.output.terminal.isOutputTerminal, isatty(STDIN_FILENO) == 1
        else { return false }
        global.output.draw("\nEnter: the next step. q: the end. ", after: "")
        let answer = readLine()
        // What was typed ended the line; an end of the input did not.
        if answer == nil { global.output.draw("\n", after: "") }
        return answer == nil || answer?.lowercased().hasPrefix("q") == true
    }
}

enum CurlTransportFactory {
    static func make() throws(UsageError) -> CurlTransport {
        do throws(CurlTransportSettingsError) {
            return try CurlTransport(on: MainThread.shared)
        } catch {
            throw UsageError(error.description)
        }
    }
}

/// The demo's minute passes in no time.
final class DemoClock: Sendable {
    private let clock: VirtualClock
    private let offset = Mutex<Int64>(0)

    init(_ clock: VirtualClock) {
        self.clock = clock
    }

    /// For one step alone, as `--now` is for one command: the backend lives in real time, and its
    /// dates would otherwise lie in the past.
    func set(secondsAhead seconds: Int64) {
        offset.withLock { $0 = seconds }
    }

    func now() -> Moment {
        clock.now().advanced(bySeconds: offset.withLock { $0 })
    }
}

extension FetchReport {
    /// What the page reads; `nil` where it reads nothing.
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
