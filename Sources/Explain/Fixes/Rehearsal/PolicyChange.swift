internal import Explanations
internal import Fetch
internal import HTTP
internal import Infra
internal import WebOrigin

/// What a policy of the page, of its frame or of the answer has to say otherwise.
enum PolicyChange: Hashable, Sendable {
    /// The page's user allows it.
    case permission(PermissionName)
    /// The frame's attribute `allow` names it, and no Permissions-Policy around it forbids it.
    case mayAsk(PermissionName)
    /// The page's policy, whose directive is this, allows a source; another directive does where one
    /// stood in for it.
    case source(of: ContentSecurityPolicy.Directive, as: ContentSecurityPolicy.Directive)
    /// The frame's sandbox has allow-forms.
    case forms
    /// The answer says which pages may frame it.
    case framing(by: [String])
    /// The answer lets its embedder impose a policy.
    case imposedPolicy(by: String)
    /// The answer may be embedded by other origins.
    case resourcePolicy
    /// The answer has an embedder policy of its own.
    case embedderPolicy

    /// What would let that failure not happen; `nil` where no policy does.
    init?(for failure: FetchFailure, of page: Page?) {
        switch failure {
        case .localNetwork(let refusal):
            guard let name = refusal.space.permission else { return nil }
            switch refusal.reason {
            // (Where the page has to be a secure one, its user has to allow it besides.)
            case .undecided, .denied, .insecureClient: self = .permission(name)
            case .permissionsPolicy: self = .mayAsk(name)
            case .otherSpace: return nil
            }
        case .contentSecurityPolicy(let url, let violation):
            self = .source(of: violation.directive, as: violation.allowing(url))
        case .sandboxedForm: self = .forms
        case .framing(_, .requiredPolicy):
            guard let page, !page.origin.isOpaque else { return nil }
            self = .imposedPolicy(by: page.origin.serialized)
        case .framing:
            guard let page else { return nil }
            let origins = (page.ancestors + [page]).map(\.origin)
            guard !origins.contains(where: \.isOpaque) else { return nil }
            self = .framing(by: origins.map(\.serialized).uniqued())
        case .embedderPolicy(_, .noResourcePolicy): self = .resourcePolicy
        case .embedderPolicy: self = .embedderPolicy
        default: return nil
        }
    }

    func apply(to situation: inout Situation) {
        switch self {
        case .permission: break
        case .mayAsk(let name): situation.page?.mayAsk(for: name)
        case .source(let old, let new): situation.page?.replace(old, by: new)
        case .forms: situation.page?.sandbox.remove(.forms)
        case .framing(let origins): situation.change { $0.allowFraming(by: origins) }
        case .imposedPolicy(let origin): situation.change { $0.set("Allow-CSP-From", origin) }
        case .resourcePolicy:
            situation.change { $0.set("Cross-Origin-Resource-Policy", "cross-origin") }
        case .embedderPolicy:
            situation.change { $0.set("Cross-Origin-Embedder-Policy", "require-corp") }
        }
    }
}

extension ContentSecurityPolicyViolation {
    /// The directive that would allow it: the one that ruled, with the URL's origin; one of its own
    /// name, where another stood in.
    fileprivate func allowing(_ url: WebURL) -> ContentSecurityPolicy.Directive {
        let origin = url.isWebSocket ? url.socketOrigin : url.origin.serialized
        let sources = directive.values.filter { $0.asciiLowercased != "'none'" } + [origin]
        let name =
            isFallback && directive.name == "default-src"
            ? effectiveName.replacing("-src-elem", with: "-src") : directive.name
        return .init(name: name, value: sources.joined(separator: " "))
    }
}

extension WebURL {
    /// As a source list names it.
    fileprivate var socketOrigin: String {
        "\(scheme)://\(host?.serialized ?? "")\(port.map { ":\($0)" } ?? "")"
    }
}

extension Page {
    fileprivate mutating func mayAsk(for name: PermissionName) {
        container?.allow += "; \(name.rawValue)"
        if container == nil, !ancestors.isEmpty {
            container = FrameContainer(
                allow: name.rawValue,
                source: url.isHTTP ? url.origin : nil,
                isSandboxed: origin.isOpaque
            )
        }
        policies.permissionsPolicy = ""
        for index in ancestors.indices { ancestors[index].policies.permissionsPolicy = "" }
    }

    /// In each policy that has it.
    fileprivate mutating func replace(
        _ old: ContentSecurityPolicy.Directive,
        by new: ContentSecurityPolicy.Directive
    ) {
        for index in policies.contentSecurityPolicies.indices {
            var directives = policies.contentSecurityPolicies[index].directives
            guard let place = directives.firstIndex(of: old) else { continue }
            if old.name == new.name {
                directives[place] = new
            } else if !directives.contains(where: { $0.name == new.name }) {
                directives.append(new)
            }
            policies.contentSecurityPolicies[index].directives = directives
        }
    }
}

extension Situation {
    /// Changes what the last answer says.
    fileprivate mutating func change(_ change: (inout HeaderList) -> Void) {
        guard let index = hops.indices.last else { return }
        if var response = hops[index].response {
            change(&response.headers)
            hops[index].response = response
        }
    }
}

extension HeaderList {
    fileprivate mutating func set(_ name: String, _ value: String) {
        set(name, ByteString(utf8: value))
    }

    fileprivate mutating func allowFraming(by origins: [String]) {
        delete("X-Frame-Options")
        let policies = values(of: "Content-Security-Policy").map {
            ContentSecurityPolicy(parsing: $0.isomorphicDecoded)
        }
        delete("Content-Security-Policy")
        for var policy in policies {
            policy.directives.removeAll { $0.name == "frame-ancestors" }
            if policy.directives.isEmpty { continue }
            append("Content-Security-Policy", ByteString(utf8: policy.text))
        }
        let sources = (["'self'"] + origins).joined(separator: " ")
        append("Content-Security-Policy", ByteString(utf8: "frame-ancestors \(sources)"))
    }
}
