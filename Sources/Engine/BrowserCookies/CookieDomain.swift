internal import BrowserInfra
internal import WebOrigin

/// The scope of a cookie: one host, or a domain and all its subdomains.
struct CookieDomain {
    var name: String
    var isHostOnly: Bool
    /// Whether the attribute was not ASCII and was converted.
    var wasConverted = false

    /// Resolves the attribute, which is `nil` if it is missing or empty.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7, steps 7
    /// to 10, with section 5.6.3
    init(
        attribute: ArraySlice<UInt8>?,
        host: CookieHost,
        policy: CookiePolicy
    ) throws(CookieRefusal) {
        // A name that ends in two dots has an empty label in the middle (section 5.1.2).
        if host.endsInEmptyLabel { throw .emptyLabelInHost(host.name) }

        // 10. Without the attribute, the cookie is host-only.
        guard let attribute else {
            self.init(name: host.name, isHostOnly: true)
            return
        }
        // 5.6.3: A leading dot is dropped, and letters are lowercased.
        let hasDot = attribute.first == UInt8(ascii: ".")
        let bytes = attribute.dropFirst(hasDot ? 1 : 0)
        var domain = Self.lowercased(bytes, of: host)
        if domain.isEmpty && policy.loneDotDomain == .hostOnly {
            self.init(name: host.name, isHostOnly: true)
            return
        }

        // 8. If the attribute has a byte that is not ASCII, ignore the cookie. (Or convert it, as
        //    some browsers, which meant to reject it, still do.)
        let isASCII = bytes.allSatisfy { $0 < 0x80 }
        if !isASCII {
            guard policy.nonASCIIDomain == .convertedToASCII, let ascii = Self.toASCII(domain)
            else { throw .domainNotASCII(attribute: ByteString(attribute)) }
            domain = ascii
        }

        // 9. If the domain is a public suffix (an IP address cannot have domain cookies either), it
        //    must be the host itself, and the cookie is then host-only. Otherwise, ignore the
        //    cookie.
        guard let registrableDomain = host.registrableDomain else {
            guard domain == host.name else {
                throw .domainMismatch(attribute: Self.decoded(attribute), host: host.name)
            }
            self.init(name: host.name, isHostOnly: true)
            return
        }
        // 10. The host must domain-match the attribute. Otherwise, ignore the cookie.
        guard host.host.domainMatches(domain) else {
            throw .domainMismatch(attribute: Self.decoded(attribute), host: host.name)
        }
        host.suffixes.witness?.judges(cookieDomain: domain)
        // (The registrable domain of the host and everything below it are not public suffixes; the
        // list is needed only for the rest.)
        let isKnownToBeNone =
            domain == registrableDomain || isSubdomain(domain, of: registrableDomain)
        guard isKnownToBeNone || host.suffixes.registrableDomain(of: .domain(domain)) != nil else {
            throw .publicSuffixDomain(attribute: Self.decoded(attribute), host: host.name)
        }
        self.init(name: domain, isHostOnly: false, wasConverted: !isASCII)
    }

    private static func decoded(_ attribute: ArraySlice<UInt8>) -> String {
        String(decoding: attribute, as: UTF8.self)
    }

    /// Returns the existing string if the attribute is the host or its registrable domain, as
    /// nearly every attribute is.
    private static func lowercased(_ bytes: ArraySlice<UInt8>, of host: CookieHost) -> String {
        if let domain = host.registrableDomain, bytes.equalsIgnoringASCIICase(domain) {
            return domain
        }
        if bytes.equalsIgnoringASCIICase(host.name) { return host.name }
        return decoded(bytes).asciiLowercased
    }

    private init(name: String, isHostOnly: Bool, wasConverted: Bool = false) {
        self.name = name
        self.isHostOnly = isHostOnly
        self.wasConverted = wasConverted
    }

    /// Returns what the host parser makes of `domain`, if that is a domain name.
    private static func toASCII(_ domain: String) -> String? {
        guard !domain.utf8.contains(UInt8(ascii: "%")),
            case .domain(let name)? = try? Host(parsing: domain)
        else { return nil }
        return name
    }
}

extension ArraySlice<UInt8> {
    fileprivate func equalsIgnoringASCIICase(_ text: String) -> Bool {
        count == text.utf8.count && span.equalsIgnoringASCIICase(text.utf8.span)
    }
}
