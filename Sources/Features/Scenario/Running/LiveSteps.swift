package import BrowserFetch
internal import BrowserInfra
package import BrowserJSON
internal import Explanations
internal import WebOrigin

/// Steps that a program asks for, one by one, of a browser that stays.
///
/// Requests run at the same time, as those of `parallel` do; what moves the tab takes its turn.
package actor LiveSteps {
    private let clock: ScenarioClock
    /// What the browser shows; `nil` where it shows nothing yet.
    package private(set) var tab: Tab?
    private var framePaths: Set<String> = []
    private let pages: (any ScenarioPages)?
    /// The page whose scripts run.
    private var scripted: (any ScenarioPage)?

    /// `pages`: who opens pages whose scripts run; `nil` where nobody does.
    package init(tab: Tab?, clock: ScenarioClock, pages: (any ScenarioPages)? = nil) {
        self.tab = tab
        self.clock = clock
        self.pages = pages
    }

    /// Whether a page is open whose scripts run.
    package var hasOpenPage: Bool { scripted != nil }

    /// Ends the page whose scripts run, if there is one.
    package func closePage() async {
        await scripted?.close()
        scripted = nil
    }

    /// Reads what is asked for; `what`: its name in a sentence.
    package func step(
        _ members: [Node.Entry],
        called what: String
    ) throws(StepMistake) -> Step {
        try Step(asked: members, called: what, framePaths: &framePaths)
    }

    /// The page that asks.
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
        sentence: "there is no page yet: add from, or call page or visit first"
    )

    /// What a step came to.
    package struct Result: Sendable {
        /// `nil` where there is nothing to see.
        package var observation: Observation?
        /// The expectations that do not hold.
        package var failures: [StepFailure] = []
        /// Whether the tab shows something else now.
        package var hasMoved = false
    }

    /// `asker`: the page that asks, where that is not the one in the tab; `isTrial`: the tab is left as
    /// it is.
    package func perform(
        _ step: Step,
        in browser: Browser,
        isTrial: Bool = false,
        from asker: String?,
        for listeners: StreamListeners = StreamListeners()
    ) async throws(StepMistake) -> Result {
        // The maximum time is a step's, as it is a command's.
        let outcome = await RequestClock.$current.withValue(RequestClock()) {
            await attempt(step, in: browser, isTrial: isTrial, from: asker, for: listeners)
        }
        switch outcome {
        case .success(let result): return result
        case .failure(let error): throw Self.mistake(error)
        }
    }

    /// What the page that is open shows, and what it has done since.
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
