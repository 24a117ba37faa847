package import BrowserCookies
package import BrowserFetch
internal import BrowserInfra

extension Cookie {
    /// The cookie's name; a cookie without one is identified by its value.
    package var shownName: String {
        name.isEmpty ? "\(namelessName) \(value.utf8Decoded)" : name.utf8Decoded
    }

    /// The name in the log, which does not have the value of a cookie without a name, because it hides
    /// values.
    package var loggedName: String { name.isEmpty ? namelessName : name.utf8Decoded }
}

extension LoggedCookie {
    /// The name by which a stored cookie is recognized, even if its value was hidden.
    package var loggedName: String { name.hasPrefix(namelessName) ? namelessName : name }
}

/// The name shown for a cookie without one.
private let namelessName = "(no name)"

extension CookieVerdict {
    /// Whether the cookie is of another host or path of the site, so that no one expects it to be sent.
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
    /// The name in a message about a line that the user typed; it does not include the value of a cookie
    /// without a name.
    package var nameWithoutValue: String {
        cookie?.name.isEmpty == true ? namelessName : shownName
    }

    package var shownName: String {
        if let cookie { return cookie.shownName }
        // A line that did not create a cookie has a name all the same, for the reader.
        let pair = ByteString(line.bytes.prefix { $0 != UInt8(ascii: ";") })
        let name = ByteString(pair.bytes.prefix { $0 != UInt8(ascii: "=") })
        let text = name.trimming(while: \.isHTTPTabOrSpace).utf8Decoded
        if text.isEmpty { return namelessName }
        return text.count > 60 ? text.prefix(59) + "…" : text
    }
}
