package import BrowserCookies
package import BrowserFetch
package import BrowserInfra
package import BrowserJSON
internal import WebOrigin

/// What became of one file in one browser.
package struct ScenarioResult: Sendable {
    package var source: SourceFile
    package var name: String?
    package var browser: String
    /// Up to the first that failed; the others were not run.
    package var steps: [StepResult] = []
    /// How many steps the file has, those of other browsers included.
    package var stepCount: Int
    /// Those behind the one that failed.
    package var notRun: [StepResult] = []
    /// What failed outside of the steps: a server that did not start, a setting.
    package var failures: [StepFailure] = []
    /// What the servers of a failed run wrote.
    package var serverOutput: [ServerOutput] = []
    package var started = Moment.epoch
    package var duration: Duration = .zero
    /// What the file and its variables say that may be secret.
    package var candidates = SecretCandidates()

    /// The first of it decides what else happened, so that there is mostly one.
    package var allFailures: [StepFailure] { failures + steps.flatMap(\.allFailures) }

    package var hasPassed: Bool { failures.isEmpty && !steps.haveFailure }
}

extension [StepResult] {
    /// Whether any has failed. Through a span, and by its fields: each has a report, which a loop over the
    /// array copies, and so does a property that is computed.
    fileprivate var haveFailure: Bool {
        let results = span
        for index in results.indices
        where !results[index].failures.isEmpty || results[index].steps.haveFailure {
            return true
        }
        return false
    }
}

/// What became of one step.
package struct StepResult: Sendable {
    package var place: Place
    /// Its name, else what it does.
    package var title: String
    package var isSkipped = false
    package var failures: [StepFailure] = []
    /// What a reader of a step that held should know, each a sentence.
    package var notes: [String] = []
    /// The last attempt's.
    package var report: FetchReport?
    package var documentCookie: DocumentCookieReading?
    /// Of a page whose scripts run.
    package var page: PageObservation?
    /// All cookies after it, where the environment asks for them.
    package var jar: [Cookie]?
    /// The browser's time when it had ended.
    package var time: Moment?
    /// Its repetitions and attempts included.
    package var duration: Duration = .zero
    /// Of `parallel`.
    package var steps: [StepResult] = []

    package var allFailures: [StepFailure] { failures + steps.flatMap(\.allFailures) }

    package var hasFailed: Bool { !failures.isEmpty || steps.haveFailure }

    /// Of all its requests.
    package var allReports: [FetchReport] {
        [report].compactMap { $0 } + (page?.events.reports ?? []) + steps.flatMap(\.allReports)
    }
}

/// What script read from `document.cookie`, and where it ran.
package struct DocumentCookieReading: Hashable, Sendable {
    package var report: DocumentCookieReport
    package var page: Page
    package var isWriting: Bool

    package init(report: DocumentCookieReport, page: Page, isWriting: Bool) {
        self.report = report
        self.page = page
        self.isWriting = isWriting
    }
}

/// Why a step or a run failed: what was expected, what happened, and why it happened.
package struct StepFailure: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// What happened is not what was expected.
        case expectation
        /// The network failed, or a server did not come up, where no expectation asked for it.
        case network
    }

    package var kind: Kind
    package var place: Place
    /// One sentence without a full stop.
    package var message: String
    /// Lines to compare; both empty where the message says it all.
    package var expected: [String] = []
    package var actual: [String] = []
    /// The reasons, each a sentence with its code.
    package var why: [String] = []
    /// The names of cookies that were expected and not in the jar: what became of them is a reason too.
    var missing: [String] = []
    /// The host whose cookies, of any name, may be missing.
    var missingFrom: String?

    package init(
        _ kind: Kind,
        at place: Place,
        _ message: String,
        expected: [String] = [],
        actual: [String] = [],
        why: [String] = [],
        missing: [String] = []
    ) {
        self.kind = kind
        self.place = place
        self.message = message
        self.expected = expected
        self.actual = actual
        self.why = why
        self.missing = missing
    }
}

/// What a server of a scenario wrote on its standard output and error.
package struct ServerOutput: Hashable, Sendable {
    package var command: String
    /// The end of it.
    package var text: String
}

/// What keeps a step from being done at all.
package enum StepError: Error, Hashable, Sendable {
    case notCaptured(name: String, at: Place)
    /// A header asks for a cookie that the page's script does not find.
    case notReadable(cookie: String, reasons: [String], at: Place)
    case captureFailed(variable: String, reason: String, at: Place)
    case invalidPage(text: String, reason: String, at: Place)
    case noPage(at: Place)
    case noFrame(String, at: Place)
    /// No page is open, on which something could be done.
    case noOpenPage(at: Place)
    /// An action found nothing, or the page did not come to rest.
    case actionFailed(reason: String, why: [String], at: Place)
    /// A step that moves nothing, or makes no request that could be judged.
    case notNavigated(reason: String, at: Place)
    case invalidSetting(reason: String, at: Place)
    /// In bytes.
    case substitutionTooLarge(limit: Int, at: Place)

    var failure: StepFailure {
        switch self {
        case .notCaptured(let name, let place):
            StepFailure(
                .expectation,
                at: place,
                "{{\(name)}} has no value: the step that captures it was not run"
            )
        case .captureFailed(let variable, let reason, let place):
            StepFailure(.expectation, at: place, "there is nothing for {{\(variable)}}: \(reason)")
        case .notReadable(let name, let reasons, let place):
            StepFailure(
                .expectation,
                at: place,
                "there is nothing for {{cookie:\(name)}}: script cannot see such a cookie",
                why: reasons,
                missing: [name]
            )
        case .invalidPage(let text, let reason, let place):
            StepFailure(
                .expectation,
                at: place,
                "\"\(text.withoutUserinfo)\" is not a page's URL: \(reason)"
            )
        case .noPage(let place):
            StepFailure(
                .expectation,
                at: place,
                "there is no page yet: add page: at the top of the file, or a visit step before"
            )
        case .noFrame(let path, let place):
            StepFailure(
                .expectation,
                at: place,
                "the tab no longer has a frame \(path): it disappeared with the page it was in"
            )
        case .noOpenPage(let place):
            StepFailure(
                .expectation,
                at: place,
                "no page is open: add an open: step before"
            )
        case .actionFailed(let reason, let why, let place):
            StepFailure(.expectation, at: place, reason, why: why)
        case .invalidSetting(let reason, let place), .notNavigated(let reason, let place):
            StepFailure(.expectation, at: place, reason)
        case .substitutionTooLarge(let limit, let place):
            StepFailure(
                .expectation,
                at: place,
                "with its variables filled in, this is longer than \(limit >> 20) MiB"
            )
        }
    }
}
