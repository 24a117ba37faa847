internal import BrowserFetch
internal import WebOrigin

extension ContentSecurityPolicyViolation {
    /// Returns the message in the console of the document `page`.
    func consoleMessage(_ url: WebURL, from page: Page?) -> String {
        let isDocument = ["frame-src", "frame-ancestors", "form-action"].contains(effectiveName)
        let verdict =
            isReportOnly
            ? " The policy is report-only, so the violation has been logged but no further action "
                + "has been taken."
            : isDocument ? " The request has been blocked." : " The action has been blocked."
        let fallback =
            isFallback
            ? " Note that '\(effectiveName)' was not explicitly set, so '\(directive.name)' is used "
                + "as a fallback." : ""
        return "\(action) '\(shown(url, to: page))' violates the following Content Security Policy "
            + "directive: \"\(directive.text)\"."
            + (isDocument ? verdict + fallback + "\n" : fallback + verdict)
    }

    private var action: String {
        switch effectiveName {
        case "connect-src": "Connecting to"
        case "font-src": "Loading the font"
        case "form-action": "Sending form data to"
        case "frame-ancestors", "frame-src": "Framing"
        case "img-src": "Loading the image"
        case "manifest-src": "Loading manifest from"
        // (Chrome's message has two spaces here.)
        case "media-src": "Loading media from "
        case "object-src": "Loading plugin data from"
        case "script-src-elem": "Loading the script"
        case "style-src-elem": "Loading the stylesheet"
        case "worker-src": "Creating a worker from"
        default: "Loading"
        }
    }

    /// For a frame of another origin, only the origin is shown.
    private func shown(_ url: WebURL, to page: Page?) -> String {
        guard ["frame-src", "frame-ancestors"].contains(effectiveName),
            page?.origin.isSameOrigin(as: url.origin) != true
        else { return url.href }
        return url.origin.serialized + "/"
    }
}

extension FetchReport {
    /// Returns the console messages about a violation of a policy.
    func policyMessages(_ url: WebURL, _ violation: ContentSecurityPolicyViolation) -> [String] {
        // A form's message has the URL of its action, even if the response redirects.
        let isForm = violation.effectiveName == "form-action"
        let message = violation.consoleMessage(isForm ? self.url ?? url : url, from: page)
        guard initiator == .fetch, exchanges.isEmpty else { return [message] }
        return [
            message,
            "Fetch API cannot load \(url.href). Refused to connect because it violates the "
                + "document's Content Security Policy.",
        ]
    }

    /// The messages about directives that are ignored in the policies of the new document.
    var ignoredDirectiveMessages: [String] {
        guard let document, document.url.isHTTP else { return [] }
        return (document.contentSecurityPolicies + document.policies.reportOnlyPolicies)
            .flatMap(\.ignoredNames)
            .map { "Ignoring duplicate Content-Security-Policy directive '\($0)'." }
    }

    /// The messages about violations of report-only policies; a fetch is checked twice.
    var reportOnlyMessages: [String] {
        warnings.flatMap { warning -> [String] in
            guard case .policyViolation(let url, let violation) = warning else { return [] }
            let message = violation.consoleMessage(url, from: page)
            return initiator == .fetch ? [message, message] : [message]
        }
    }
}

extension FramingRefusal {
    func consoleMessage(_ url: WebURL, from page: Page?) -> String {
        let refused = "Refused to display '\(url.origin.serialized)/' in a frame"
        return switch self {
        case .ancestors(let violation): violation.consoleMessage(url, from: page)
        case .frameOptions(let value):
            refused + " because it set 'X-Frame-Options' to '\(value)'."
        case .severalFrameOptions(let values):
            refused + " because it set multiple 'X-Frame-Options' headers with conflicting values "
                + "('\(values)'). Falling back to 'deny'."
        case .requiredPolicy(let policy):
            refused
                + ". The embedder requires it to enforce the following Content Security Policy: "
                + "'\(policy)'. However, the frame neither accepts that policy using the "
                + "Allow-CSP-From header nor delivers a Content Security Policy which is at least as "
                + "strong as that one."
        }
    }
}

extension ViolationReport {
    /// The console messages about the report's own request.
    var consoleMessages: [String] {
        switch delivery {
        case .notSent: []
        case .failed(.transport(let error)):
            ["Failed to load resource: net::\(error.netErrorName)"]
        case .failed: []
        case .sent:
            exchanges.last?.response.flatMap { response in
                response.status >= 400 ? [response.failedLoadMessage] : nil
            } ?? []
        }
    }
}
