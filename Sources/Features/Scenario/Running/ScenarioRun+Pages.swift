internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// Steps on a page whose scripts run.
extension ScenarioRun {
    /// Without `timeout`, as `crumb open` has it.
    static let pageTimeout: Microseconds = 30_000_000

    mutating func open(_ action: OpenAction, of step: Step) async throws(StepError) -> StepOutcome {
        await closePage()
        guard let pages else {
            throw .notNavigated(reason: "no page can be opened here", at: step.place)
        }
        var maps: [(url: String, file: String)] = []
        for map in scenario.maps + action.maps {
            let file = scenario.paths.resolve(try variables.text(map.value))
            maps.append((url: try variables.text(map.name), file: file))
        }
        let opening = ScenarioOpening(
            url: try variables.text(action.url),
            maps: maps,
            timeout: action.timeout ?? Self.pageTimeout
        )
        switch await pages.open(opening, in: browser, tab) {
        case .page(let page): scripted = page
        case .none(let report): return .request(report)
        case .failed(let reason):
            throw .notNavigated(reason: reason, at: step.place)
        }
        return .page(try await observe(step, value: nil))
    }

    mutating func perform(_ interaction: PageInteraction, of step: Step) async throws(StepError) -> StepOutcome {
        let timeout = interaction.timeout ?? Self.pageTimeout
        let frame = interaction.frame?.names ?? []
        var acts: [ScenarioPageAction] = []
        var hasValue = false
        switch interaction.kind {
        case .click(let target):
            acts = [ScenarioPageAction(.click(try variables.text(target)), in: frame)]
        case .submit(let target):
            acts = [ScenarioPageAction(.submit(try variables.text(target)), in: frame)]
        case .script(let code):
            acts = [ScenarioPageAction(.script(try variables.text(code)), in: frame)]
            hasValue = true
        case .type(let fields):
            for field in fields {
                let target = try variables.text(field.name)
                let text = try variables.text(field.value)
                acts.append(ScenarioPageAction(.type(target, text: text), in: frame))
            }
        }
        var value = JSONValue.null
        for act in acts { value = try await done(act, timeout, at: step.place) }
        return .page(try await observe(step, value: hasValue ? value : nil))
    }

    /// Time passes for the page, too.
    mutating func advancePage(by duration: Microseconds, of step: Step) async throws(StepError)
        -> StepOutcome?
    {
        guard let scripted else {
            guard step.expectations.isEmpty else { throw .noOpenPage(at: step.place) }
            return nil
        }
        let result = await scripted.advance(by: duration, within: Self.pageTimeout)
        if case .failed(let reason, _) = result {
            throw .actionFailed(reason: reason, why: await whyNot(scripted), at: step.place)
        }
        return .page(try await observe(step, value: nil))
    }

    mutating func closePage() async {
        await scripted?.close()
        scripted = nil
    }

    private func done(
        _ act: ScenarioPageAction,
        _ timeout: Microseconds,
        at place: Place
    ) async throws(StepError) -> JSONValue {
        guard let scripted else { throw .noOpenPage(at: place) }
        switch await scripted.perform(act, within: timeout) {
        case .done(let value): return value
        case .failed(let reason, let candidates):
            let there =
                candidates.isEmpty
                ? [] : ["There is \(candidates.prefix(20).joined(separator: ", "))."]
            throw .actionFailed(reason: reason, why: there + (await whyNot(scripted)), at: place)
        }
    }

    /// What the page did not catch before.
    private func whyNot(_ page: any ScenarioPage) async -> [String] {
        await page.takeEvents().errors.map {
            "The page did not catch: \($0.text.split(whereSeparator: \.isNewline).first ?? "")"
        }
    }

    /// What there is to judge after a step.
    mutating func observe(
        _ step: Step,
        value: JSONValue?
    ) async throws(StepError) -> PageObservation {
        guard let scripted else { throw .noOpenPage(at: step.place) }
        var observation = PageObservation()
        observation.value = value
        observation.events = await scripted.takeEvents()
        let state = try await done(ScenarioPageAction(.state), Self.pageTimeout, at: step.place)
        observation.url = state["url"].string ?? ""
        observation.title = state["title"].string ?? ""
        observation.text = state["text"].string ?? ""
        for expectation in step.expectations {
            guard case .visible(let targets) = expectation.kind else { continue }
            for expected in targets {
                let target = try variables.text(expected.target)
                let isVisible = try await done(
                    ScenarioPageAction(.isVisible(target)),
                    Self.pageTimeout,
                    at: expected.target.place
                )
                observation.visible[target] = isVisible.isTrue
            }
        }
        tab = await scripted.tab
        return observation
    }
}
