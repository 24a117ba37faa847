/// What two origins have in common, and by what they differ.
package struct OriginComparison: Hashable, Sendable {
    /// A component of a tuple origin, in the order in which it is written.
    package enum Component: String, CaseIterable, Hashable, Sendable {
        case scheme, host, port
    }

    /// One of the two that were compared.
    package struct Side: Hashable, Sendable {
        package let origin: Origin
        package let site: Site
    }

    package let first: Side
    package let second: Side

    /// The components that differ, in the order scheme, host, port.
    ///
    /// Ports are those that are written down: `http://a.test` and `https://a.test` differ by scheme
    /// alone, as nobody wrote a port that could be changed. One that is written down and the
    /// other's default (`http://a.test:443` and `https://a.test`) are the same. An opaque origin has no components: where one is opaque this is empty, and
    /// ``sameOrigin`` tells whether both are the same one.
    package let differsBy: [Component]

    /// Compares the origins of two URLs.
    ///
    /// An opaque one is new for each URL: a `data:` URL is not even same-origin with itself.
    package init(_ first: WebURL, _ second: WebURL, suffixes: PublicSuffixList) {
        self.init(first.origin, second.origin, suffixes: suffixes)
    }

    /// Compares two origins, such as a document's (which may be opaque, or inherited) and a URL's.
    package init(_ first: Origin, _ second: Origin, suffixes: PublicSuffixList) {
        self.first = Side(origin: first, site: Site(of: first, suffixes: suffixes))
        self.second = Side(origin: second, site: Site(of: second, suffixes: suffixes))
        differsBy = Self.differences(first, second)
    }

    package var sameOrigin: Bool { first.origin.isSameOrigin(as: second.origin) }

    /// Schemeful.
    package var sameSite: Bool { first.site.isSameSite(as: second.site) }

    package var schemelesslySameSite: Bool {
        first.site.isSchemelesslySameSite(as: second.site)
    }

    private static func differences(_ first: Origin, _ second: Origin) -> [Component] {
        guard case .tuple(let scheme, let host, let port) = first,
            case .tuple(let otherScheme, let otherHost, let otherPort) = second
        else { return [] }
        return Component.allCases.filter { component in
            switch component {
            case .scheme: scheme != otherScheme
            case .host: host != otherHost
            case .port:
                port != otherPort
                    && (port ?? SpecialScheme(scheme)?.defaultPort)
                        != (otherPort ?? SpecialScheme(otherScheme)?.defaultPort)
            }
        }
    }
}
