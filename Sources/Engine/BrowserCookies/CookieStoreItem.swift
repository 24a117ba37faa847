package import BrowserInfra

/// A cookie that a script sets by its parts, through the Cookie Store API.
///
/// https://cookiestore.spec.whatwg.org/#dictdef-cookieinit
package struct CookieStoreItem: Hashable, Sendable {
    package var name: ByteString
    package var value: ByteString
    /// `nil` for a host-only cookie.
    package var domain: ByteString?
    /// `nil` for the default path.
    package var path: ByteString?
    /// `nil` for a session cookie.
    package var expires: Moment?
    package var sameSite: Cookie.SameSite
    package var isPartitioned: Bool

    package init(
        name: ByteString,
        value: ByteString,
        domain: ByteString?,
        path: ByteString?,
        expires: Moment?,
        sameSite: Cookie.SameSite,
        isPartitioned: Bool
    ) {
        self.name = name
        self.value = value
        self.domain = domain
        self.path = path
        self.expires = expires
        self.sameSite = sameSite
        self.isPartitioned = isPartitioned
    }
}

extension SetCookieHeader {
    /// What a `Set-Cookie` line would say of it: it is always Secure.
    init(_ item: CookieStoreItem) {
        self.init(
            name: item.name,
            value: item.value,
            domain: item.domain,
            path: item.path,
            expires: item.expires,
            isSecure: true,
            isPartitioned: item.isPartitioned,
            sameSite: item.sameSite
        )
    }
}

/// What is stored: a line, or the parts of a cookie.
package enum CookieSource: Hashable, Sendable {
    case line(ByteString)
    case item(CookieStoreItem)

    /// The line, or one that says the same.
    var line: ByteString {
        switch self {
        case .line(let line): line
        case .item(let item): ByteString(item.name.bytes + [UInt8(ascii: "=")] + item.value.bytes)
        }
    }
}

extension CookieContext {
    /// Whether who asks is given the cookie, expired or not.
    package func shows(_ cookie: Cookie, policy: CookiePolicy, now: Moment) -> Bool {
        SendingCookies(context: self, policy: policy, now: now).exclusions(of: cookie).isEmpty
    }
}

extension CookieRefusal {
    /// Whether it is about who sets the cookie from where, and not about what the cookie says.
    package var isAboutAccess: Bool {
        switch self {
        case .thirdPartyBlocked, .schemeNotSupported, .secureOnly, .httpOnly,
            .sameSiteNoneInsecure, .sameSite, .overwriteSecure, .overwriteHTTPOnly, .expired:
            true
        case .noContent, .emptyName, .pairTooLong, .disallowedCharacter, .ambiguousSerialization,
            .domainMismatch, .publicSuffixDomain, .domainNotASCII, .emptyLabelInHost,
            .missingForPrefix, .hiddenPrefix, .partitionedWithoutSecure:
            false
        }
    }
}
