internal import BrowserInfra
internal import WebOrigin

/// Whom a cookie belongs to: its host alone, or a domain and all below it.
struct CookieDomain {
    var name: String
    var isHostOnly: Bool
    /// The attribute was not ASCII, and was converted.
    var wasConverted = false

    /// Resolves the attribute, which is `nil` where it is missing or empty.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7, steps 7
    /// to 10, with section 5.6.3
    init(
        attribute: ByteString?,
        host: Host,
        registrableDomain: String?,
        policy: CookiePolicy,
        suffixes: PublicSuffixList
    ) throws(CookieRefusal) {
        let hostName = host.serialized
        // A name that ends in two dots has an empty label in the middle (section 5.1.2).
        if hostName.utf8.suffix(2).elementsEqual("..".utf8) { throw .emptyLabelInHost(hostName) }

        // 10. Without the attribute, the cookie is host-only.
        guard let attribute else {
            self.init(name: hostName, isHostOnly: true)
            return
        }
        // 5.6.3: A leading dot is dropped, and letters become lower case.
        let hasDot = attribute.bytes.first == UInt8(ascii: ".")
        let bytes = attribute.bytes.dropFirst(hasDot ? 1 : 0)
        var domain = String(decoding: bytes, as: UTF8.self).asciiLowercased
        if domain.isEmpty && policy.loneDotDomain == .hostOnly {
            self.init(name: hostName, isHostOnly: true)
            return
        }

        // 8. If the attribute has a byte that is not ASCII, ignore the cookie. (Or convert it, as
        //    browsers that meant to refuse still do.)
        let isASCII = bytes.allSatisfy { $0 < 0x80 }
        if !isASCII {
            guard policy.nonASCIIDomain == .convertedToASCII, let ascii = Self.toASCII(domain)
            else { throw .domainNotASCII(attribute: attribute) }
            domain = ascii
        }

        // 9. If the domain is a public suffix (an address never has a domain of its own either),
        //    it has to be the host itself, for which the cookie is then host-only. Otherwise
        //    ignore the cookie.
        guard let registrableDomain else {
            guard domain == hostName else {
                throw .domainMismatch(attribute: attribute.utf8Decoded, host: hostName)
            }
            self.init(name: hostName, isHostOnly: true)
            return
        }
        // 10. The host has to domain-match the attribute. Otherwise ignore the cookie.
        guard host.domainMatches(domain) else {
            throw .domainMismatch(attribute: attribute.utf8Decoded, host: hostName)
        }
        suffixes.witness?.judges(cookieDomain: domain)
        //     (What is not above the host's registrable domain is no public suffix; only for the rest
        //     the list has to be asked.)
        let isKnownToBeNone =
            domain == registrableDomain || isSubdomain(domain, of: registrableDomain)
        guard isKnownToBeNone || suffixes.registrableDomain(of: .domain(domain)) != nil else {
            throw .publicSuffixDomain(attribute: attribute.utf8Decoded, host: hostName)
        }
        self.init(name: domain, isHostOnly: false, wasConverted: !isASCII)
    }

    private init(name: String, isHostOnly: Bool, wasConverted: Bool = false) {
        self.name = name
        self.isHostOnly = isHostOnly
        self.wasConverted = wasConverted
    }

    /// What the host parser makes of `domain`, if that is a name.
    private static func toASCII(_ domain: String) -> String? {
        guard !domain.utf8.contains(UInt8(ascii: "%")),
            case .domain(let name)? = try? Host(parsing: domain)
        else { return nil }
        return name
    }
}
