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
    /// What the log keeps of a report: the entry, and the report as JSON, both without bodies and
    /// without what `redaction` hides or would have learned from the report.
    ///
    /// `nil` for a request that was only asked about: it was not sent. `now`: when it began, where
    /// nothing went over the wire that could tell.
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

    /// Hides values of cookies, credentials, and what a name promises to be a secret.
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
