/// An origin's scheme and registrable domain (or host, if there is none).
///
/// https://html.spec.whatwg.org/#site
package enum Site: Hashable, Sendable {
    case opaque(OpaqueOrigin)
    /// `host` is the registrable domain if there is one.
    case tuple(scheme: String, host: Host)

    /// Obtains a site.
    ///
    /// https://html.spec.whatwg.org/#obtain-a-site
    package init(of origin: Origin, suffixes: PublicSuffixList) {
        switch origin {
        // 1. An opaque origin is its own site.
        case .opaque(let opaque):
            self = .opaque(opaque)
        case .tuple(let scheme, let host, _):
            // 2. Without a registrable domain, the scheme and the host.
            // 3. Otherwise the scheme and the registrable domain.
            let domain = suffixes.registrableDomain(of: host)
            suffixes.witness?.compares(host)
            self = .tuple(scheme: scheme, host: domain.map(Host.domain) ?? host)
        }
    }

    /// `null` for an opaque site, otherwise `scheme://host`.
    package var serialized: String {
        switch self {
        case .opaque: "null"
        case .tuple(let scheme, let host): WebOrigin.serialized(scheme: scheme, host: host)
        }
    }

    /// Whether both are the same, including the scheme.
    ///
    /// https://html.spec.whatwg.org/#concept-site-same-site
    package func isSameSite(as other: Site) -> Bool {
        self == other
    }

    /// Whether both are the same, regardless of the scheme.
    ///
    /// https://html.spec.whatwg.org/#schemelessly-same-site
    package func isSchemelesslySameSite(as other: Site) -> Bool {
        switch (self, other) {
        // 1. The same opaque origin.
        case (.opaque, .opaque): self == other
        // 2., 3. The same registrable domain, or the same host if neither has one. A host without a
        // registrable domain never equals a registrable domain.
        case (.tuple(_, let host), .tuple(_, let otherHost)): host == otherHost
        case (.opaque, .tuple), (.tuple, .opaque): false
        }
    }
}
