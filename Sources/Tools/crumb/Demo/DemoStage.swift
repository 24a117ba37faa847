internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import Terminal

/// What the demo shows, step by step.
protocol DemoStage: Sendable {
    var introduction: Layout { get }
    var conclusion: Layout { get }
    /// Of the steps, in order.
    static var titles: [String] { get }

    /// Plays the step with this index; each of them once, and in order.
    func play(_ index: Int) async throws -> DemoScene
}

/// What came of a step.
struct DemoScene: Sendable {
    struct Request: Sendable {
        var report: FetchReport
        /// Whether it is explained, or only named.
        var isExplained: Bool
    }

    var requests: [Request]
    /// What there is to see on the page, and what its script reads: a label and a text each.
    var sights: [(label: String, text: String)] = []
    /// What to take away from it; `nil` where no browser does what was done here.
    var lesson: String?
    /// From which lifetimes are counted.
    var now: Moment
    /// The page, for `--json`; `nil` where crumb plays it.
    var page: DemoPage?
}

/// A page after a step.
struct DemoPage: Sendable {
    var page: Page
    /// All but the requests.
    var record: PageRecord
    var jar: [Cookie]
}
