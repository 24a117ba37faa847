internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// The state of one run as it goes from step to step: a browser, its page and its variables.
struct ScenarioRun {
    let scenario: Scenario
    let policy: BrowserPolicy
    private let clock: ScenarioClock
    let browser: Browser
    private(set) var variables: Variables
    private let keepsJars: Bool
    var tab: Tab?
    /// `nil` if pages cannot be opened.
    let pages: (any ScenarioPageOpener)?
    /// The open page whose scripts run.
    var scripted: (any ScenarioPage)?

    init(
        scenario: Scenario,
        policy: BrowserPolicy,
        environment: RunEnvironment,
        transport: any Transport,
        variables: Variables
    ) {
        self.scenario = scenario
        self.policy = policy
        self.variables = variables
        keepsJars = environment.keepsJars
        pages = environment.pages
        let clock = ScenarioClock(start: scenario.clock, machine: environment.wallClock)
        self.clock = clock
        browser = Browser(
            policy: policy,
            suffixes: environment.suffixes,
            jar: CookieJar(suffixes: environment.suffixes),
            transport: transport,
            now: { clock.now() }
        )
    }

    /// A run for steps that are requested one at a time.
    init(
        live browser: Browser,
        clock: ScenarioClock,
        tab: Tab?,
        pages: (any ScenarioPageOpener)?,
        scripted: (any ScenarioPage)?
    ) {
        scenario = Scenario(source: SourceFile(path: "", text: ""))
        policy = browser.policy
        self.clock = clock
        self.browser = browser
        variables = Variables()
        keepsJars = false
        self.tab = tab
        self.pages = pages
        self.scripted = scripted
    }

    /// Runs the steps up to the first failure, because later steps depend on earlier ones.
    ///
    /// Steps run on the browser's actor, like everything that need not run elsewhere: switching there and
    /// back costs two jobs for each request. (`nonisolated(nonsending)` would be shorter, but then the
    /// closure of a task-local value runs elsewhere.)
    mutating func steps(on actor: isolated Browser) async -> [StepResult] {
        var results: [StepResult] = []
        await browser.report(ViolationReporting(isSending: scenario.sendsReports))
        do throws(StepError) {
            tab = try openPage().map { Tab($0) }
        } catch {
            var result = StepResult(place: Place(line: 1, column: 1), title: "page")
            result.failures = [error.failure]
            return [result]
        }
        for step in scenario.steps {
            let result = await run(step, on: actor)
            results.append(result)
            if result.hasFailed {
                await explainMissingCookies(of: &results)
                break
            }
        }
        await closePage()
        return results
    }

    /// Explains what happened to cookies that the last step expected: an earlier step has the
    /// report.
    private func explainMissingCookies(of results: inout [StepResult]) async {
        let now = clock.now()
        let entries = results.flatMap(\.allReports).reversed().map { LogEntry($0, at: now) }
        let jar = await browser.cookies()
        results[results.count - 1].changeFailures { failure in
            let missing = MissingCookie.all(in: entries, besides: jar, at: now) {
                failure.missing.contains($0.name)
                    || failure.missingFrom.map($0.reaches) == true
            }
            failure.why += missing.map {
                "\($0.name) \($0.sentence(at: now, for: .scenario))\($0.fate.codeText)"
            }
        }
    }

    /// The page that the tab shows at the start.
    private func openPage() throws(StepError) -> Page? {
        guard let template = scenario.page else { return nil }
        let page = try PageURL.page(try variables.text(template), at: template.place)
        return browser.located(page)
    }

    private func page(_ action: PageAction) throws(StepError) -> Page {
        let url = action.url
        var page = try PageURL.page(try variables.text(url), at: url.place)
        var context = PageContext(
            embedderPolicy: action.embedderPolicy,
            referrerPolicy: action.referrerPolicy
        )
        for template in action.contentSecurityPolicies {
            context.contentSecurityPolicies.append(try variables.text(template))
        }
        page.adopt(context, in: policy)
        return browser.located(page)
    }

    // MARK: A step, with its repetitions

    private mutating func run(_ step: Step, on actor: isolated Browser) async -> StepResult {
        var result = StepResult(place: step.place, title: step.title)
        if let browsers = step.onlyIn, !browsers.contains(policy.name) {
            result.isSkipped = true
            return result
        }
        let stopwatch = ContinuousClock()
        let start = stopwatch.now
        let untouched = result
        for _ in 0..<step.repeatCount {
            result = await runUntilItPasses(step, into: untouched, on: actor)
            if result.hasFailed { break }
        }
        result.duration = stopwatch.now - start
        result.time = clock.now()
        if keepsJars { result.jar = await browser.cookies() }
        return result
    }

    private mutating func runUntilItPasses(
        _ step: Step,
        into untouched: StepResult,
        on actor: isolated Browser
    ) async -> StepResult {
        var attemptsLeft = step.retry?.times ?? 0
        while true {
            // The time limit applies to each step, as it does to each command.
            let result = await RequestClock.$current.withValue(RequestClock()) {
                await runOnce(step, into: untouched, on: actor)
            }
            if !result.hasFailed || attemptsLeft == 0 { return result }
            attemptsLeft -= 1
            // Real time, because the wait is for the server.
            await pause(for: .microseconds(step.retry?.delay ?? 0))
            if Task.isCancelled { return result }
        }
    }

