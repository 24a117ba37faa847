internal import WebOrigin

/// Which names are public suffixes, such as `com`, `co.uk` and `github.io`: nobody may set cookies for
/// those, and two names below one are two sites.
///
/// https://publicsuffix.org/list/
public struct PublicSuffixList: Sendable {
    let engine: EngineSuffixes

    init(_ engine: EngineSuffixes) {
        self.engine = engine
    }

    /// The list of the program: libpsl's where the product `BrowserRulesSystem` is linked, else
    /// ``hostsOnly``.
    public static let builtin = PublicSuffixList(.builtin)

    /// No list, and so the careful answer: every host is a site of its own, and cookies for a domain
    /// (`Domain=example.com` at `www.example.com`) are refused.
    public static let hostsOnly = PublicSuffixList(EngineSuffixes.hostsOnly)

    /// A list of your own.
    ///
    /// - Parameter publicSuffix: Gets a name in lower-case ASCII without a dot at the end, and returns its
    ///   longest public suffix; where it knows none, the last label.
    public init(publicSuffix: @escaping @Sendable (_ name: String) -> String) {
        engine = EngineSuffixes(rules: ClosureRules(suffix: publicSuffix))
    }

    /// Whether there is a list at all; false for ``hostsOnly``.
    public var knowsSuffixes: Bool { engine.edition.place != .none }

    /// The public suffix of a URL's host: `co.uk` of `https://www.example.co.uk`; `nil` for an address.
    public func publicSuffix(of url: WebURL) -> String? {
        url.engine.host.flatMap(engine.publicSuffix(of:))
    }

    /// The public suffix and the label before it: `example.co.uk` of `https://www.example.co.uk`; `nil`
    /// for an address and for a public suffix.
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
