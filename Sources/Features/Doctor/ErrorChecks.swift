internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import Explanations
internal import Fixes

// What the page asks for and does not get.

extension Diagnosis {
    /// And the changes that were tried against them.
    func failures() async -> (findings: [Finding], tried: [TestedFix]) {
        var findings: [Finding] = []
        var tried: [TestedFix] = []
        for result in results where !isRefusedHandshake(result) {
            let asked = result.reports.filter { isRequested(result.probe.purpose, $0) }
            guard !asked.isEmpty else { continue }
            let asking = asked.map(\.browser)
            // One fix that holds in every browser, also in those that have no trouble yet.
            let adviser = Adviser(
                reports: result.reports,
                suffixes: suffixes,
                besides: grant
            )
            let adviceAndFixes = await adviser.adviceAndFixes()
            tried += adviceAndFixes.fixes
            var own: [Finding] = []
            for advice in adviceAndFixes.advice {
                // It asks without them on purpose; the next probe asks with them.
                if result.probe.purpose == .read,
                    advice.code == AdviceCode.credentialsNotIncluded.rawValue
                {
                    continue
                }
                // The consent that a move asks for is the end of what is said of the move.
                if advice.code == AdviceCode.corsForCredentials.rawValue,
                    let last = own.indices.last,
                    adviceAndFixes.fixes.contains(where: { $0.grant?.origin != grant.origin })
                {
                    own[last].advice.text += " \(advice.text)"
                    continue
                }
                let troubled = advice.browsers.filter(asking.contains)
                let browsers = troubled.isEmpty ? asking : troubled
                var finding = Finding(.error, advice, in: browsers)
                finding.isAboutRequestWithoutCredentials = result.probe.purpose == .read
                own.append(finding)
            }
            findings += own
        }
        return (findings + refusedHandshakes, tried)
    }

    /// Whether it ought to work.
    private func isRequested(_ purpose: Probe.Purpose, _ report: FetchReport) -> Bool {
        switch purpose {
        case .read:
            // Cookies that nobody asked for are the next probe's matter.
            !report.isGranted
        case .readWithCredentials, .readAgain: true
        case .change: plan.methodsWereNamed || !report.isRefusedByIntent
        case .pagePolicies: !report.isGranted
        case .missingPath, .stranger, .lookalike, .sandboxed, .ownPage, .publicPage, .framed,
            .embedded, .framedPage, .framedPageWithAccess:
            false
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
