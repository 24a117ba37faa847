package import BrowserFetch
package import BrowserJSON
package import Explanations

/// Opens pages whose scripts run, so that scenarios need not depend on the page process.
package protocol ScenarioPageOpener: Sendable {
    /// Navigates a tab to a URL and runs the page's scripts until nothing is pending.
    ///
    /// `tab`: what was shown before; `nil` if there was nothing.
    func open(
        _ opening: ScenarioOpening,
        in browser: Browser,
        _ tab: Tab?
    ) async -> ScenarioOpening.Result
}

package struct ScenarioOpening: Sendable {
    package enum Result: Sendable {
        case page(any ScenarioPage)
        /// The navigation did not result in a page.
        case none(FetchReport)
        /// The page could not be opened, for this reason in one sentence.
        case failed(String)
    }

    package var url: String
    /// URLs, and the local files that are loaded in their place.
    package var maps: [(url: String, file: String)]
    /// The maximum time to wait until nothing is pending.
    package var timeout: Microseconds

    package init(url: String, maps: [(url: String, file: String)], timeout: Microseconds) {
        self.url = url
        self.maps = maps
        self.timeout = timeout
    }
}

/// A page whose scripts run: performs actions and reports events.
package protocol ScenarioPage: Sendable {
    /// The tab, including its frames.
    var tab: Tab { get async }

    /// Performs an action and waits until nothing is pending.
    func perform(_ act: ScenarioPageAction, within timeout: Microseconds) async
        -> ScenarioPageAction.Result

    /// Returns the events since the last call.
    func takeEvents() async -> ScenarioPageEvents

    /// Advances the page's timers by this much, then waits until nothing is pending.
    func advance(by duration: Microseconds, within timeout: Microseconds) async
        -> ScenarioPageAction.Result

    func close() async
}

/// An action or a query on a page. Targets are CSS selectors or the text of buttons, links and
/// labels.
package struct ScenarioPageAction: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case click(String)
        case type(String, text: String)
        case submit(String)
        /// Runs a script; its value is JSON or text.
        case script(String)
        /// Whether the target is visible: true or false.
        case isVisible(String)
        /// An object with `url`, `title` and `text`.
        case state
    }

    package enum Result: Hashable, Sendable {
        /// Done, with the value of the query, or null for actions without a value.
        case done(JSONValue)
        /// Not done, for this reason in one sentence, with the targets that were available.
        case failed(String, candidates: [String])
    }

    package var kind: Kind
    /// The names of the frame to act in, outermost first; if empty, the target may be in any frame.
    package var frame: [String] = []

    package init(_ kind: Kind, in frame: [String] = []) {
        self.kind = kind
        self.frame = frame
    }
}

package struct ScenarioPageEvents: Hashable, Sendable {
    package var reports: [FetchReport] = []
    package var console: [ConsoleEntry] = []
    /// Errors that the page did not catch.
    package var errors: [PageError] = []

    package init() {}

    var isEmpty: Bool { reports.isEmpty && console.isEmpty && errors.isEmpty }
}

/// What a step observed of a page.
package struct PageObservation: Hashable, Sendable {
    package var url = ""
    package var title = ""
    /// The text as a user sees it.
    package var text = ""
    package var events = ScenarioPageEvents()
    /// The value of a script; `nil` for other actions.
    package var value: JSONValue?
    /// Visibility by target, for the targets that the step checks.
    package var visible: [String: Bool] = [:]
}
