internal import BrowserFetch
internal import BrowserJSON
internal import WebOrigin

extension ScriptedPage {
    /// What a request violated of the page's policies.
    ///
    /// https://www.w3.org/TR/CSP3/#report-violation
    func reportViolations(_ report: FetchReport) {
        let events = report.violations.map { url, violation in
            browser.facts(of: violation, at: .url(url), in: page).event
        }
        if !events.isEmpty {
            send(.object(["t": "violations", "list": .array(events)]))
        }
    }
}

extension FetchReport {
    fileprivate var violations: [(WebURL, ContentSecurityPolicyViolation)] {
        var violations = warnings.compactMap { warning in
            if case .policyViolation(let url, let violation) = warning {
                (url, violation)
            } else {
                nil
            }
        }
        if case .rejected(.contentSecurityPolicy(let url, let violation)) = outcome {
            violations.append((url, violation))
        }
        return violations
    }
}

extension ViolationFacts {
    /// The members of a `SecurityPolicyViolationEvent`, but for those that two names have.
    ///
    /// https://www.w3.org/TR/CSP3/#dictdef-securitypolicyviolationeventinit
    var event: JSONValue {
        .object([
            "documentURI": .string(document), "referrer": .string(referrer),
            "blockedURI": .string(blocked), "effectiveDirective": .string(directive),
            "originalPolicy": .string(policy), "disposition": .string(disposition),
            "sample": .string(sample), "statusCode": .integer(status),
        ])
    }
}
