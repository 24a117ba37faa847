internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import Explanations
internal import Fixes

// Requests of the page that fail.

extension Diagnosis {
    /// The failures, and the fixes that were tried against them.
    func failures() async -> (findings: [Finding], tried: [TestedFix]) {
        var findings: [Finding] = []
        var tried: [TestedFix] = []
        for result in results where !isRefusedHandshake(result) {
            let asked = result.reports.filter { isRequested(result.probe.purpose, $0) }
            guard !asked.isEmpty else { continue }
            let asking = asked.map(\.browser)
            // One fix that works in every browser, including those without a problem yet.
            let adviser = Adviser(
                reports: result.reports,
                suffixes: suffixes,
                besides: grant
            )
            let adviceAndFixes = await adviser.adviceAndFixes()
            tried += adviceAndFixes.fixes
            var own: [Finding] = []
            for advice in adviceAndFixes.advice {
                // The probe omits them on purpose; the next one includes credentials.
                if result.probe.purpose == .read,
                    advice.code == AdviceCode.credentialsNotIncluded.rawValue
                {
                    continue
                }
                // The permission that a move requires is added to the text of the advice to move.
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

    /// Whether the request should succeed.
    private func isRequested(_ purpose: Probe.Purpose, _ report: FetchReport) -> Bool {
        switch purpose {
        case .read:
            // Cookies that the request did not include concern the next probe.
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
    /// Whether the server answered the preflight correctly, with a list that does not have the
    /// method.
    private var refusesMethodOnly: Bool {
        if case .rejected(.cors(.methodDisallowed)) = outcome { true } else { false }
    }

    /// Whether the server deliberately does not support the method. Without a response to any
    /// preflight, that cannot be concluded.
    fileprivate var isRefusedByIntent: Bool {
        refusesMethodOnly || exchanges.last?.response?.status == 405
    }
}
