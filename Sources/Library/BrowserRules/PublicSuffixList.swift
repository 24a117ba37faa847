internal import WebOrigin

/// A list of public suffixes, such as `com`, `co.uk` and `github.io`: no one may set cookies for them,
/// and two names below one are two sites.
///
/// https://publicsuffix.org/list/
public struct PublicSuffixList: Sendable {
    let engine: EngineSuffixes

    init(_ engine: EngineSuffixes) {
        self.engine = engine
    }

    /// The program's list: libpsl's if the product `BrowserRulesSystem` is linked, ``hostsOnly``
    /// otherwise.
    public static let builtin = PublicSuffixList(.builtin)

    /// An empty list, which errs on the safe side: every host is a site of its own, and cookies for a
    /// domain (`Domain=example.com` at `www.example.com`) are rejected.
    public static let hostsOnly = PublicSuffixList(EngineSuffixes.hostsOnly)

    /// Creates a list from a function of yours.
    ///
    /// - Parameter publicSuffix: Takes a name in lower-case ASCII without a trailing dot, and returns
    ///   its longest public suffix; if it has none for the name, the last label.
    public init(publicSuffix: @escaping @Sendable (_ name: String) -> String) {
        engine = EngineSuffixes(rules: ClosureRules(suffix: publicSuffix))
    }

    /// Whether there is a list at all; `false` for ``hostsOnly``.
    public var knowsSuffixes: Bool { engine.edition.place != .none }

    /// Returns the public suffix of a URL's host: `co.uk` for `https://www.example.co.uk`; `nil` for an
    /// IP address.
    public func publicSuffix(of url: WebURL) -> String? {
        url.engine.host.flatMap(engine.publicSuffix(of:))
    }

    /// Returns the public suffix and the label before it: `example.co.uk` for
    /// `https://www.example.co.uk`; `nil` for an IP address and for a public suffix.
    ///
    /// https://url.spec.whatwg.org/#host-registrable-domain
    public func registrableDomain(of url: WebURL) -> String? {
        url.engine.host.flatMap(engine.registrableDomain(of:))
    }
}

private struct ClosureRules: SuffixRules {
    let suffix: @Sendable (String) -> String

    func publicSuffix(of name: String) -> String? { suffix(name) }

    func registrableDomain(of name: String) -> String? {
        let suffix = suffix(name)
        guard name.hasSuffix("." + suffix) else { return nil }
        let label = name.dropLast(suffix.utf8.count + 1).split(separator: ".").last
        return label.map { "\($0).\(suffix)" }
    }

    func section(of suffix: String) -> EngineSuffixes.Section { .none }
    var edition: EngineSuffixes.Edition { .init(place: .program, date: nil) }
}
