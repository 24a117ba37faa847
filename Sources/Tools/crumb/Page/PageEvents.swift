internal import BrowserFetch
internal import Explanations
internal import PageScripts
internal import Scenario

/// Collects a page's events until a step retrieves them.
actor PageEvents: PageListener {
    private var events = ScenarioPageEvents()
    private var value: String?

    func logged(_ entry: ConsoleEntry) { events.console.append(entry) }
    func failed(_ error: PageError) { events.errors.append(error) }
    func returned(_ value: String) { self.value = value }
    func navigated(to url: String) {}
    func changedCookies() {}
    func changedStorage() {}

    func requested(_ report: FetchReport) { events.reports.append(report) }

    func take() -> ScenarioPageEvents {
        defer { events = ScenarioPageEvents() }
        return events
    }

    func takeValue() -> String? {
        defer { value = nil }
        return value
    }
}
