internal import BrowserCORS
internal import BrowserCookies
package import BrowserFetch
package import BrowserInfra
internal import WebOrigin

extension LogEntry {
    /// What is to be remembered of a report; `now`: when it began, where nothing went over the wire that
    /// could tell.
    package init(_ report: FetchReport, at now: Moment) {
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
                verdict.isSent ? .sent : .withheld,
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
