internal import CORS
internal import Cookies
internal import Explanations
internal import Fetch

// What the page asks for and does not get.

extension Examination {
    var failures: [Finding] {
        results.flatMap { result in
            result.reports.flatMap { report in
                isAsked(result.probe.purpose, report)
                    ? Adviser(report: report, besides: grant).advice.map {
                        Finding(.broken, $0, in: [report.browser])
                    }
                    : []
            }
        }
    }

    /// Whether it ought to work.
    private func isAsked(_ purpose: Probe.Purpose, _ report: FetchReport) -> Bool {
        switch purpose {
        case .read:
            // Cookies that nobody asked for are the next probe's matter.
            !report.isGranted
        case .readWithCredentials, .readAgain: true
        case .change: question.methodsWereNamed || !report.isRefusedByIntent
        case .missingPath, .stranger, .lookalike, .sandboxed: false
        }
    }
}

extension FetchReport {
    /// The server answered the preflight as one should, with a list that has no such method.
    private var refusesMethodOnly: Bool {
        if case .rejected(.cors(.methodDisallowed)) = outcome { true } else { false }
    }

    /// A server need not have every method; one that has no answer to any preflight means nothing
    /// by it.
    fileprivate var isRefusedByIntent: Bool {
        refusesMethodOnly || exchanges.last?.response?.status == 405
    }
}
