internal import BrowserHTTP
internal import WebOrigin

extension Browser {
    /// https://www.w3.org/TR/CSP3/#should-block-request
    func checkContentSecurityPolicy(_ params: inout FetchParams) throws(FetchFailure) {
        let destination = params.request.destination
        // Reports are sent whatever the policy specifies.
        if destination == .report { return }
        if case .navigation = params.request.initiator {
            try checkForm(&params)
            // A tab may go anywhere; a frame is subject to the policies of its document.
            guard !params.request.isTopLevelNavigation, let page = params.environment else {
                return
            }
            try enforce(FetchDirective(ruling: destination), of: page, &params)
        } else if let client = params.client {
            try enforce(FetchDirective(ruling: destination), of: client, &params)
        }
    }

    private func enforce(
        _ kind: FetchDirective,
        of page: Page,
        _ params: inout FetchParams
    ) throws(FetchFailure) {
        let policies = page.policies
        if policies.contentSecurityPolicies.isEmpty, policies.reportOnlyPolicies.isEmpty { return }
        let request = params.request
        let violations = page.violations(
            kind.rawValue,
            of: request.policedURL,
            isRedirected: request.redirectCount > 0,
            policy.fetch,
            byElement: { request.isAllowedByElement($0) }
        ) { $0.directive(ruling: kind) }
        try enforce(violations, of: page, &params)
    }

    private func enforce(
        _ violations: [ContentSecurityPolicyViolation],
        of page: Page,
        _ params: inout FetchParams
    ) throws(FetchFailure) {
        let url = params.request.policedURL
        params.warnings += violations.filter(\.isReportOnly).map {
            .policyViolation(url: url, $0)
        }
        // The policy's author must not learn where a redirect led.
        let asked = params.request.mode == .webSocket ? url : params.request.url
        params.violationReports += violationReports(of: violations, at: .url(asked), in: page)
        if let violation = violations.first(where: { !$0.isReportOnly }) {
            throw .contentSecurityPolicy(url: url, violation)
        }
    }

    /// Checks whether a form may be submitted to the current URL.
    ///
    /// https://www.w3.org/TR/CSP3/#form-action-pre-navigate
    private func checkForm(_ params: inout FetchParams) throws(FetchFailure) {
        let request = params.request
        guard request.initiator == .navigation(.form), let client = params.client else { return }
        let isRedirected = request.redirectCount > 0
        if !isRedirected, client.sandbox.contains(.forms) {
            throw .sandboxedForm(url: request.currentURL)
        }
        if isRedirected, policy.navigation.formActionOfRedirects == .ignored { return }
        let violations = client.violations(
            "form-action",
            of: request.currentURL,
            isRedirected: isRedirected,
            policy.fetch
        ) { $0.directive("form-action") }
        try enforce(violations, of: client, &params)
    }

    /// Returns the violations that a browser detects at once when a script of `page` makes a
    /// request.
    func violations(
        ofConnectionTo url: WebURL,
        from page: Page
    ) -> [ContentSecurityPolicyViolation] {
        page.violations(
            FetchDirective.connect.rawValue,
            of: url,
            isRedirected: false,
            policy.fetch
        ) { $0.directive(ruling: .connect) }
    }
}

extension Request {
    /// The URL that policies see: for a handshake, that of its WebSocket.
    fileprivate var policedURL: WebURL { mode == .webSocket ? currentURL.webSocketURL : currentURL }
}
