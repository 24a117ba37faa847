internal import ArgumentParser
internal import Cookies
internal import CurlTransport
internal import Explanations
internal import Fetch
internal import Fixes
internal import Glibc
internal import Infra
internal import JSON
internal import Report
internal import Synchronization
internal import WebOrigin

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The tutorial's login flow against a backend that comes with crumb, explained.",
        discussion: """
            Example:
              crumb demo
            """
    )

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
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
        if !global.json { try output.print(DemoText.introduction(backend.baseURL)) }
        for (index, step) in DemoStep.all.enumerated() {
            clock.set(secondsAhead: step.secondsLater)
            let page = Page(url: try PageURL.parse(step.page, option: "page"))
            let request = FetchRequest(
                url: backend.baseURL + step.path,
                credentials: step.credentials
            )
            let report = await browser.fetch(request, from: page)
            if global.json {
                reports.append(report)
            } else {
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
        }
        if global.json {
            var json: [JSONValue] = []
            for report in output.shown(reports) {
                json.append(report.json(advice: await Adviser(report: report).advice()))
            }
            try output.print(json: .array(json))
        } else {
            try output.print(DemoText.conclusion)
        }
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
