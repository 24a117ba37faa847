package import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// An event that a listener on `cookieStore` receives.
///
/// https://cookiestore.spec.whatwg.org/#CookieChangeEvent
package enum CookieChangeEvent: Hashable, Sendable {
    case changed(CookieListItem)
    /// A deleted cookie; the event has no value for it.
    case deleted(CookieListItem)
}

extension Browser {
    /// Returns the event that a page receives after a cookie was set in any way; `nil` if it
    /// receives none.
    ///
    /// `requiresPathMatch`: whether the cookie must match the path of the page's URL in all browsers, as
    /// for a service worker, which subscribes to a URL.
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
            // Setting the same value again is not a change.
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
