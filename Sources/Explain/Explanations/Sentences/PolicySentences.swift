internal import BrowserFetch

extension FramingRefusal {
    var sentence: String {
        switch self {
        case .ancestors(let violation):
            "The response's Content-Security-Policy (\(violation.directive.text)) does not list "
                + "every page around the frame. The request was sent, and its cookies took effect."
        case .frameOptions(let value):
            "The response says X-Frame-Options: \(value), so it is not shown in this frame. The "
                + "request was sent, and its cookies took effect."
        case .severalFrameOptions(let values):
            "The response's X-Frame-Options (\(values)) contradict each other, so it is not shown in "
                + "a frame."
        case .requiredPolicy(let policy):
            "The frame's csp attribute requires the policy \"\(policy)\", which the response "
                + "neither has nor accepts: respond with Allow-CSP-From and the page's origin."
        }
    }
}
