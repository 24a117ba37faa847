internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import Fixes
internal import Glibc
internal import Redaction
internal import Report

extension GlobalOptions {
    /// Does something in the chosen browser and prints the report; with several browsers, in one
    /// after the other, each with its own jar, and prints what they did side by side.
    ///
    /// `body` returns no report where there is nothing to print.
    func inEachBrowser(
        _ output: OutputOptions,
        _ body: (Session) async throws -> FetchReport?
    ) async throws {
        let choices = try oneByOne()
        defer { if output.silent { SuffixListNote.silence() } }
        if choices.count > 1, let option = output.optionForOneBody {
            throw UsageError(
                "\(option) is for the body that one browser reads, and \(choices.count) are asked: "
                    + "name one with --browser, or leave \(option) out; --json has all bodies"
            )
        }
        try output.checkHAR(isAlone: choices.count == 1, with: self)
        var done: [(session: Session, report: FetchReport)] = []
        // --max-time is the command's, however many browsers are asked.
        let clock = RequestClock()
        for options in choices {
            let session = try Session(options)
            let report = try await RequestClock.$current.withValue(clock) {
                try await body(session)
            }
            if let report { done.append((session, report)) }
        }
        guard let first = done.first else { return }
        let reports = done.map(\.report)
        if let file = output.har {
            let archive = HAROutput(now: first.session.clock.now())
            if file == "-" {
                try self.output.print(text: reports, as: archive.text)
            } else {
                try self.output.write(reports, to: file, isClosedToOthers: true, as: archive.text)
            }
        }
        if reports.count == 1 {
            try await ReportOutput(session: first.session, options: output).print(first.report)
        } else {
            try await ComparisonOutput(options: self, output: output).print(reports)
        }
    }

    /// The same options for each of the browsers that are asked for.
    func oneByOne() throws -> [GlobalOptions] {
        try browsers().map { name in
            var options = self
            options.browser = BrowserList(name)
            return options
        }
    }
}

/// Prints the same request's reports from several browsers side by side, or all of them as JSON.
struct ComparisonOutput {
    let options: GlobalOptions
    /// `nil` for a command that sends nothing.
    var output: OutputOptions?

    func print(_ reports: [FetchReport]) async throws {
        let shown = options.output.shown(reports)
        let suffixes = try options.suffixes()
        if options.json {
            var advice: [[Advice]] = []
            for report in shown {
                advice.append(await Adviser(report: report, suffixes: suffixes).advice())
            }
            let json = BrowserComparison(shown, advice: []).json(advice: advice)
            try options.output.print(json: json)
        } else if !options.quiet && output?.silent != true {
            let advice = await Adviser(reports: shown, suffixes: suffixes).advice()
            try options.output.print(BrowserComparison(shown, advice: advice).layout)
        }
        try throwStatus(of: reports)
    }

    /// A browser that blocks is an answer; a network that fails is none.
    private func throwStatus(of reports: [FetchReport]) throws {
        let statuses = reports.filter { !$0.isDryRun }.map {
            $0.exitStatus(fail: output?.fail == true)
        }
        for status in [ExitStatus.networkFailed, .blocked, .expectationFailed]
        where statuses.contains(status) {
            throw CommandFailure(status)
        }
    }
}
