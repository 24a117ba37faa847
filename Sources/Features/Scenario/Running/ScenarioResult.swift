package import BrowserCookies
package import BrowserFetch
package import BrowserInfra
package import BrowserJSON
internal import WebOrigin

/// The result of running one file in one browser.
package struct ScenarioResult: Sendable {
    package var source: SourceFile
    package var name: String?
    package var browser: String
    /// The results up to the first failed step; later steps did not run.
    package var steps: [StepResult] = []
    /// The number of steps in the file, including steps for other browsers.
    package var stepCount: Int
    /// The steps after the failed one.
    package var notRun: [StepResult] = []
    /// Failures outside the steps, such as a server that did not start or an invalid setting.
    package var failures: [StepFailure] = []
    /// Output of the servers, if the run failed.
    package var serverOutput: [ServerOutput] = []
    package var started = Moment.epoch
    package var duration: Duration = .zero
    /// Values from the file and its variables that may be secret.
    package var candidates = SecretCandidates()

    /// All failures. The first one aborts the run, so there is usually only one.
    package var allFailures: [StepFailure] { failures + steps.flatMap(\.allFailures) }

    package var hasPassed: Bool { failures.isEmpty && !steps.haveFailure }
}

extension [StepResult] {
    /// Whether any step has failed. Reads stored properties through a span, because a loop over the
    /// array or a computed property would copy each result with its report.
    fileprivate var haveFailure: Bool {
        let results = span
        for index in results.indices
        where !results[index].failures.isEmpty || results[index].steps.haveFailure {
            return true
        }
        return false
    }
}

/// The result of one step.
package struct StepResult: Sendable {
    package var place: Place
    /// The step's name, or a description of its action.
    package var title: String
    package var isSkipped = false
    package var failures: [StepFailure] = []
    /// Notes about a step that passed, each a sentence.
    package var notes: [String] = []
    /// The report of the last attempt.
    package var report: FetchReport?
    package var documentCookie: DocumentCookieReading?
    /// The observation of a page whose scripts run.
    package var page: PageObservation?
    /// All cookies after the step, if the environment asks for them.
    package var jar: [Cookie]?
    /// The simulated browser's time at the end of the step.
    package var time: Moment?
    /// Includes repetitions and retries.
    package var duration: Duration = .zero
    /// The steps inside `parallel`.
    package var steps: [StepResult] = []

    package var allFailures: [StepFailure] { failures + steps.flatMap(\.allFailures) }

    package var hasFailed: Bool { !failures.isEmpty || steps.haveFailure }

    /// The reports of all requests, including those of nested steps.
    package var allReports: [FetchReport] {
        [report].compactMap { $0 } + (page?.events.reports ?? []) + steps.flatMap(\.allReports)
    }
}

/// What a script read from `document.cookie`, and the page it ran on.
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

/// Why a step or a run failed: what was expected, what happened, and why.
package struct StepFailure: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// What happened does not match an expectation.
        case expectation
        /// The network failed, or a server did not start, and no expectation covers it.
        case network
    }

    package var kind: Kind
    package var place: Place
    /// One sentence without a period.
    package var message: String
    /// Lines to compare; both arrays are empty if the message is enough.
    package var expected: [String] = []
    package var actual: [String] = []
    /// The reasons, each a sentence with its code.
    package var why: [String] = []
    /// Names of expected cookies that the jar lacks. What happened to them is added to the reasons.
    var missing: [String] = []
    /// A host whose cookies, whatever their names, may be missing.
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

/// What a scenario's server wrote to standard output and standard error.
package struct ServerOutput: Hashable, Sendable {
    package var command: String
    /// The last part of the output.
    package var text: String
}

/// Why a step cannot be performed at all.
package enum StepError: Error, Hashable, Sendable {
    case notCaptured(name: String, at: Place)
    /// A header uses a cookie that the page's script cannot read.
    case notReadable(cookie: String, reasons: [String], at: Place)
    case captureFailed(variable: String, reason: String, at: Place)
    case invalidPage(text: String, reason: String, at: Place)
    case noPage(at: Place)
    case noFrame(String, at: Place)
    /// No page is open for the action.
    case noOpenPage(at: Place)
    /// An action found no target, or the page did not become idle in time.
    case actionFailed(reason: String, why: [String], at: Place)
    /// A step did not navigate anything, or made no request that expectations could apply to.
    case notNavigated(reason: String, at: Place)
    case invalidSetting(reason: String, at: Place)
    /// `limit` is in bytes.
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
            StepFailure(.expectation, at: place, "{{\(variable)}} cannot be captured: \(reason)")
        case .notReadable(let name, let reasons, let place):
            StepFailure(
                .expectation,
                at: place,
                "{{cookie:\(name)}} has no value: scripts cannot read such a cookie",
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
                "there is no page yet: add page: at the top of the file, or an earlier visit step"
            )
        case .noFrame(let path, let place):
            StepFailure(
                .expectation,
                at: place,
                "the tab no longer has a frame \(path): it disappeared with its page"
            )
        case .noOpenPage(let place):
            StepFailure(
                .expectation,
                at: place,
                "no page is open: add an earlier open: step"
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
