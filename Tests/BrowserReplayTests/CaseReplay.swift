import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Explanations
import Synchronization
import WebOrigin

/// What crumb did in one step.
struct ObservedStep: Sendable {
    /// The requests that arrived at the server.
    var requests: [HTTPRequest] = []
    /// One report for the step itself, and one for a frame that had to be created for it.
    var reports: [FetchReport] = []
    /// Console messages about documents that were loaded without a request.
    var messages: [String] = []
    var outcome: [String] = []
    var jar: [Cookie] = []
    var documentCookie = ""
    var time: Moment
    /// Whether the effects of the step are only observed in the next one.
    var isUnfinished = false
}

/// Runs a recorded case through the real engine.
final class CaseReplay {
    let recorded: RecordedCase
    let clock: VirtualClock
    private let server: CaseServer
    let browser: Browser
    /// The tab that the steps run in.
    var tab: Tab
    private var page: Page { tab.page }
    /// How many seconds after the tab's last navigation a click counts as user activation; `nil`:
    /// always.
    private let activationSeconds: Int64?
    private var lastNavigation: Moment
    private var storage = PageStorage()
    /// The console messages that calls of a frame's document caused in Chromium, by frame path.
    var reportedMessages: [String: [String]] = [:]

    /// Whether the recorded browser treats an undecided permission as denied.
    let deniesPrompts: Bool
    private let permissions: [(key: Permissions.Key, entry: Permissions.Entry)]

    init(
        _ recorded: RecordedCase,
        of recordedBrowser: RecordedBrowser,
        policy: BrowserPolicy,
        activationSeconds: Int64?
    ) throws {
        self.recorded = recorded
        deniesPrompts = recordedBrowser != .firefox
        permissions = try recorded.permissions(in: recordedBrowser)
        self.activationSeconds = activationSeconds
        let clock = VirtualClock()
        self.clock = clock
        server = CaseServer { clock.now }
        browser = Browser(
            policy: policy,
            suffixes: .builtin,
            jar: CookieJar(suffixes: .builtin),
            transport: server,
            now: { clock.now }
        )
        tab = Tab(Page(url: try WebURL(parsing: "about:blank")))
        lastNavigation = clock.now
    }

    /// Opens the page and runs the steps, as many as the recording has.
    func run(steps count: Int) async throws -> [ObservedStep] {
        let path = try WebURL(parsing: recorded.page).serializedPath
        let html = ServedResponse(
            headers: [["Content-Type", "text/html; charset=utf-8"]],
            body: "{{page}}"
        )
        server.program([path: ServedAnswers(main: .one(html))])
        if let rules = recorded.serve { server.program(rules) }
        for (key, entry) in permissions { await browser.decide(entry, on: key) }
        // Long timeouts, since the server responds at once and only a busy machine delays reports.
        await browser.report(
            ViolationReporting(isSending: true, headStart: .seconds(60), patience: .seconds(60))
        )
        let opening = RecordedCase.Step(kind: .navigate, url: recorded.page, how: "typed")
        var observed: [ObservedStep] = []
        for step in ([opening] + recorded.steps).prefix(count) {
            if let rules = step.serve { server.program(rules) }
            observed.append(try await run(step))
        }
        return observed
    }

