package import BrowserFetch
internal import BrowserHTTP
package import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Fixes
package import Profile
package import Redaction
package import WebOrigin

extension NewLogEntry {
    /// Creates the log's entry for a report, and the report as JSON, both without bodies and
    /// without the values that `redaction` hides or would have collected from the report.
    ///
    /// Returns `nil` for a dry run, which sent nothing.
    ///
    /// `now`: the start time, for a report without an exchange that has one.
    package init?(
        _ report: FetchReport,
        hiding redaction: Redaction,
        suffixes: PublicSuffixList,
        at now: Moment
    ) async {
        guard !report.isDryRun else { return nil }
        let shown = report.withoutBodies.redacted(by: redaction)
        let advice = await Adviser(report: shown, suffixes: suffixes).advice()
        self.init(LogEntry(shown, at: now), report: shown.json(advice: advice).lineText)
    }

    /// Hides the values of cookies and credentials, and values whose name suggests a secret.
    package static let redaction = Redaction(hiding: Redaction.namesOfSecrets, areGuessed: true)
}

extension FetchReport {
    fileprivate var withoutBodies: FetchReport {
        var report = self
        for index in report.exchanges.indices {
            report.exchanges[index].requestBody = nil
            report.exchanges[index].response?.body = ByteString()
        }
        if case .fulfilled(var response) = outcome {
            response.body = nil
            report.outcome = .fulfilled(response)
        }
        return report
    }
}
