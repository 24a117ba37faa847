internal import WebOrigin

/// A host that cookies are stored at or read for, with its registrable domain.
///
/// A jar creates one for each host and keeps it, so that all its cookies share the strings.
final class CookieHost: Sendable {
    let host: Host
    let suffixes: PublicSuffixList
    /// The host's serialization.
    let name: String
    /// `nil` if the host has none.
    let registrableDomain: String?
    /// Whether the host is a name that ends in two dots.
    let endsInEmptyLabel: Bool

    init(_ host: Host, suffixes: PublicSuffixList) {
        self.host = host
        self.suffixes = suffixes
        name = host.serialized
        // (If the registrable domain is the host itself, both share one string.)
        let domain = suffixes.registrableDomain(of: host)
        registrableDomain = domain == name ? name : domain
        endsInEmptyLabel = name.hasSuffix("..")
    }

    /// The key by which limits count cookies, and by which a request finds them.
    var siteKey: String { registrableDomain ?? name }
}
