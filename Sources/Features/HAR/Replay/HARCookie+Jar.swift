internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

// Cookies that the browser had before the file begins.

extension Browser {
    /// Puts a cookie that existed before the file began into the jar, as if its own site had set it
    /// an hour earlier.
    func put(_ cookie: HARCookie, sentBy entry: HAREntry) -> Bool {
        guard !cookie.isPartitioned, let url = try? WebURL(parsing: entry.request.url) else {
            return false
        }
        let context = CookieContext(
            url: url,
            access: .network,
            sameSite: SameSiteContext(level: .strict, schemelessLevel: .strict),
            isTopLevelNavigation: true,
            partitionKey: nil,
            isThirdParty: false
        )
        let before = entry.started.advanced(bySeconds: -3600)
        let verdict = jar.store(
            cookie.setCookieLine(at: before),
            responseDate: nil,
            in: context,
            policy: policy.cookies,
            now: before
        )
        return verdict.effect == .created
    }
}

extension HAREntry {
    /// The cookies that the request carried, with their attributes if the file has them: some
    /// programs only write the header.
    var cookiesSent: [HARCookie] {
        if !request.cookies.isEmpty { return request.cookies }
        let header = request.headers.get("Cookie")?.utf8Decoded ?? ""
        return header.split(separator: ";").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return HARCookie(
                name: String(parts[0].drop { $0 == " " }),
                value: parts.count == 2 ? String(parts[1]) : "",
                isHTTPOnly: false,
                isSecure: false
            )
        }
    }
}

extension HARCookie {
    /// The cookie as the `Set-Cookie` line of a server.
    func setCookieLine(at moment: Moment) -> ByteString {
        var text = SetCookieText(name: ByteString(utf8: name), value: ByteString(utf8: value))
        text.path = ByteString(utf8: path ?? "/")
        if let domain, domain.hasPrefix(".") { text.domain = domain }
        text.isSecure = isSecure
        text.isHTTPOnly = isHTTPOnly
        text.sameSite = sameSite
        // Chromium writes a moment before 1970 for a session cookie.
        if let expires, expires > .epoch {
            text.maxAge = expires.microseconds(since: moment) / 1_000_000
        }
        return text.line
    }
}