    private func run(_ step: RecordedCase.Step) async throws -> ObservedStep {
        // A recorded step takes some time, which determines the order of the cookies.
        clock.advance(byMicroseconds: 200_000)
        var observed = ObservedStep(time: clock.now)
        if let client = try await client(of: step, &observed) {
            try await run(step, in: client, &observed)
        } else {
            observed.outcome = ["frame timeout"]
        }
        if step.nowait == true {
            // A beacon's return value is available at once.
            if step.kind != .beacon { observed.outcome = ["started"] }
            observed.isUnfinished = true
            return observed
        }
        for exchange in observed.reports.flatMap(\.exchanges)
        where exchange.clearSiteData?.clearsStorage == true {
            storage.clear(exchange.url.origin)
        }
        observed.requests = server.takeRequests()
        // If nothing was sent, the recording continues before a report with a task of its own is
        // sent.
        if browser.policy.fetch.reportOrder == .afterwards,
            observed.reports.allSatisfy(\.exchanges.isEmpty)
        {
            observed.requests.removeAll { $0.isViolationReport }
        }
        if recorded.hasOpeningsOnly, step.kind == .websocket {
            observed.requests = observed.requests.map(\.withoutHandshake)
        }
        observed.jar = await browser.cookies()
        observed.documentCookie = await browser.documentCookie(in: page).value ?? ""
        observed.time = clock.now
        return observed
    }

    /// Returns the page, or the frame that the step inserts into it; `nil` if the frame could not
    /// be loaded.
    private func client(
        of step: RecordedCase.Step,
        _ observed: inout ObservedStep
    ) async throws -> Page? {
        if let path = step.in {
            guard let document = tab.document(at: FramePath(path)) else {
                throw MissingFrame(path: path)
            }
            return document
        }
        if step.kind == .frameNavigate { return page }
        switch step.frame {
        case nil:
            return page
        case "sandbox":
            let url = try WebURL(parsing: "about:srcdoc")
            return Page(url: url, inFramesOf: [page], isSandboxed: true)
        case "data":
            return Page(url: try WebURL(parsing: "data:text/html,"), inFramesOf: [page])
        case let url?:
            let report = await browser.load(
                LoadRequest(url: url, as: .iframe),
                from: page
            )
            observed.reports.append(report)
            return report.document
        }
    }

    private func run(
        _ step: RecordedCase.Step,
        in client: Page,
        _ observed: inout ObservedStep
    ) async throws {
        switch step.kind {
        case .frame: await insertFrame(step, in: FramePath(step.in ?? ""), &observed)
        case .frameNavigate: try await navigateFrame(step, &observed)
        case .element: try await insertElement(step, in: client, &observed)
        case .worker: await startWorker(step, in: client, &observed)
        case .import: await importModule(step, in: client, &observed)
        case .storageAccess: await askForPermission(step, in: client, &observed)
        case .wait:
            clock.advance(byMicroseconds: Int64((step.seconds ?? 0) * 1_000_000))
            observed.outcome = ["waited"]
        case .documentCookie:
            let report = await browser.documentCookie(
                setting: (step.lines ?? []).map { ByteString(utf8: $0) },
                in: client
            )
            let isSetting = step.lines?.isEmpty == false
            observed.outcome = outcome(of: report, in: client, isSetting: isSetting)
        case .fetch, .xhr:
            guard var request = FetchRequest(step) else {
                observed.outcome = ["not expressible"]
                return
            }
            request.refuseUnknownValues(step, policy: browser.policy)
            if step.twice == true {
                await runTwice(request, in: client, &observed)
                return
            }
            let report = await browser.fetch(request, from: client)
            observed.reports.append(report)
            observed.outcome = outcome(of: report)
        case .subresource:
            let report = await browser.load(try LoadRequest(step), from: client)
            observed.reports.append(report)
            observed.outcome = [
                isPending(report) ? "no event" : report.elementEvent?.rawValue ?? "no event"
            ]
        case .websocket: await runWebSocket(step, in: client, &observed)
        case .eventsource: await runEventSource(step, in: client, &observed)
        case .beacon: await runBeacon(step, in: client, &observed)
        case .cookieStore: await runCookieStore(step, in: client, &observed)
        case .storage:
            if case .items(let items)? = step.set {
                storage.store(items, of: client.origin)
            }
            let items = RecordedValue.object(
                storage.items(of: client.origin).mapValues { .string($0) }
            )
            observed.outcome = ["resolved", items.line, items.line]
        case .navigate:
            let target = try WebURL(parsing: step.url ?? "", base: client.url)
            guard target.isHTTP else {
                // A typed address without a server, which has no address space.
                var page = Page(url: target)
                if target.scheme != "file" { page.addressSpace = .unknown }
                tab.show(page)
                observed.outcome = ["navigated", target.href]
                return
            }
            let isActivated = isActivated
            lastNavigation = clock.now
            try await navigateTab(step, from: client, isActivated, &observed)
        }
    }

