/// A comparison of two origins: what they share, and in what they differ.
package struct OriginComparison: Hashable, Sendable {
    /// A component of a tuple origin, in the order in which it is written.
    package enum Component: String, CaseIterable, Hashable, Sendable {
        case scheme, host, port
    }

    /// One of the two sides of the comparison.
    package struct Side: Hashable, Sendable {
        package let origin: Origin
        package let site: Site

        fileprivate init(_ origin: Origin, siteOf other: Origin, _ suffixes: PublicSuffixList) {
            self.origin = origin
            site = Site(of: other, suffixes: suffixes)
        }
    }

    package let first: Side
    package let second: Side

    /// The components that differ, in the order scheme, host, port.
    ///
    /// Ports are compared as written: `http://a.test` and `https://a.test` differ only by scheme,
    /// since neither has a port that could be changed. A written port and the default port of the
    /// other (`http://a.test:443` and `https://a.test`) are the same. Opaque origins have no
    /// components: if either is opaque, this is empty, and ``sameOrigin`` is true if both are the
    /// same one.
    package let differsBy: [Component]

    /// Compares the origins of two URLs.
    ///
    /// An opaque origin is new for each URL: a `data:` URL is not even same-origin with itself. The
    /// site of a WebSocket URL is that of its handshake.
    package init(_ first: WebURL, _ second: WebURL, suffixes: PublicSuffixList) {
        let (origin, other) = (first.origin, second.origin)
        self.init(
            Side(origin, siteOf: first.isWebSocket ? first.handshakeURL.origin : origin, suffixes),
            Side(other, siteOf: second.isWebSocket ? second.handshakeURL.origin : other, suffixes)
        )
    }

    /// Compares two origins, such as a document's (which may be opaque, or inherited) and a URL's.
    package init(_ first: Origin, _ second: Origin, suffixes: PublicSuffixList) {
        self.init(
            Side(first, siteOf: first, suffixes),
            Side(second, siteOf: second, suffixes)
        )
    }

    private init(_ first: Side, _ second: Side) {
        self.first = first
        self.second = second
        differsBy = Self.differences(first.origin, second.origin)
    }

    package var sameOrigin: Bool { first.origin.isSameOrigin(as: second.origin) }

    /// Whether they are schemefully same-site.
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