    private mutating func runOnce(
        _ step: Step,
        into untouched: StepResult,
        on actor: isolated Browser
    ) async -> StepResult {
        variables = variables.withFreshLimit()
        var result = untouched
        do throws(StepError) {
            if case .parallel(let steps) = step.action {
                result.steps = await runInParallel(steps)
            } else if let observation = try await observation(of: step, on: actor) {
                try await take(observation, of: step, into: &result, on: actor)
            }
        } catch {
            result.failures.append(error.failure)
        }
        return result
    }

    /// Performs a step and checks it, for a caller outside a scenario.
    mutating func perform(
        _ step: Step,
        for listeners: StreamListeners
    ) async throws(StepError) -> (StepOutcome?, [StepFailure]) {
        guard let observation = try await observation(of: step, for: listeners, on: browser) else {
            return (nil, [])
        }
        guard !step.expectations.isEmpty else { return (observation, []) }
        let judge = StepChecker(observation: observation, variables: variables)
        return (observation, try judge.failures(of: step))
    }

    /// Performs one step; `nil` if it has nothing that could be checked.
    private mutating func observation(
        of step: Step,
        for listeners: StreamListeners = StreamListeners(),
        on actor: isolated Browser
    ) async throws(StepError) -> StepOutcome? {
        // The page may have navigated on its own.
        if let scripted { tab = await scripted.tab }
        switch step.action {
        case .visit, .page, .closeBrowser: await closePage()
        case .frame, .navigateFrame:
            guard scripted == nil else {
                throw .notNavigated(
                    reason:
                        "the frames of a page whose scripts run are the page's own: use script:",
                    at: step.place
                )
            }
        default: break
        }
        switch step.action {
        case .open(let action): return try await open(action, of: step)
        case .interaction(let interaction): return try await perform(interaction, of: step)
        case .page(let action): show(try page(action))
        case .permissions(let permissions):
            guard let page = tab?.page else { throw .noPage(at: step.place) }
            for (name, state) in permissions {
                await browser.decide(
                    .init(state),
                    on: .init(name: name, origin: page.top.origin.serialized)
                )
            }
        case .advance(let duration):
            clock.advance(by: duration)
            return try await advancePage(by: duration, of: step)
        case .closeBrowser:
            await browser.close()
            tab = try openPage().map { Tab($0) }
        case .visit(let action):
            let report = try await visit(action, at: step.place)
            if report?.document?.ancestors.isEmpty == true {
                await browser.releaseStorageAccess()
            }
            return try judged(report, of: step)
        case .frame(let action):
            return try judged(try await insert(action, at: step.place), of: step)
        case .navigateFrame(let action):
            return try judged(try await navigate(action, at: step.place), of: step)
        case .fetch, .load, .beacon, .eventSource, .webSocket, .documentCookie, .cookieStore,
            .storageAccess, .cookies:
            var performance = StepExecutor(browser: browser, tab: tab, variables: variables)
            performance.listeners = listeners
            return try await performance.perform(step, on: actor)
        case .parallel: break
        }
        return nil
    }

    /// Works like `Promise.all`: all steps start at once, and captures are available when all have
    /// ended.
    private mutating func runInParallel(_ steps: [Step]) async -> [StepResult] {
        let performance = StepExecutor(browser: browser, tab: tab, variables: variables)
        var results = steps.map { StepResult(place: $0.place, title: $0.title) }
        var observations: [Int: Result<StepOutcome, StepError>] = [:]
        let running = steps.indices.filter { isRun(steps[$0]) }
        for index in steps.indices where !running.contains(index) {
            results[index].isSkipped = true
        }
        await withTaskGroup(of: IndexedObservation.self) { group in
            for index in running {
                let step = steps[index]
                group.addTask {
                    IndexedObservation(index: index, result: await performance.attempt(step))
                }
            }
            for await observation in group {
                observations[observation.index] = observation.result
            }
        }
        for index in running {
            do throws(StepError) {
                guard let observation = try observations[index]?.get() else { continue }
                try await take(observation, of: steps[index], into: &results[index], on: browser)
            } catch {
                results[index].failures.append(error.failure)
            }
        }
        return results
    }

    private struct IndexedObservation: Sendable {
        var index: Int
        var result: Result<StepOutcome, StepError>
    }

    private func isRun(_ step: Step) -> Bool {
        step.onlyIn.map { $0.contains(policy.name) } ?? true
    }

    /// In bytes. Larger bodies are not searched for secrets.
    private static let largestKeptBody = 4 << 20

