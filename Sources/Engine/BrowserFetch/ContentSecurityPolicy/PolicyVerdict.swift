internal import BrowserInfra
package import WebOrigin

/// The verdict of a document's policies on something that is not a request.
package struct PolicyVerdict: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case inline(InlineCheck)
        /// The `href` of a `<base>`.
        case base(WebURL)
        /// The URL to which a form is to be submitted.
        case form(WebURL)
    }

    package var subject: Subject
    /// The violations: first those that block, then those that are only reported.
    package var violations: [ContentSecurityPolicyViolation]
    /// The facts of each violation that the page's event receives.
    package var facts: [ViolationFacts]
    /// The reports to be sent because of the violations.
    package var reports: [ViolationReport]

    package var isAllowed: Bool { violations.allSatisfy(\.isReportOnly) }
}

extension Browser {
    /// Judges whether the policies of `page` allow inline code, or the compilation of a string.
    ///
    /// https://www.w3.org/TR/CSP3/#should-block-inline, and #can-compile-strings
    package nonisolated func judge(_ check: InlineCheck, in page: Page) -> PolicyVerdict {
        let name = check.kind.effectiveName
        let violations = page.violations(name) { policy in
            let ruling = check.kind.rulingNames.lazy.compactMap { policy.directive($0) }.first
            guard let ruling, !ruling.sourceList.matches(check) else { return nil }
            return ruling
        }
        let blocked = check.kind == .eval ? ViolationReport.Blocked.eval : .inline
        var verdict = PolicyVerdict(
            subject: .inline(check),
            violations: violations,
            facts: [],
            reports: []
        )
        for violation in violations {
            // The first 40 characters, if the directive requests a sample.
            let isSampled = violation.directive.sourceList.contains(.reportSample)
            let sample = isSampled ? String(check.source.utf8Decoded.prefix(40)) : ""
            verdict.facts.append(facts(of: violation, at: blocked, sample: sample, in: page))
            verdict.reports += violationReports(
                of: [violation],
                at: blocked,
                sample: sample,
                in: page
            )
        }
        return verdict
    }

    /// Judges whether the policies of `page` allow `url` as the `href` of its `<base>`.
    ///
    /// https://www.w3.org/TR/CSP3/#allow-base-for-document
    package nonisolated func judge(base url: WebURL, in page: Page) -> PolicyVerdict {
        verdict(.base(url), "base-uri", url, page)
    }

    /// Judges whether the policies of `page` allow a form to be submitted to `url`.
    ///
    /// https://www.w3.org/TR/CSP3/#form-action-pre-navigate
    package nonisolated func judge(formAction url: WebURL, in page: Page) -> PolicyVerdict {
        verdict(.form(url), "form-action", url, page)
    }

    private nonisolated func verdict(
        _ subject: PolicyVerdict.Subject,
        _ name: String,
        _ url: WebURL,
        _ page: Page
    ) -> PolicyVerdict {
        let violations = page.violations(name, of: url, isRedirected: false, policy.fetch) {
            $0.directive(name)
        }
        return PolicyVerdict(
            subject: subject,
            violations: violations,
            facts: violations.map { facts(of: $0, at: .url(url), in: page) },
            reports: violationReports(of: violations, at: .url(url), in: page)
        )
    }
}

extension Array where Element == UInt8 {
    fileprivate var utf8Decoded: String { ByteString(self).utf8Decoded }
}
