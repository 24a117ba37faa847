package import BrowserInfra

/// A cookie that a script sets field by field, through the Cookie Store API.
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
    /// Creates the equivalent of a `Set-Cookie` line for the item, which is always Secure.
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

/// The source of a cookie to store: a line, or the fields of a cookie.
package enum CookieSource: Hashable, Sendable {
    case line(ByteString)
    case item(CookieStoreItem)

    /// The line, or an equivalent one.
    var line: ByteString {
        switch self {
        case .line(let line): line
        case .item(let item): ByteString(item.name.bytes + [UInt8(ascii: "=")] + item.value.bytes)
        }
    }
}

extension CookieContext {
    /// Whether the context has access to the cookie, whether or not it has expired.
    package func shows(_ cookie: Cookie, policy: CookiePolicy, now: Moment) -> Bool {
        SendingCookies(context: self, policy: policy, now: now).exclusions(of: cookie).isEmpty
    }
}

extension CookieRefusal {
    /// Whether the refusal depends on the request or script that sets the cookie, and not on the
    /// contents of the cookie.
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
