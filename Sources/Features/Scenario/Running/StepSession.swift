package import BrowserFetch
internal import BrowserInfra
package import BrowserJSON
internal import Explanations
internal import WebOrigin

/// Steps that a program asks for, one by one, of a browser that stays.
///
/// Requests run at the same time, as those of `parallel` do; what moves the tab takes its turn.
package actor StepSession {
    private let clock: ScenarioClock
    /// What the browser shows; `nil` where it shows nothing yet.
    package private(set) var tab: Tab?
    private var framePaths: Set<String> = []
    private let pages: (any ScenarioPageOpener)?
    /// The page whose scripts run.
    private var scripted: (any ScenarioPage)?

    /// `pages`: who opens pages whose scripts run; `nil` where nobody does.
    package init(tab: Tab?, clock: ScenarioClock, pages: (any ScenarioPageOpener)? = nil) {
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
    ) throws(StepInputError) -> Step {
        try Step(asked: members, called: what, framePaths: &framePaths)
    }

    /// The page that asks.
    package func page(_ requester: String?, in browser: Browser) throws(StepInputError) -> Page {
        if let requester {
            do throws(StepError) {
                return browser.located(try PageURL.page(requester, at: Place(line: 1, column: 1)))
            } catch {
                throw StepInputError(sentence: error.failure.message)
            }
        }
        guard let tab else { throw Self.noPage }
        return tab.page
    }

    private static let noPage = StepInputError(
        sentence: "there is no page yet: add from, or call page or visit first"
    )

    /// What a step came to.
    package struct Result: Sendable {
        /// `nil` where there is nothing to see.
        package var observation: StepOutcome?
        /// The expectations that do not hold.
        package var failures: [StepFailure] = []
        /// Whether the tab shows something else now.
        package var hasMoved = false
    }

    /// `requester`: the page that asks, where that is not the one in the tab; `isTrial`: the tab is left as
    /// it is.
    package func perform(
        _ step: Step,
        in browser: Browser,
        isTrial: Bool = false,
        from requester: String?,
        for listeners: StreamListeners = StreamListeners()
    ) async throws(StepInputError) -> Result {
        // The maximum time is a step's, as it is a command's.
        let outcome = await RequestClock.$current.withValue(RequestClock()) {
            await attempt(step, in: browser, isTrial: isTrial, from: requester, for: listeners)
        }
        switch outcome {
        case .success(let result): return result
        case .failure(let error): throw Self.mistake(error)
        }
    }

    /// What the page that is open shows, and what it has done since.
    package func look(in browser: Browser) async throws(StepInputError) -> PageObservation {
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

    private static func mistake(_ error: StepError) -> StepInputError {
        switch error {
        case .noPage: return noPage
        case .noOpenPage:
            return StepInputError(sentence: "no page is open: call open with its URL first")
        case .actionFailed(let reason, let why, _):
            return StepInputError(
                sentence: ([reason + (why.isEmpty ? "" : ".")] + why).joined(separator: " ")
            )
        default: return StepInputError(sentence: error.failure.message)
        }
    }

    private func attempt(
        _ step: Step,
        in browser: Browser,
        isTrial: Bool,
        from requester: String?,
        for listeners: StreamListeners
    ) async -> Swift.Result<Result, StepError> {
        do throws(StepError) {
            return .success(
                try await done(step, in: browser, isTrial: isTrial, from: requester, for: listeners)
            )
        } catch {
            return .failure(error)
        }
    }

    private func done(
        _ step: Step,
        in browser: Browser,
        isTrial: Bool,
        from requester: String?,
        for listeners: StreamListeners
    ) async throws(StepError) -> Result {
        var run = ScenarioRun(
            live: browser,
            clock: clock,
            tab: tab,
            pages: pages,
            scripted: isTrial ? nil : scripted
        )
        defer { if !isTrial, step.action.changesTab { scripted = run.scripted } }
        if let requester {
            let page = browser.located(try PageURL.page(requester, at: step.place))
            if step.action.changesTab { run.show(page) } else { run.tab = Tab(page) }
        }
        let (observation, failures) = try await run.perform(step, for: listeners)
        var result = Result(observation: observation, failures: failures)
        if step.action.changesTab, !isTrial {
            tab = run.tab
            result.hasMoved = true
        }
        return result
    }
}

extension Step.Action {
    fileprivate var changesTab: Bool {
        switch self {
        case .visit, .frame, .navigateFrame, .page, .closeBrowser, .open, .interaction: true
        case .fetch, .load, .beacon, .eventSource, .webSocket, .documentCookie, .cookieStore,
            .storageAccess, .permissions, .cookies, .advance, .parallel:
            false
        }
    }
}
