package import BrowserInfra
internal import BrowserJSON
package import Report
internal import Scenario

/// What a run of scenarios leaves behind, in the words in which every format shows it.
///
/// It is what `--report-json` writes, and all that the other formats are made of: so reports of
/// shards can be read again and put together.
package struct SuiteReport: Hashable, Sendable {
    package var started: Moment
    /// In microseconds, as all durations here.
    package var duration: Int64
    package var runs: [RunReport]
    /// `nil` of a whole suite, and of several parts.
    package var shard: SuiteShard?

    package init(started: Moment, duration: Int64, runs: [RunReport], shard: SuiteShard? = nil) {
        self.started = started
        self.duration = duration
        self.runs = runs
        self.shard = shard
    }

    /// Several runs as one: it lasted from the first beginning to the last end.
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

/// Which part of a suite was run: `--shard 2/3`.
package struct SuiteShard: Hashable, Sendable {
    /// From 1.
    package var part: Int
    package var count: Int

    package init(part: Int, of count: Int) {
        self.part = part
        self.count = count
    }
}

/// One file in one browser.
package struct RunReport: Hashable, Sendable {
    package enum Result: String, Hashable, Sendable {
        case passed, failed
        /// `--fail-fast` left it out.
        case notStarted = "not-begun"
    }

    package var file: String
    package var name: String?
    package var browser: String
    package var result: Result
    package var started: Moment?
    package var duration: Int64 = 0
    /// Of what is no step: a server that did not start, a setting.
    package var failures: [FailureReport] = []
    package var steps: [StepReport] = []
    package var servers: [ServerReport] = []
}

package struct StepReport: Hashable, Sendable {
    package enum Result: String, Hashable, Sendable {
        case passed, failed
        /// It is for other browsers.
        case skipped
        /// A step before it failed.
        case notRun = "not-run"
    }

    var title: String
    var line: Int
    var column: Int
    var result: Result
    /// The browser's own time at its end.
    var time: Moment?
    var duration: Int64 = 0
    var failures: [FailureReport] = []
    /// What a reader of a step that held should know, each a sentence.
    var notes: [String] = []
    /// As the terminal tells it, in lines of at most 80 columns.
    var explanation = ""
    /// `crumb.report/1`, or null.
    var report = JSONValue.null
    /// What `document-cookie --json` prints, or null.
    var documentCookie = JSONValue.null
    /// What a page whose scripts run did in the step, as `open --json` prints it, or null.
    var page = JSONValue.null
    /// All cookies after the step, as `cookies list --json` prints them, or null.
    var jar = JSONValue.null
    /// Of `parallel`.
    var steps: [StepReport] = []

    /// Of all its requests, in their order.
    var exchanges: [JSONValue] {
        ([report] + (page["requests"].elements ?? [])).flatMap { $0["exchanges"].elements ?? [] }
    }

    var hasRun: Bool { result == .passed || result == .failed }

    /// Its own, and those of the steps in it.
    var allFailures: [FailureReport] { failures + steps.flatMap(\.allFailures) }
}

package struct FailureReport: Hashable, Sendable {
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

    /// `path:line:column`.
    var location: String { "\(file):\(line):\(column)" }
}

/// What a server of a failed run wrote.
package struct ServerReport: Hashable, Sendable {
    var command: String
    var output: String
}
