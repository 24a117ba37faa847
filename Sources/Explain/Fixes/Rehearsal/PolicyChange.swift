internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

/// What a policy of the page, of its frame or of the answer has to say otherwise.
enum PolicyChange: Hashable, Sendable {
    /// The page's user allows it.
    case permission(PermissionName)
    /// The frame's attribute `allow` names it, and no Permissions-Policy around it forbids it.
    case permissionDelegation(PermissionName)
    /// A policy of the page, whose directive is the first, allows a source: by the second, which is
    /// another one where the first stood in for it.
    case source(
        of: ContentSecurityPolicy.Directive,
        as: ContentSecurityPolicy.Directive,
        in: ContentSecurityPolicy
    )
    /// The frame's sandbox has allow-forms.
    case forms
    /// The answer says which pages may frame it, in this policy besides what else it says.
    case framing(by: [String], policy: String)
    /// The answer lets its embedder impose a policy.
    case imposedPolicy(by: String)
    /// The answer may be embedded by other origins.
    case resourcePolicy
    /// The answer has an embedder policy of its own.
    case embedderPolicy

    /// What would let that failure not happen; `nil` where no policy does.
    init?(for failure: FetchFailure, in situation: RequestSnapshot) {
        let page = situation.page
        switch failure {
        case .localNetwork(let refusal):
            guard let name = refusal.space.permission else { return nil }
            switch refusal.reason {
            // (Where the page has to be a secure one, its user has to allow it besides.)
            case .undecided, .denied, .insecureClient: self = .permission(name)
            case .permissionsPolicy: self = .permissionDelegation(name)
            case .otherSpace: return nil
            }
        case .contentSecurityPolicy(let url, let violation):
            self = .source(
                of: violation.directive,
                as: violation.allowing(url),
                in: violation.policy
            )
        case .sandboxedForm: self = .forms
        case .framing(_, .requiredPolicy):
            guard let page, !page.origin.isOpaque else { return nil }
            self = .imposedPolicy(by: page.origin.serialized)
        case .framing:
            guard let page else { return nil }
            let origins = (page.ancestors + [page]).map(\.origin)
            guard !origins.contains(where: \.isOpaque) else { return nil }
            let names = origins.map(\.serialized).uniqued()
            let answer = situation.hops.last?.response?.headers ?? HeaderList()
            self = .framing(by: names, policy: answer.policy(framedBy: names))
        case .embedderPolicy(_, .noResourcePolicy): self = .resourcePolicy
        case .embedderPolicy: self = .embedderPolicy
        default: return nil
        }
    }

    func apply(to situation: inout RequestSnapshot) {
        switch self {
        case .permission: break
        case .permissionDelegation(let name): situation.page?.permissionDelegation(for: name)
        case .source(let old, let new, let policy):
            situation.page?.replace(policy, by: policy.replacing(old, by: new))
        case .forms: situation.page?.sandbox.remove(.forms)
        case .framing(_, let policy):
            situation.change {
                $0.delete("X-Frame-Options")
                $0.set("Content-Security-Policy", policy)
            }
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
    fileprivate mutating func permissionDelegation(for name: PermissionName) {
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

    fileprivate mutating func replace(
        _ old: ContentSecurityPolicy,
        by new: ContentSecurityPolicy
    ) {
        guard let place = policies.contentSecurityPolicies.firstIndex(of: old) else { return }
        policies.contentSecurityPolicies[place] = new
    }
}

extension ContentSecurityPolicy {
    /// With one directive in the place of another, or behind all where it has another name: what the
    /// other one rules besides stays as it is.
    func replacing(_ old: Directive, by new: Directive) -> ContentSecurityPolicy {
        var policy = self
        if old.name == new.name, let place = directives.firstIndex(of: old) {
            policy.directives[place] = new
        } else if !directives.contains(where: { $0.name == new.name }) {
            policy.directives.append(new)
        }
        return policy
    }
}

extension RequestSnapshot {
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

    /// All that its policies say, but who may frame it: these.
    fileprivate func policy(framedBy origins: [String]) -> String {
        let sources = (["'self'"] + origins).joined(separator: " ")
        var policies = values(of: "Content-Security-Policy").flatMap { value in
            value.isomorphicDecoded.split(separator: ",").map {
                ContentSecurityPolicy(parsing: String($0))
            }
        }
        for index in policies.indices {
            policies[index].directives.removeAll { $0.name == "frame-ancestors" }
        }
        policies.removeAll(where: \.directives.isEmpty)
        if policies.isEmpty { policies.append(ContentSecurityPolicy(parsing: "")) }
        policies[0].directives.append(.init(name: "frame-ancestors", value: sources))
        return policies.map(\.text).joined(separator: ", ")
    }
}
