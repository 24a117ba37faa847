package import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra

// One sentence for each reason, for somebody who has never heard of it. There is no `default`: a new
// reason does not compile until it can be explained.

extension CookieRefusal {
    /// `hosts`: whose page asked, and whose cookie it is, to say what differs.
    package func sentence(_ hosts: HostPair?) -> String {
        switch self {
        case .noContent:
            "The line has neither a name nor a value."
        case .emptyName:
            "It has no name, and this browser asks for one."
        case .pairTooLong(let count):
            "Name and value are \(count) bytes together; a browser keeps 4096 at most."
        case .disallowedCharacter(let byte):
            "The line contains the control character 0x\(hexadecimal(byte))."
        case .ambiguousSerialization:
            "It has no name and an equals sign in its value, and would be sent back as another cookie."
        case .domainMismatch(let attribute, let host):
            DomainFault(attribute, host: host).sentence
        case .publicSuffixDomain(let attribute, _):
            "Domain=\(attribute) is a public suffix, under which anyone can register a site."
        case .domainNotASCII(let attribute):
            "Domain=\(attribute.utf8Decoded) is not ASCII: write it in punycode (xn--…)."
        case .emptyLabelInHost(let host):
            "The host \(host) ends in two dots."
        case .missingForPrefix(let prefix, let missing):
            "A name that begins with \(prefix.rawValue) requires "
                + "\(enumerated(missing.map(\.phrase))), which this cookie does not have."
        case .hiddenPrefix(let prefix, _):
            "The cookie has no name, and its value begins with \(prefix.rawValue), so a server "
                + "would mistake it for a cookie with that prefix."
        case .partitionedWithoutSecure(let hasAttribute, _):
            hasAttribute
                ? "Partitioned requires a secure connection."
                : "Partitioned also requires Secure."
        case .thirdPartyBlocked:
            "This browser is set to block third-party cookies, and the target is a third party to "
                + "the page."
        case .schemeNotSupported(let scheme):
            "\(scheme): URLs cannot store cookies."
        case .secureOnly(let scheme, let host):
            "It is marked Secure, but \(scheme)://\(host) is not a secure connection."
        case .httpOnly:
            "It is marked HttpOnly, which script cannot set."
        case .sameSiteNoneInsecure:
            "SameSite=None is accepted only together with Secure."
        case .sameSite(let mismatch):
            mismatch.sentence(verb: "set", hosts)
        case .overwriteSecure(let identity):
            "An insecure connection may not overwrite the Secure cookie "
                + "\(identity.name.utf8Decoded) of \(identity.domain)."
        case .overwriteHTTPOnly(let identity):
            "Script may not replace the HttpOnly cookie \(identity.name.utf8Decoded)."
        case .expired:
            "It is already expired, which deletes a cookie, but there is none with this name, "
                + "domain and path."
        }
    }
}

extension CookieExclusion {
    /// `hosts`: whose page asked, and whose cookie it is, to say what differs.
    package func sentence(_ hosts: HostPair?) -> String {
        switch self {
        case .httpOnly:
            "It is HttpOnly: requests carry it, but script cannot see it."
        case .secureOnly(let scheme, let host):
            "It is Secure, but \(scheme)://\(host) is not a secure connection."
        case .notOnPath(let cookie, let request):
            "It belongs to \(cookie.utf8Decoded) and paths below it; \(request.utf8Decoded) is "
                + "not one of them."
        case .domainMismatch(let cookie, let isHostOnly, let host):
            isHostOnly
                ? "It belongs to the host \(cookie) alone, not to \(host)."
                : "It belongs to \(cookie) and its subdomains, not to \(host)."
        case .sameSite(let mismatch):
            mismatch.sentence(verb: "sent", hosts)
        case .sameSiteNoneInsecure:
            "SameSite=None without Secure is not sent."
        case .otherPartition(let cookie, let request):
            partitionSentence(cookie, request, hosts?.crossSiteParty)
        case .thirdPartyBlocked:
            "This browser is set to block third-party cookies, and the target is a third party to "
                + "the page."
        case .credentiallessFrame:
            "The frame that makes the request, or one around it, is credentialless: it has a jar of its own, "
                + "which starts empty and disappears with it."
        }
    }

    private func partitionSentence(
        _ cookie: Cookie.PartitionKey?,
        _ request: Cookie.PartitionKey?,
        _ foreign: CrossSiteParty?
    ) -> String {
        switch (cookie, request) {
        case (let cookie?, let request?) where cookie.topLevelSite == request.topLevelSite:
            "It is partitioned: it exists under \(cookie.topLevelSite) itself, and not there in a "
                + "frame of \(foreign?.name ?? "another site")."
        case (let cookie?, let request?):
            "It is partitioned: it exists only under \(cookie.topLevelSite), and the tab shows "
                + "\(request.topLevelSite)."
        case (let cookie?, nil):
            "It is partitioned: it exists only under \(cookie.topLevelSite)."
        case (nil, _):
            "It is outside the partition that this page's requests use."
        }
    }
}

extension CookieWarning {
    package var sentence: String {
        switch self {
        case .attributeTooLong(let attribute, let count):
            "The value of \(attribute.rawValue) is \(count) bytes; above 1024 the attribute is "
                + "ignored."
        case .invalidExpires(let value, _):
            "Expires=\(value.utf8Decoded) is not a date browsers can parse, so it is ignored."
        case .invalidMaxAge(let value):
            "Max-Age=\(value.utf8Decoded) is not a whole number, so it is ignored."
        case .unknownSameSite(let value):
            "SameSite=\(value.utf8Decoded) is not Strict, Lax or None, so it counts as missing."
        case .domainNotASCII(let value):
            "Domain=\(value.utf8Decoded) is not ASCII; other browsers reject it."
        case .secureOnLoopback:
            "Secure over http is accepted here because the host is this machine; elsewhere it needs "
                + "https."
        case .laxAllowingUnsafe:
            "It has no SameSite and is sent only because it is less than two minutes old; after "
                + "that, this request will not carry it."
        }
    }
}

extension SameSiteMismatch {
    /// `verb`: "set" or "sent".
    fileprivate func sentence(verb: String, _ hosts: HostPair?) -> String {
        let attribute =
            switch sameSite {
            case .strict: "SameSite=Strict"
            case .lax: "SameSite=Lax"
            case .none: "SameSite=None"
            case .unspecified: "No SameSite, which counts as Lax"
            }
        if context.level == .laxMethodUnsafe, sameSite != .strict, !onlySchemesDiffer {
            return "\(attribute): it is sent when other sites link here or submit a GET form, "
                + "but this navigation is a POST."
        }
        let rule =
            sameSite == .strict
            ? "it may be \(verb) only by requests from its own site"
            : "from another site it may be \(verb) only by a top-level navigation"
        if let hosts, hosts.isDifferenceExplained, hosts.isDecidedBetween, !onlySchemesDiffer {
            // What counts as another has no rule of its own.
            return sameSite == .unspecified ? "\(attribute)." : "\(attribute): \(rule)."
        }
        let cause =
            onlySchemesDiffer
            ? "http and https of one host are different sites"
            : hosts?.difference ?? "this request comes from another site"
        return "\(attribute): \(rule), and \(cause)."
    }
}

extension CookiePrefix.Requirement {
    var phrase: String {
        switch self {
        case .secureAttribute: "Secure"
        case .secureConnection: "a secure connection"
        case .httpOnlyAttribute: "HttpOnly"
        case .noDomainAttribute: "no Domain"
        case .rootPath: "Path=/"
        }
    }
}

private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return String(repeating: "0", count: 2 - digits.count) + digits
}
