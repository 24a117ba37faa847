package import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// What a listener on `cookieStore` hears.
///
/// https://cookiestore.spec.whatwg.org/#CookieChangeEvent
package enum CookieChangeEvent: Hashable, Sendable {
    case changed(CookieListItem)
    /// Without a value.
    case deleted(CookieListItem)
}

extension Browser {
    /// What a page hears of a cookie that was set, whoever did it.
    ///
    /// `requiresPathMatch`: whether a cookie that is not sent to the page's own path is never heard of: it is not by a
    /// service worker, which names the URL.
    ///
    /// https://cookiestore.spec.whatwg.org/#process-cookie-changes
    package func changeEvent(
        after verdict: SetCookieVerdict,
        in page: Page,
        requiresPathMatch: Bool = false
    ) -> CookieChangeEvent? {
        guard let cookie = verdict.cookie, !cookie.isHTTPOnly,
            receivesChange(cookie, in: page, requiresPathMatch: requiresPathMatch)
        else { return nil }
        switch verdict.effect {
        case .created: return .changed(cookie.listItem)
        case .updated:
            // The same value again is not a change.
            return verdict.replaced?.isObservablySame(as: cookie) == true
                ? nil : .changed(cookie.listItem)
        case .deleted: return .deleted(cookie.listItem)
        case .rejected, .ignored: return nil
        }
    }

    private func receivesChange(_ cookie: Cookie, in page: Page, requiresPathMatch: Bool) -> Bool {
        let context = scriptCookieContext(of: page)
        switch policy.cookieStore.changesBeyondPath {
        case .heard where !requiresPathMatch:
            if cookie.hasPartitionedAttribute, !context.isThirdParty { return false }
            let anywhere = cookie.with { $0.path = "/" }
            return context.shows(anywhere, policy: policy.cookies, now: now())
        case .heard, .ignored:
            return context.shows(cookie, policy: policy.cookies, now: now())
        }
    }
}

extension Cookie {
    fileprivate func isObservablySame(as other: Cookie) -> Bool {
        value == other.value && isSecure == other.isSecure && isHTTPOnly == other.isHTTPOnly
            && sameSite == other.sameSite && expiry == other.expiry
    }
}