    /// Runs two fetches of the same turn of the event loop.
    private func runTwice(
        _ request: FetchRequest,
        in client: Page,
        _ observed: inout ObservedStep
    ) async {
        server.holdUntilOthersAreDecided(2)
        let browser = browser
        let server = server
        let reports = await withTaskGroup(of: FetchReport.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    defer { server.decide() }
                    return await browser.fetch(request, from: client)
                }
            }
            return await group.reduce(into: [FetchReport]()) { $0.append($1) }
        }
        observed.reports += reports
        let results = reports.map { report -> RecordedValue in
            switch report.outcome {
            case .fulfilled(let response): .number(Double(response.status))
            case .rejected(let failure): .string(report.errorName(of: failure))
            }
        }
        // Which of the two finishes first is up to the scheduler.
        let sorted = results.sorted { $0.number != nil && $1.number == nil }
        observed.outcome = ["resolved", RecordedValue.array(sorted).line]
    }

    var isActivated: Bool {
        if recorded.activation == false { return false }
        guard let activationSeconds else { return true }
        return clock.now.microseconds(since: lastNavigation) <= activationSeconds * 1_000_000
    }

    private func outcome(
        of report: DocumentCookieReport,
        in client: Page,
        isSetting: Bool
    ) -> [String] {
        if let failure = report.failure {
            let message = failure.scriptMessage(
                in: client,
                isSetting: isSetting,
                wording: .of(browser.policy.name)
            )
            return ["rejected", failure.errorName, message]
        }
        return ["resolved", report.value ?? ""]
    }

    /// The name of the error that reading the body rejects with.
    private func bodyErrorName(_ failure: FetchFailure) -> String {
        if failure == .timedOut {
            return ScriptErrorWording.of(browser.policy.name).timedOut
        }
        return "TypeError"
    }

    private func outcome(of report: FetchReport) -> [String] {
        if isPending(report) { return ["pending"] }
        return switch report.outcome {
        case .rejected(let failure):
            [
                "rejected", report.errorName(of: failure),
                report.scriptMessage(of: failure),
            ]
        case .fulfilled(let response):
            [
                "resolved", report.initiator == .xhr ? "" : response.kind.rawValue,
                "\(response.status)",
                report.initiator == .xhr ? "" : "\(response.isRedirected)", response.url,
            ] + response.headers.map { "\($0.name): \($0.value.isomorphicDecoded)" } + [
                response.body?.utf8Decoded ?? ""
            ] + (response.bodyError.map { [bodyErrorName($0)] } ?? [])
        }
    }
}

/// The localStorage and sessionStorage of pages, modeled here because the replay runs no scripts, so
/// that clearing them can be observed.
private struct PageStorage {
    private var items: [Origin: [String: String]] = [:]

    mutating func store(_ new: [String: String], of origin: Origin) {
        items[origin, default: [:]].merge(new) { $1 }
    }

    func items(of origin: Origin) -> [String: String] { items[origin] ?? [:] }

    mutating func clear(_ origin: Origin) { items[origin] = nil }
}

/// A clock that only moves when it is advanced.
final class VirtualClock: Sendable {
    /// 2026-11-01T00:00:00Z.
    private let moment = Mutex(Moment(secondsSinceEpoch: 1_793_491_200))

    var now: Moment { moment.withLock { $0 } }

    func advance(byMicroseconds microseconds: Int64) {
        moment.withLock { $0 = $0.advanced(byMicroseconds: microseconds) }
    }
}
