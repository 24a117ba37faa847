internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

/// A change to a policy of the page, of its frame, or of the response.
enum PolicyChange: Hashable, Sendable {
    /// The user grants the page a permission.
    case permission(PermissionName)
    /// The frame's `allow` attribute includes the permission, and no Permissions-Policy forbids it.
    case permissionDelegation(PermissionName)
    /// A policy of the page allows a source: the first directive is replaced by the second, which is a
    /// different one if the first was only a fallback.
    case source(
        of: ContentSecurityPolicy.Directive,
        as: ContentSecurityPolicy.Directive,
        in: ContentSecurityPolicy
    )
    /// The frame's sandbox attribute includes allow-forms.
    case forms
    /// The response lists the pages that may frame it, in this policy, which keeps its other directives.
    case framing(by: [String], policy: String)
    /// The response lets its embedder impose a policy.
    case imposedPolicy(by: String)
    /// The response allows other origins to embed it.
    case resourcePolicy
    /// The response has an embedder policy of its own.
    case embedderPolicy

    /// Creates the change that prevents a failure; `nil` if no policy change does.
    init?(for failure: FetchFailure, in situation: RequestSnapshot) {
        let page = situation.page
        switch failure {
        case .localNetwork(let refusal):
            guard let name = refusal.space.permission else { return nil }
            switch refusal.reason {
            // (If the page must be secure, the user must grant the permission in addition.)
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
        case .permissionDelegation(let name): situation.page?.delegatePermission(for: name)
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
    /// Returns the directive that would allow the URL: the one that blocked it, with the URL's origin
    /// added. If that was only a fallback, the result has the name of the effective directive.
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
    /// The origin as a source list names it.
    fileprivate var socketOrigin: String {
        "\(scheme)://\(host?.serialized ?? "")\(port.map { ":\($0)" } ?? "")"
    }
}

extension Page {
    fileprivate mutating func delegatePermission(for name: PermissionName) {
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
    /// Returns the policy with one directive replaced by another. If their names differ, the new one is
    /// added, and the old one stays in effect for everything else.
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
    /// Changes the headers of the last response.
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

    /// Returns the policies of these headers, with only the pages that may frame the response changed.
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
