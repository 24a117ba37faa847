package import BrowserFetch
package import BrowserJSON
package import Explanations

/// Opens pages whose scripts run, for scenarios, which know nothing of the process that runs them.
package protocol ScenarioPageOpener: Sendable {
    /// Goes to a URL in a tab and lets the page's scripts run until nothing is under way.
    ///
    /// `tab`: what was shown before; `nil` where there was nothing.
    func open(
        _ opening: ScenarioOpening,
        in browser: Browser,
        _ tab: Tab?
    ) async -> ScenarioOpening.Result
}

package struct ScenarioOpening: Sendable {
    package enum Result: Sendable {
        case page(any ScenarioPage)
        /// No page came of it.
        case none(FetchReport)
        /// In one sentence.
        case failed(String)
    }

    package var url: String
    /// URLs, and the files that are read in their place.
    package var maps: [(url: String, file: String)]
    /// Until nothing is under way.
    package var timeout: Microseconds

    package init(url: String, maps: [(url: String, file: String)], timeout: Microseconds) {
        self.url = url
        self.maps = maps
        self.timeout = timeout
    }
}

/// A page whose scripts run: what steps do on it, and what came of it.
package protocol ScenarioPage: Sendable {
    /// What it shows, with its frames.
    var tab: Tab { get async }

    /// Does something, and waits until nothing is under way.
    func perform(_ act: ScenarioPageAction, within timeout: Microseconds) async -> ScenarioPageAction.Result

    /// What has happened since it was asked the last time.
    func takeEvents() async -> ScenarioPageEvents

    /// Its timers come so much earlier; waits until nothing is under way.
    func advance(by duration: Microseconds, within timeout: Microseconds) async
        -> ScenarioPageAction.Result

    func close() async
}

/// What is done on a page, or asked of it. Targets are CSS selectors, or texts of buttons, links and labels.
package struct ScenarioPageAction: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case click(String)
        case type(String, text: String)
        case submit(String)
        /// Its value is JSON, or text.
        case script(String)
        /// Whether the target is there to be seen: true or false.
        case isVisible(String)
        /// An object of `url`, `title` and `text`.
        case state
    }

    package enum Result: Hashable, Sendable {
        /// What was asked for; null of what has no value.
        case done(JSONValue)
        /// Why not, in one sentence, and what there would have been to choose from.
        case failed(String, candidates: [String])
    }

    package var kind: Kind
    /// The frame that it is done in, by names, outermost first; empty is wherever the target is found.
    package var frame: [String] = []

    package init(_ kind: Kind, in frame: [String] = []) {
        self.kind = kind
        self.frame = frame
    }
}

package struct ScenarioPageEvents: Hashable, Sendable {
    package var reports: [FetchReport] = []
    package var console: [ConsoleEntry] = []
    /// What the page did not catch.
    package var errors: [PageError] = []

    package init() {}

    var isEmpty: Bool { reports.isEmpty && console.isEmpty && errors.isEmpty }
}

/// What a step saw of a page.
package struct PageObservation: Hashable, Sendable {
    package var url = ""
    package var title = ""
    /// As a person sees it.
    package var text = ""
    package var events = ScenarioPageEvents()
    /// A script's; `nil` of all else.
    package var value: JSONValue?
    /// By the targets that were asked for.
    package var visible: [String: Bool] = [:]
}
