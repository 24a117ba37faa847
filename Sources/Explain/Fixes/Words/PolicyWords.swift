internal import BrowserFetch
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

// What policies have to say otherwise.

extension PlanWords {
    var policyAdvice: [Advice] {
        plan.policies.map { change in
            Advice(
                code: code(of: change),
                text: change.text(of: report, page: plan.apply(to: situation).page),
                fixes: change.fixes
            )
        }
    }

    /// The reason that it is about.
    private func code(of change: PolicyChange) -> String {
        let failures = problems.compactMap(\.failure)
        let own = failures.first { PolicyChange(for: $0, in: situation) == change }
        return own?.code ?? change.code
    }
}

extension PolicyChange {
    fileprivate var code: String {
        switch self {
        case .permission, .mayAsk: "LocalNetworkAccessPermissionDenied"
        case .source: "ContentSecurityPolicy"
        case .forms: "SandboxedForm"
        case .framing: "FrameAncestors"
        case .imposedPolicy: "RequiredPolicy"
        case .resourcePolicy: "CorpNotSameOriginByCoep"
        case .embedderPolicy: "CoepMissing"
        }
    }

    fileprivate func text(of report: FetchReport, page: Page?) -> String {
        switch self {
        case .permission(let name):
            let origin = page?.top.origin.serialized ?? "the page"
            let question =
                name == .loopbackNetwork
                ? "other apps and services on this device"
                : "other devices on your local network"
            return
                "Let the page's user allow it, whom the browser asks whether \(origin) may access "
                + "\(question); who has said no finds it in the site's settings. Here: crumb "
                + "permissions set \(name.rawValue) granted --origin \(origin). A page that is itself "
                + "served from this machine needs no permission."
        case .mayAsk(let name):
            return
                "Let the page ask: <iframe allow=\"\(name.rawValue)\"> where it is in a frame, and "
                + "no Permissions-Policy without it."
        case .source(let old, let new, _):
            let place = old.name == new.name ? "" : ", beside \(old.name), which rules it so far"
            return "Allow it in the page's Content-Security-Policy\(place): \(new.text)"
        case .forms:
            return "Let the frame's sandbox have allow-forms."
        case .framing(let origins, _):
            return "If \(enumerated(origins)) may frame it, let the answer's Content-Security-"
                + "Policy say so: frame-ancestors 'self' \(origins.joined(separator: " ")). X-Frame-Options "
                + "does not count beside that."
        case .imposedPolicy(let origin):
            return "Let the answer agree to the policy that \(origin) asks for."
        case .resourcePolicy:
            return "Let the answer say that other origins may embed it."
        case .embedderPolicy:
            return "Let the answer have an embedder policy of its own."
        }
    }

    fileprivate var fixes: [Advice.Fix] {
        switch self {
        case .permission, .forms: []
        case .mayAsk(let name):
            [Advice.Fix(Advice.Fix.page, "<iframe src=\"…\" allow=\"\(name.rawValue)\"></iframe>")]
        // The whole header: who writes only the directive into it loses the others.
        case .source(let old, let new, let policy):
            [
                Advice.Fix(
                    Advice.Fix.page,
                    "Content-Security-Policy: "
                        + policy.replacing(old, by: new).text.withoutUserinfoOfURLs
                )
            ]
        case .framing(_, let policy):
            Framework.fixes(
                setting: "Content-Security-Policy",
                to: policy.withoutUserinfoOfURLs
            )
        case .imposedPolicy(let origin): Framework.fixes(setting: "Allow-CSP-From", to: origin)
        case .resourcePolicy:
            Framework.fixes(setting: "Cross-Origin-Resource-Policy", to: "cross-origin")
        case .embedderPolicy:
            Framework.fixes(setting: "Cross-Origin-Embedder-Policy", to: "require-corp")
        }
    }
}