    /// Checks what happened and keeps what later steps need.
    mutating func take(
        _ observation: StepOutcome,
        of step: Step,
        into result: inout StepResult,
        on actor: isolated Browser
    ) async throws(StepError) {
        switch observation {
        case .request(let report):
            result.report = report
        case .documentCookie(let report, let page):
            guard case .documentCookie(let action) = step.action else { break }
            let isWriting = !action.assignments.isEmpty
            result.documentCookie = DocumentCookieReading(
                report: report,
                page: page,
                isWriting: isWriting
            )
        case .cookieStore where step.isStorageAccess: break
        case .cookieStore(let outcome, let page):
            let isWriting = !outcome.setCookies.isEmpty
            result.documentCookie = DocumentCookieReading(
                report: DocumentCookieReport(value: outcome.value, setting: outcome.setCookies),
                page: page,
                isWriting: isWriting
            )
        case .page(let page): result.page = page
        case .jar: break
        }
        // Reports show only the start of a body; the whole body is needed only for checks and
        // captures.
        defer { result.keepBodies(upTo: Self.largestKeptBody) }
        // With no expectations, only a request's outcome counts. (Calling the judge would copy the
        // report.)
        if case .request = observation, step.expectations.isEmpty, step.captures.isEmpty {
            result.failures = result.report?.networkFailure(in: step).map { [$0] } ?? []
            return
        }
        let judge = StepChecker(observation: observation, variables: variables)
        result.failures = try judge.failures(of: step)
        guard result.failures.isEmpty, !step.captures.isEmpty else { return }
        let cookies = await browser.cookies()
        for capture in step.captures {
            let value = try capture.value(in: observation, cookies: cookies)
            guard value.weight(upTo: Variables.largestText) <= Variables.largestText else {
                throw .captureFailed(
                    variable: capture.variable,
                    reason: "it is longer than \(Variables.largestText >> 20) MiB",
                    at: capture.place
                )
            }
            variables[capture.variable] = value
            if case .request = observation, case .cookie = capture.origin, let page = tab?.page {
                let readable = await browser.documentCookie(in: page)
                if let note = capture.note(page, readable) { result.notes.append(note) }
            }
        }
    }
}

extension StepResult {
    fileprivate mutating func keepBodies(upTo limit: Int) {
        if report?.hasBody(longerThan: limit) == true {
            report = report?.keepingBodies(upTo: limit)
        }
        guard let reports = page?.events.reports,
            reports.contains(where: { $0.hasBody(longerThan: limit) })
        else { return }
        page?.events.reports = reports.map { $0.keepingBodies(upTo: limit) }
    }

    mutating func changeFailures(_ change: (inout StepFailure) -> Void) {
        for index in failures.indices { change(&failures[index]) }
        for index in steps.indices { steps[index].changeFailures(change) }
    }
}

extension MissingCookie.Fate {
    /// The code in brackets, as after every other reason.
    fileprivate var codeText: String {
        guard case .refused(let codes) = self, !codes.isEmpty else { return "" }
        return " [\(codes.joined(separator: ", "))]"
    }
}

enum PageURL {
    /// The page at a URL; `null` is a page with an opaque origin.
    static func page(
        _ text: String,
        inFramesOf ancestors: [Page] = [],
        isSandboxed: Bool = false,
        at place: Place
    ) throws(StepError) -> Page {
        do throws(PageURLFailure) {
            let url = try Page.url(text)
            return Page(
                url: url,
                inFramesOf: ancestors,
                isSandboxed: isSandboxed || text == "null"
            )
        } catch {
            let reason =
                switch error {
                case .invalid(let failure): failure.hidingUserinfo(of: text).sentence
                case .scheme(let scheme): "\(scheme): is parsed as its scheme; write http://\(text)"
                }
            throw .invalidPage(text: text, reason: reason, at: place)
        }
    }
}

extension Step {
    fileprivate var isStorageAccess: Bool {
        if case .storageAccess = action { true } else { false }
    }

    /// The step's name, or its action as the file writes it.
    var title: String {
        if let name { return name }
        switch action {
        case .fetch(let fetch):
            return "fetch " + (fetch.method.map { $0.source + " " } ?? "") + fetch.url.source
        case .visit(let visit):
            guard let url = visit.url else { return "visit, \(visit.settings.trigger.rawValue)" }
            return "visit " + (visit.method == "GET" ? "" : "POST ") + url.source
        case .frame(let frame): return "frame \(frame.path.appending(frame.name).text)"
        case .navigateFrame(let action):
            let goal = action.url.map { "to \($0.source)" } ?? "reload"
            return "navigate-frame \(action.path.text), \(goal)"
        case .load(let load): return "load \(load.url.source) as \(load.kind.rawValue)"
        case .beacon(let beacon): return "beacon \(beacon.url.source)"
        case .eventSource(let source): return "eventsource \(source.url.source)"
        case .webSocket(let socket): return "websocket \(socket.url.source)"
        case .documentCookie: return "document-cookie"
        case .cookieStore: return "cookie-store"
        case .storageAccess(let action): return "storage-access \(action.call.rawValue)"
        case .page(let page): return "page \(page.url.source)"
        case .open(let open): return "open \(open.url.source)"
        case .interaction(let interaction): return interaction.title
        case .permissions: return "permissions"
        case .cookies: return "cookies"
        case .advance(let duration):
            return "advance \(JSONValue.number(Double(duration) / 1_000_000).json) s"
        case .closeBrowser: return "close-browser"
        case .parallel(let steps): return "parallel, \(steps.count) steps"
        }
    }
}
