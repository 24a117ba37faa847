internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import Terminal

/// The steps of the demo.
protocol DemoStage: Sendable {
    var introduction: Layout { get }
    var conclusion: Layout { get }
    /// The titles of the steps, in order.
    static var titles: [String] { get }

    /// Plays the step with this index; every step must be played once, in order.
    func play(_ index: Int) async throws -> DemoScene
}

/// The result of a step.
struct DemoScene: Sendable {
    struct Request: Sendable {
        var report: FetchReport
        /// Whether it is explained, or only named.
        var isExplained: Bool
    }

    var requests: [Request]
    /// The visible content of the page, and the values that its script reads: a label and a text
    /// each.
    var sights: [(label: String, text: String)] = []
    /// The lesson; `nil` when no browser behaves as crumb did.
    var lesson: String?
    /// The moment from which lifetimes are counted.
    var now: Moment
    /// The page, for `--json`; `nil` when crumb simulates it.
    var page: DemoPage?
}

/// A page after a step.
struct DemoPage: Sendable {
    var page: Page
    /// Everything but the requests.
    var record: PageRecord
    var jar: [Cookie]
}
