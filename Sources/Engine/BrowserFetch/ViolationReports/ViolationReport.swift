package import BrowserInfra
package import WebOrigin

/// What a browser tells those whom a policy names, of something that violates it.
///
/// https://www.w3.org/TR/CSP3/#report-violation
package struct ViolationReport: Hashable, Sendable {
    package enum Endpoint: Hashable, Sendable {
        /// Of `report-uri`, relative to the document's URL.
        case url(WebURL)
        /// A token of `report-uri` that is not a URL that reports go to.
        case unusable(String)
        /// Of `report-to`: an endpoint that `Reporting-Endpoints` names. Browsers collect these
        /// reports and send them later, which crumb leaves out.
        case group(String)
    }

    package enum Delivery: Hashable, Sendable {
        /// Only told of.
        case notSent
        /// Whatever its status; `nil` where no answer came in the time there was.
        case sent(status: Int?)
        case failed(FetchFailure)
    }

    /// What the violation is about.
    ///
    /// https://www.w3.org/TR/CSP3/#violation-resource
    package enum Blocked: Hashable, Sendable {
        /// What was asked for, before any redirect.
        case url(WebURL)
        case inline, eval
    }

    package var endpoint: Endpoint
    package var violation: ContentSecurityPolicyViolation
    package var blocked: Blocked
    /// The beginning of inline code, where the policy asks for it.
    package var sample = ""
    /// The document whose policy it is.
    package var page: Page
    /// JSON; empty for a group.
    package var body: ByteString
    package var delivery = Delivery.notSent
    /// What went over the wire for it.
    package var exchanges: [Exchange] = []

    /// Of its body.
    package static let contentType: ByteString = "application/csp-report"
}

/// Whether reports are sent, and how long they are waited for.
package struct ViolationReporting: Hashable, Sendable {
    package var isSending: Bool
    /// How long the request waits for the answers to reports that go before it.
    package var headStart: Duration
    /// How long answers are waited for when all else is done.
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
