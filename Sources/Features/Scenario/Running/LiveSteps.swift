package import BrowserFetch
internal import BrowserInfra
package import BrowserJSON
internal import Explanations
internal import WebOrigin

/// Runs steps one by one, on request of another program, in a browser that stays open.
///
/// Requests run concurrently, as in `parallel`; steps that move the tab run one at a time.
package actor LiveSteps {
    private let clock: ScenarioClock
    /// The open tab; `nil` until something is shown.
    package private(set) var tab: Tab?
    private var framePaths: Set<String> = []
    private let pages: (any ScenarioPages)?
    /// The open page whose scripts run.
    private var scripted: (any ScenarioPage)?

    /// `pages`: opens pages whose scripts run; `nil` if such pages are not supported.
    package init(tab: Tab?, clock: ScenarioClock, pages: (any ScenarioPages)? = nil) {
        self.tab = tab
        self.clock = clock
        self.pages = pages
    }

    /// Whether a page whose scripts run is open.
    package var hasOpenPage: Bool { scripted != nil }

    /// Closes the page whose scripts run, if there is one.
    package func closePage() async {
        await scripted?.close()
        scripted = nil
    }

    /// Reads a step from a request's members; `what`: how messages name the step.
    package func step(
        _ members: [Node.Entry],
        called what: String
    ) throws(StepMistake) -> Step {
        try Step(asked: members, called: what, framePaths: &framePaths)
    }

    /// The page that makes the request: `asker` if given, otherwise the page in the tab.
    package func page(_ asker: String?, in browser: Browser) throws(StepMistake) -> Page {
        if let asker {
            do throws(StepError) {
                return browser.located(try PageURL.page(asker, at: Place(line: 1, column: 1)))
            } catch {
                throw StepMistake(sentence: error.failure.message)
            }
        }
        guard let tab else { throw Self.noPage }
        return tab.page
    }

    private static let noPage = StepMistake(
        sentence: "there is no page yet: pass from, or call page or visit first"
    )

    /// The result of a step.
    package struct Result: Sendable {
        /// `nil` if the step has nothing to observe.
        package var observation: Observation?
        /// The failed expectations.
        package var failures: [StepFailure] = []
        /// Whether the tab may now show something else.
        package var hasMoved = false
    }

    /// Performs a step.
    ///
    /// `asker`: the page that makes the request, if it is not the one in the tab. `isTrial`:
    /// whether to leave the tab unchanged.
    package func perform(
        _ step: Step,
        in browser: Browser,
        isTrial: Bool = false,
        from asker: String?,
        for listeners: StreamListeners = StreamListeners()
    ) async throws(StepMistake) -> Result {
        // The time limit applies to each step, as it does to each command.
        let outcome = await RequestClock.$current.withValue(RequestClock()) {
            await attempt(step, in: browser, isTrial: isTrial, from: asker, for: listeners)
        }
        switch outcome {
        case .success(let result): return result
        case .failure(let error): throw Self.mistake(error)
        }
    }

    /// What the open page shows now, and its events since the last observation.
    package func look(in browser: Browser) async throws(StepMistake) -> PageObservation {
        var run = ScenarioRun(
            live: browser,
            clock: clock,
            tab: tab,
            pages: pages,
            scripted: scripted
        )
        do throws(StepError) {
            let place = Place(line: 1, column: 1)
            let observation = try await run.observe(
                Step(place: place, action: .cookies),
                value: nil
            )
            tab = run.tab
            return observation
        } catch {
            throw Self.mistake(error)
        }
    }

    private static func mistake(_ error: StepError) -> StepMistake {
        switch error {
        case .noPage: return noPage
        case .noOpenPage:
            return StepMistake(sentence: "no page is open: call open with its URL first")
        case .notDoneOnPage(let reason, let why, _):
            return StepMistake(
                sentence: ([reason + (why.isEmpty ? "" : ".")] + why).joined(separator: " ")
            )
        default: return StepMistake(sentence: error.failure.message)
        }
    }

    private func attempt(
        _ step: Step,
        in browser: Browser,
        isTrial: Bool,
        from asker: String?,
        for listeners: StreamListeners
    ) async -> Swift.Result<Result, StepError> {
        do throws(StepError) {
            return .success(
                try await done(step, in: browser, isTrial: isTrial, from: asker, for: listeners)
            )
        } catch {
            return .failure(error)
        }
    }

    private func done(
        _ step: Step,
        in browser: Browser,
        isTrial: Bool,
        from asker: String?,
        for listeners: StreamListeners
    ) async throws(StepError) -> Result {
        var run = ScenarioRun(
            live: browser,
            clock: clock,
            tab: tab,
            pages: pages,
            scripted: isTrial ? nil : scripted
        )
        defer { if !isTrial, step.action.movesTheTab { scripted = run.scripted } }
        if let asker {
            let page = browser.located(try PageURL.page(asker, at: step.place))
            if step.action.movesTheTab { run.show(page) } else { run.tab = Tab(page) }
        }
        let (observation, failures) = try await run.perform(step, for: listeners)
        var result = Result(observation: observation, failures: failures)
        if step.action.movesTheTab, !isTrial {
            tab = run.tab
            result.hasMoved = true
        }
        return result
    }
}

extension Step.Action {
    fileprivate var movesTheTab: Bool {
        switch self {
        case .visit, .frame, .navigateFrame, .page, .closeBrowser, .open, .deed: true
        case .fetch, .load, .beacon, .eventSource, .webSocket, .documentCookie, .cookieStore,
            .storageAccess, .permissions, .cookies, .advance, .parallel:
            false
        }
    }
}
