package import BrowserInfra

/// The argument of a page's `cookieStore.set()`.
///
/// https://cookiestore.spec.whatwg.org/#dictdef-cookieinit
package struct CookieInit: Hashable, Sendable {
    package var name: String
    package var value: String
    package var domain: String?
    package var path = "/"
    /// `nil` for a session cookie.
    package var expires: Moment?
    /// The lifetime in seconds.
    package var maxAge: Int64?
    package var sameSite = SameSite.strict
    package var partitioned = false

    /// https://cookiestore.spec.whatwg.org/#enumdef-cookiesamesite
    package enum SameSite: String, Hashable, Sendable, CaseIterable {
        case strict, lax, none
    }

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// The argument of a page's `cookieStore.delete()`.
package struct CookieDeletion: Hashable, Sendable {
    package var name: String
    package var domain: String?
    package var path = "/"
    package var partitioned = false

    package init(name: String) {
        self.name = name
    }
}

/// The argument of a page's `cookieStore.get()` or `getAll()`.
package struct CookieStoreQuery: Hashable, Sendable {
    package var name: String?
    /// The URL, which must be the page's own.
    package var url: String?

    package init(name: String? = nil, url: String? = nil) {
        self.name = name
        self.url = url
    }

    package var isEmpty: Bool { name == nil && url == nil }
}
