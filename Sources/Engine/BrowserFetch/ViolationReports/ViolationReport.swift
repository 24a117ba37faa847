package import BrowserInfra
package import WebOrigin

/// A report on a policy violation, sent to an endpoint that the policy names.
///
/// https://www.w3.org/TR/CSP3/#report-violation
package struct ViolationReport: Hashable, Sendable {
    package enum Endpoint: Hashable, Sendable {
        /// A URL of `report-uri`, resolved against the document's URL.
        case url(WebURL)
        /// A token of `report-uri` that is not a URL to which reports can be sent.
        case unusable(String)
        /// A name of `report-to`, which `Reporting-Endpoints` maps to an endpoint. Browsers collect
        /// these reports and send them later, which crumb leaves out.
        case group(String)
    }

    package enum Delivery: Hashable, Sendable {
        /// The report was only recorded.
        case notSent
        /// The report was sent; `nil` if no response arrived in time.
        case sent(status: Int?)
        case failed(FetchFailure)
    }

    /// The resource of the violation.
    ///
    /// https://www.w3.org/TR/CSP3/#violation-resource
    package enum Blocked: Hashable, Sendable {
        /// The requested URL, before any redirect.
        case url(WebURL)
        case inline, eval
    }

    package var endpoint: Endpoint
    package var violation: ContentSecurityPolicyViolation
    package var blocked: Blocked
    /// The beginning of inline code, if the policy requests it.
    package var sample = ""
    /// The document that has the policy.
    package var page: Page
    /// The body in JSON; empty for a group.
    package var body: ByteString
    package var delivery = Delivery.notSent
    /// The exchanges with which the report was sent.
    package var exchanges: [Exchange] = []

    /// The content type of the body.
    package static let contentType: ByteString = "application/csp-report"
}

/// Whether reports are sent, and how long to wait for the responses.
package struct ViolationReporting: Hashable, Sendable {
    package var isSending: Bool
    /// How long a request waits for the responses to reports that precede it.
    package var headStart: Duration
    /// How long to wait for responses when everything else is done.
    package var patience: Duration

    package init(
        isSending: Bool = false,
        headStart: Duration = .milliseconds(200),
        patience: Duration = .seconds(1)
    ) {
        self.isSending = isSending
        self.headStart = headStart
        self.patience = patience
    }
}
