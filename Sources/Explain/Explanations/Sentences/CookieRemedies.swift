package import Cookies
internal import Infra

// What would have to change, for each reason. Like the sentences, without a `default`.

extension CookieExclusion {
    /// What lets the cookie go along.
    package func remedy(_ hosts: HostPair?) -> String {
        switch self {
        case .httpOnly:
            "Let the server set it without HttpOnly, if every script of the page may have it."
        case .secureOnly(_, let host):
            "Call https://\(host), or let the server set it without Secure."
        case .notOnPath(let cookie, _):
            "Call a URL below \(cookie.utf8Decoded), or let the server set it with Path=/."
        case .domainMismatch(let cookie, let isHostOnly, let host):
            isHostOnly
                ? "Call \(cookie), or let it set the cookie with a Domain that covers \(host) too."
                : "Call \(cookie) or a host below it."
        case .sameSite(let mismatch):
            mismatch.remedy(hosts, isStrict: mismatch.sameSite == .strict)
        case .sameSiteNoneInsecure:
            "Let the server set it with Secure."
        case .otherPartition(let cookie?, _):
            "Open the page under \(cookie.topLevelSite), or let the server set it without "
                + "Partitioned."
        case .otherPartition(nil, _):
            "Let the server set it with SameSite=None; Secure while this page is open."
        case .thirdPartyBlocked:
            "Serve page and API from one site. (Some browsers also send a cookie that was set with "
                + "Partitioned; Secure; SameSite=None.)"
        }
    }
}

extension CookieRefusal {
    /// What lets the cookie be stored; `nil` where only another line would do.
    package func remedy(_ hosts: HostPair?) -> String? {
        switch self {
        case .noContent, .emptyName, .ambiguousSerialization:
            "Give it a name: name=value."
        case .pairTooLong:
            "Keep the data on the server, and only its key in the cookie."
        case .disallowedCharacter:
            "Encode the value, for example percent-encoded."
        case .domainMismatch(_, let host), .publicSuffixDomain(_, let host):
            "Leave Domain out: the cookie then belongs to \(host)."
        case .domainNotASCII, .emptyLabelInHost:
            nil
        case .missingForPrefix(_, let missing):
            "Set it with \(enumerated(missing.map(\.phrase))), or name it without the prefix."
        case .hiddenPrefix:
            "Give it a name."
        case .partitionedWithoutSecure(let hasAttribute, _):
            hasAttribute ? "Serve it over https." : "Add Secure."
        case .thirdPartyBlocked:
            "Serve page and API from one site. (Some browsers also store it with Partitioned; "
                + "Secure; SameSite=None.)"
        case .schemeNotSupported:
            nil
        case .secureOnly(_, let host):
            "Serve it from https://\(host), or leave Secure out."
        case .httpOnly:
            "Let the server set it, or leave HttpOnly out."
        case .sameSiteNoneInsecure:
            "Add Secure."
        case .sameSite(let mismatch):
            mismatch.remedy(hosts, isStrict: false)
        case .overwriteSecure:
            "Set it over https."
        case .overwriteHTTPOnly:
            "Let the server change it."
        case .expired:
            nil
        }
    }
}

extension SameSiteMismatch {
    fileprivate func remedy(_ hosts: HostPair?, isStrict: Bool) -> String {
        if onlySchemesDiffer { return "Use https for both." }
        if let hosts, hosts.isOneMachine {
            return "Use one name for both: open the page at \(hosts.target), or call "
                + "\(hosts.page)."
        }
        if isStrict, context.level >= .laxMethodUnsafe {
            return "Let the server set it with SameSite=Lax, which goes along with links."
        }
        return "Let the server set it with SameSite=None; Secure, or serve page and API from one "
            + "site."
    }
}
