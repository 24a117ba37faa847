package import BrowserFetch

extension FetchReport {
    /// The reason why a browser shows an error page in the frame although the server responded and its
    /// cookies were stored; `nil` if it shows the document.
    package var frameRefusal: String? {
        guard case .rejected(.framing(_, let refusal)) = outcome else { return nil }
        return switch refusal {
        case .ancestors(let violation):
            "Content-Security-Policy: \(violation.directive.text) does not let this page frame it"
        case .frameOptions(let value), .severalFrameOptions(let value):
            "X-Frame-Options: \(value) does not let this page frame it"
        case .requiredPolicy:
            "The response does not agree to the policy that the frame's csp attribute requires"
        }
    }
}
