internal import BrowserFetch
internal import BrowserInfra
internal import Terminal
internal import WebOrigin

/// The tutorial's flow as the requests of a page that crumb simulates.
final class RequestDemo: DemoStage {
    private let backend: DemoBackend
    private let browser: Browser
    private let clock: DemoClock

    init(_ backend: consuming DemoBackend, browser: Browser, clock: DemoClock) {
        self.backend = backend
        self.browser = browser
        self.clock = clock
    }

    static var titles: [String] { DemoStep.all.map(\.title) }
    var introduction: Layout { DemoText.introduction(backend.baseURL) }
    var conclusion: Layout { DemoText.conclusion }

    func play(_ index: Int) async throws -> DemoScene {
        let step = DemoStep.all[index]
        clock.set(secondsAhead: step.secondsLater)
        let request = FetchRequest(
            url: backend.baseURL + step.path,
            credentials: step.credentials
        )
        let page = Page(url: try PageURL.parse(step.page, option: "page"))
        let report = await browser.fetch(request, from: page)
        return DemoScene(
            requests: [DemoScene.Request(report: report, isExplained: true)],
            lesson: step.lesson(report),
            now: clock.now()
        )
    }
}
