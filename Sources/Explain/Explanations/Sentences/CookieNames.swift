package import BrowserCookies
package import BrowserFetch
internal import BrowserInfra

extension Cookie {
    /// A cookie without a name is known by its value.
    package var shownName: String {
        name.isEmpty ? "\(namelessName) \(value.utf8Decoded)" : name.utf8Decoded
    }

    /// By which the log knows it: without the value, which is hidden there.
    package var loggedName: String { name.isEmpty ? namelessName : name.utf8Decoded }
}

extension LoggedCookie {
    /// By which a stored cookie is recognised, whatever was hidden of its value.
    package var loggedName: String { name.hasPrefix(namelessName) ? namelessName : name }
}

/// What a cookie without a name is called.
private let namelessName = "(no name)"

extension CookieVerdict {
    /// Of another host or path of the site: nobody expects it to go along.
    package var isUnrelated: Bool { exclusions.contains(where: \.isUnrelated) }
}

extension CookieExclusion {
    package var isUnrelated: Bool {
        switch self {
        case .notOnPath, .domainMismatch: true
        case .httpOnly, .secureOnly, .sameSite, .sameSiteNoneInsecure, .otherPartition,
            .thirdPartyBlocked, .credentiallessFrame:
            false
        }
    }
}

extension [CookieVerdict] {
    package var sentFirst: [CookieVerdict] { filter(\.isSent) + filter { !$0.isSent } }
}

extension SetCookieVerdict {
    /// For a message about a line that was typed: a cookie without a name is not known by its value
    /// there.
    package var nameWithoutValue: String {
        cookie?.name.isEmpty == true ? namelessName : shownName
    }

    package var shownName: String {
        if let cookie { return cookie.shownName }
        // A line that made no cookie has a name all the same, as far as a reader is concerned.
        let pair = ByteString(line.bytes.prefix { $0 != UInt8(ascii: ";") })
        let name = ByteString(pair.bytes.prefix { $0 != UInt8(ascii: "=") })
        let text = name.trimming(while: \.isHTTPTabOrSpace).utf8Decoded
        if text.isEmpty { return namelessName }
        return text.count > 60 ? text.prefix(59) + "…" : text
    }
}
