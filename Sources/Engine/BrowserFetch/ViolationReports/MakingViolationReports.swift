internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// Returns the reports that violations of `page`'s policies request.
    ///
    /// `sample`: the beginning of inline code.
    ///
    /// https://www.w3.org/TR/CSP3/#report-violation
    nonisolated func violationReports(
        of violations: [ContentSecurityPolicyViolation],
        at blocked: ViolationReport.Blocked,
        sample: String = "",
        in page: Page
    ) -> [ViolationReport] {
        violations.flatMap { violation in
            endpoints(of: violation.policy, in: page).map { endpoint in
                var report = ViolationReport(
                    endpoint: endpoint,
                    violation: violation,
                    blocked: blocked,
                    sample: sample,
                    page: page,
                    body: ""
                )
                if case .group = endpoint { return report }
                report.body = body(of: report, referrer: page.referrer)
                return report
            }
        }
    }

    private nonisolated func endpoints(
        of violated: ContentSecurityPolicy,
        in page: Page
    ) -> [ViolationReport.Endpoint] {
        // 3.1. If there is a `report-to`, skip the rest.
        if policy.fetch.knowsReportTo, let group = violated.reportGroup { return [.group(group)] }
        // 3.2. For each token of `report-uri`: parse it, with the violation's URL as its base; on
        // failure, continue with the next token.
        return violated.reportURIs.map { token in
            guard let url = try? WebURL(parsing: token, base: page.baseURL), url.isHTTP else {
                return .unusable(token)
            }
            return .url(url)
        }
    }

    private nonisolated func body(of report: ViolationReport, referrer: WebURL?) -> ByteString {
        var facts = facts(
            of: report.violation,
            at: report.blocked,
            sample: report.sample,
            in: report.page
        )
        facts.referrer = referrer?.href ?? ""
        return facts.serialized(policy.fetch.reportBody)
    }

    /// Returns the facts of a violation of `page`'s policies, for reports and for the page itself.
    package nonisolated func facts(
        of violation: ContentSecurityPolicyViolation,
        at blocked: ViolationReport.Blocked,
        sample: String = "",
        in page: Page
    ) -> ViolationFacts {
        // The status of a page is not stored; most pages that are shown were loaded successfully.
        let status =
            policy.fetch.reportBody == .typed && page.url.scheme != "http" || !page.url.isHTTP
            ? 0 : 200
        return ViolationFacts(
            document: page.url.strippedForReports(),
            referrer: page.referrer?.href ?? "",
            blocked: blockedURI(blocked, violation, page),
            directive: violation.effectiveName,
            policy: violation.policy.written,
            disposition: violation.isReportOnly ? "report" : "enforce",
            status: status,
            sample: sample
        )
    }

    /// https://www.w3.org/TR/CSP3/#obtain-violation-blocked-uri
    private nonisolated func blockedURI(
        _ blocked: ViolationReport.Blocked,
        _ violation: ContentSecurityPolicyViolation,
        _ page: Page
    ) -> String {
        switch blocked {
        case .inline: return "inline"
        case .eval: return "eval"
        case .url(let url):
            // The page must not learn where a frame navigated or was redirected.
            let isHidden =
                ["frame-src", "object-src"].contains(violation.effectiveName)
                && !page.origin.isSameOrigin(as: url.origin)
            return isHidden ? url.origin.serialized : url.strippedForReports()
        }
    }

    /// Returns the reports that the network process sends again for a request that it allows, in a
    /// browser in which the page has already sent them.
    func repeatedReports(_ params: FetchParams) -> [ViolationReport] {
        guard policy.fetch.reportBody == .typed, !params.exchanges.isEmpty else { return [] }
        let names = [FetchDirective.connect, .worker].map(\.rawValue)
        return params.violationReports.filter {
            if case .url = $0.endpoint { names.contains($0.violation.effectiveName) } else { false }
        }.map { report in
            var repeated = report
            let referrer = params.request.determinedReferrer
            repeated.body = body(of: report, referrer: referrer)
            return repeated
        }
    }
}
