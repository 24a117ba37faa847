internal import CORS
internal import Cookies
internal import Explanations
package import Fetch
internal import Fixes
internal import HTTP
package import Infra
internal import JSON
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
        guard !report.isWithheld else { return nil }
        let shown = report.withoutBodies.redacted(by: redaction)
        let advice = await Adviser(report: shown, suffixes: suffixes).advice()
        self.init(LogEntry(shown, at: now), report: shown.json(advice: advice).lineText)
    }

    /// Hides values of cookies, credentials, and what such a name promises to be a secret.
    package static let redaction = Redaction(
        hiding: [
            "access_token", "api-key", "api_key", "apikey", "auth", "client_secret", "code", "csrf",
            "csrftoken", "id_token", "jwt", "pass", "passwd", "password", "pwd", "refresh_token",
            "secret", "session", "sid", "sig", "signature", "token", "x-api-key", "x-auth-token",
            "x-csrf-token", "x-csrftoken", "x-xsrf-token",
        ],
        areGuessed: true
    )
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

extension LogEntry {
    fileprivate init(_ report: FetchReport, at now: Moment) {
        let first = report.exchanges.first
        let last = report.exchanges.last
        var duration: Int64 = 0
        if let first, let last {
            duration =
                last.started.microseconds(since: first.started)
                + (last.response?.durationMicroseconds ?? 0)
        }
        var error: String?
        if case .rejected(let failure) = report.outcome { error = failure.code }
        self.init(
            began: first?.started ?? now,
            browser: report.browser,
            initiator: report.initiator.name,
            page: report.page?.url.href,
            method: report.method,
            url: report.url?.href ?? report.urlText,
            outcome: Outcome(report.outcome),
            status: last?.response?.status,
            error: error,
            durationMicroseconds: max(0, duration),
            cookies: report.exchanges.flatMap(\.loggedCookies)
        )
    }
}

extension LogEntry.Outcome {
    fileprivate init(_ outcome: FetchOutcome) {
        switch outcome {
        case .fulfilled(let response): self = response.isOpaque ? .opaque : .visible
        case .rejected(let failure): self = failure.isNetworkFailure ? .failed : .blocked
        }
    }
}

extension Exchange {
    /// Cookies of other hosts and paths of the site are left out: nobody expects them to be sent.
    fileprivate var loggedCookies: [LoggedCookie] {
        let carried = cookies.filter { !$0.isUnrelated }.map { verdict in
            LoggedCookie(
                verdict.isSent ? .sent : .keptBack,
                verdict.cookie,
                codes: verdict.exclusions.map(\.code)
            )
        }
        let cleared = (clearSiteData?.cookies ?? []).map {
            LoggedCookie(.deleted, $0, codes: [LoggedCookie.clearedBySiteData])
        }
        return carried + setCookies.flatMap(loggedCookies) + cleared
    }

    private func loggedCookies(_ verdict: SetCookieVerdict) -> [LoggedCookie] {
        let event: LoggedCookie.Event =
            switch verdict.effect {
            case .created: .stored
            case .updated: .replaced
            case .deleted: .deleted
            case .rejected: .refused
            case .ignored: .ignored
            }
        let codes = verdict.refusals.map(\.code)
        let cookie =
            verdict.cookie.map { LoggedCookie(event, $0, codes: codes) }
            ?? LoggedCookie(
                event,
                name: verdict.shownName,
                domain: url.host?.serialized ?? "",
                path: "/",
                codes: codes
            )
        return [cookie] + verdict.evicted.map { LoggedCookie(.evicted, $0) }
    }
}

extension LoggedCookie {
    fileprivate init(_ event: Event, _ cookie: Cookie, codes: [String] = []) {
        self.init(
            event,
            name: cookie.shownName,
            domain: cookie.domain,
            path: cookie.path.utf8Decoded,
            partition: cookie.partitionKey?.topLevelSite,
            expiry: cookie.expiry,
            codes: codes
        )
    }
}
