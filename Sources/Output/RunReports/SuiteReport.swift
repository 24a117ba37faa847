package import BrowserInfra
internal import BrowserJSON
package import Report
internal import Scenario

/// The results of a run of scenarios, worded as every format shows them.
///
/// `--report-json` writes all of it, and the other formats are generated from it, so that the reports of
/// several shards can be read and merged.
package struct SuiteReport: Hashable, Sendable {
    package var started: Moment
    /// The duration of the run, in microseconds like all durations here.
    package var duration: Int64
    package var runs: [RunReport]
    /// The part of the suite that was run; `nil` for a whole suite, and for merged parts.
    package var shard: SuiteShard?

    package init(started: Moment, duration: Int64, runs: [RunReport], shard: SuiteShard? = nil) {
        self.started = started
        self.duration = duration
        self.runs = runs
        self.shard = shard
    }

    /// Merges several runs into one, which lasts from the earliest start to the latest end.
    package init(merging reports: [SuiteReport]) {
        let started = reports.map(\.started).min() ?? .epoch
        let ended = reports.map { $0.started.microsecondsSinceEpoch + $0.duration }.max() ?? 0
        self.init(
            started: started,
            duration: max(0, ended - started.microsecondsSinceEpoch),
            runs: reports.flatMap(\.runs).enumerated().sorted { left, right in
                (left.element.file, left.offset) < (right.element.file, right.offset)
            }.map(\.element)
        )
    }

    package var summary: SuiteSummary {
        SuiteSummary(
            passed: count(.passed),
            failed: count(.failed),
            notStarted: count(.notStarted)
        )
    }

    func count(_ result: RunReport.Result) -> Int { runs.count { $0.result == result } }
}

/// The part of a suite that was run: `--shard 2/3`.
package struct SuiteShard: Hashable, Sendable {
    /// The number of the part, starting from 1.
    package var part: Int
    package var count: Int

    package init(part: Int, of count: Int) {
        self.part = part
        self.count = count
    }
}

/// The result of one file in one browser.
package struct RunReport: Hashable, Sendable {
    /// The result of a run.
    package enum Result: String, Hashable, Sendable {
        case passed, failed
        /// The file was not started, because of `--fail-fast`.
        case notStarted = "not-begun"
    }

    package var file: String
    package var name: String?
    package var browser: String
    package var result: Result
    package var started: Moment?
    package var duration: Int64 = 0
    /// The failures outside the steps, such as a server that did not start, or an invalid setting.
    package var failures: [FailureReport] = []
    package var steps: [StepReport] = []
    package var servers: [ServerReport] = []
}

/// The result of one step.
package struct StepReport: Hashable, Sendable {
    /// The result of a step.
    package enum Result: String, Hashable, Sendable {
        case passed, failed
        /// The step is for other browsers.
        case skipped
        /// An earlier step failed.
        case notRun = "not-run"
    }

    var title: String
    var line: Int
    var column: Int
    var result: Result
    /// The simulated browser's clock at the end of the step.
    var time: Moment?
    var duration: Int64 = 0
    var failures: [FailureReport] = []
    /// Notes that concern the reader even if the step passed, each a sentence.
    var notes: [String] = []
    /// The text that the terminal shows, in lines of at most 80 columns.
    var explanation = ""
    /// The request's `crumb.report/1`, or null.
    var report = JSONValue.null
    /// The output of `document-cookie --json`, or null.
    var documentCookie = JSONValue.null
    /// What a page whose scripts run did in the step, as in the output of `open --json`, or null.
    var page = JSONValue.null
    /// All cookies after the step, as in the output of `cookies list --json`, or null.
    var jar = JSONValue.null
    /// The steps of a `parallel` step.
    var steps: [StepReport] = []

    /// The exchanges of all requests in the step, in order.
    var exchanges: [JSONValue] {
        ([report] + (page["requests"].elements ?? [])).flatMap { $0["exchanges"].elements ?? [] }
    }

    var hasRun: Bool { result == .passed || result == .failed }

    /// The failures of the step and of the steps in it.
    var allFailures: [FailureReport] { failures + steps.flatMap(\.allFailures) }
}

/// A failure, with its place in the file.
package struct FailureReport: Hashable, Sendable {
    /// What failed: an expectation, or the network.
    package enum Kind: String, Hashable, Sendable {
        case expectation, network
    }

    var kind: Kind
    var message: String
    var file: String
    var line: Int
    var column: Int
    /// The line of the file, and a caret below it.
    var excerpt: [String]
    var expected: [String]
    var actual: [String]
    var why: [String]

    /// The location as `path:line:column`.
    var location: String { "\(file):\(line):\(column)" }
}

/// The output of a server in a failed run.
package struct ServerReport: Hashable, Sendable {
    var command: String
    var output: String
}
