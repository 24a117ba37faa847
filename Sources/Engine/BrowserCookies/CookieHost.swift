internal import WebOrigin

/// A host that cookies are stored at or asked for, with what the public suffix list says of it.
///
/// A jar makes one of each host and keeps it, so that all its cookies share the texts.
final class CookieHost: Sendable {
    let host: Host
    let suffixes: PublicSuffixList
    /// The host's serialization.
    let name: String
    /// `nil` where it has none.
    let registrableDomain: String?
    /// Of a name that ends in two dots.
    let endsInEmptyLabel: Bool

    init(_ host: Host, suffixes: PublicSuffixList) {
        self.host = host
        self.suffixes = suffixes
        name = host.serialized
        // (A registrable domain that is the host itself is the same text.)
        let domain = suffixes.registrableDomain(of: host)
        registrableDomain = domain == name ? name : domain
        endsInEmptyLabel = name.hasSuffix("..")
    }

    /// What limits count by, and all that a request looks at.
    var siteKey: String { registrableDomain ?? name }
}
