internal import BrowserFetch
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

// What policies have to say otherwise.

extension PlanDescription {
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
        case .permission, .permissionDelegation: "LocalNetworkAccessPermissionDenied"
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
            let isMoved = page?.top.origin.scheme != report.page?.top.origin.scheme
            return (isMoved ? "Serve the page over https; then its user can allow it. " : "")
                + "The browser asks the user whether \(origin) may access \(question); they must allow "
                + "it. If they refused before, they can change it in the site's settings. In crumb: "
                + "crumb permissions set \(name.rawValue) granted --origin \(origin). A page that is "
                + "itself served from this machine needs no permission."
        case .permissionDelegation(let name):
            return
                "Let the page ask for it: write <iframe allow=\"\(name.rawValue)\"> if it is in a "
                + "frame, and have no Permissions-Policy without it."
        case .source(let old, let new, _):
            let place = old.name == new.name ? "" : ", beside \(old.name), which applies so far"
            return "Allow it in the page's Content-Security-Policy\(place): \(new.text)"
        case .forms:
            return "Add allow-forms to the frame's sandbox attribute."
        case .framing(let origins, _):
            return "If \(enumerated(origins)) may frame it, say so in the response's "
                + "Content-Security-Policy: frame-ancestors 'self' "
                + "\(origins.joined(separator: " ")). X-Frame-Options is ignored next to that."
        case .imposedPolicy(let origin):
            return "Have the response accept the policy that \(origin) requires."
        case .resourcePolicy:
            return "Have the response say that other origins may embed it."
        case .embedderPolicy:
            return "Give the response an embedder policy of its own."
        }
    }

    fileprivate var fixes: [Advice.Fix] {
        switch self {
        case .permission, .forms: []
        case .permissionDelegation(let name):
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
