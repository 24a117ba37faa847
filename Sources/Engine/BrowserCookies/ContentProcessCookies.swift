package import BrowserInfra

/// The cookies in a page's own process, for browsers whose jar lives in another process:
/// `document.cookie` reads and writes these.
///
/// The two processes send each other their changes and never compare. So a copy keeps cookies that
/// script wrote and the jar rejected, and orders a cookie that script changed as if it were new.
/// The rules are those of Firefox's netwerk/cookie/CookieServiceChild.cpp. Firefox also withholds
/// from a process the values of `HttpOnly` and `Secure` cookies that it must not show; this copy
/// does not, because it does not show them anyway.
package struct ContentProcessCookies: Sendable {
    private var site: SiteCookies

    package init(_ cookies: [Cookie] = []) {
        site = SiteCookies(cookies)
    }

    /// All cookies, in the order of creation.
    package var cookies: [Cookie] { site.cookies }

    /// Returns a verdict on every cookie: those that script reads come last, in the order in which
    /// it reads them.
    package func cookies(
        for context: CookieContext,
        policy: CookiePolicy,
        now: Moment
    ) -> [CookieVerdict] {
        SendingCookies(context: context, policy: policy, now: now).judge(site)
    }

    /// Records a cookie that the jar now has.
    ///
    /// It takes the same position as in the jar, unless the copy already has an equivalent cookie.
    mutating func record(_ cookie: Cookie) {
        if let index = site.index(of: cookie) {
            guard !site.cookies[index].isEquivalent(to: cookie) else { return }
            site.cookies.remove(at: index)
        }
        site.insert(cookie)
    }

    /// Removes a cookie that the jar no longer has, unless script has given it a later expiry.
    package mutating func remove(_ cookie: Cookie) {
        guard let index = site.index(of: cookie), !site.cookies[index].outlives(cookie) else {
            return
        }
        site.cookies.remove(at: index)
    }

    /// Deletes the matching cookies, and returns whether there were any.
    mutating func delete(where isDeleted: (Cookie) -> Bool) -> Bool {
        !site.removeAll(where: isDeleted).isEmpty
    }

    /// Stores a cookie that script writes; one that is rejected here never reaches the jar.
    mutating func write(
        _ cookie: Cookie,
        in context: CookieContext,
        policy: CookiePolicy,
        now: Moment
    ) -> CookieRefusal? {
        if let index = site.index(of: cookie) {
            let old = site.cookies[index]
            if old.isHTTPOnly { return .overwriteHTTPOnly(old.identity) }
            if old.isSecure, !context.isSecureConnection(policy.loopback) {
                return .overwriteSecure(old.identity)
            }
            guard !old.isEquivalent(to: cookie) else { return nil }
            site.cookies.remove(at: index)
        }
        guard !cookie.isExpired(at: now) else { return nil }
        // It is stored as a new cookie: unlike in the jar, it does not inherit the old creation
        // time.
        site.insert(cookie.stored(creation: site.uniqueCreation(at: now), lastAccess: now))
        return nil
    }
}

extension SetCookieVerdict {
    /// Whether the jar has no change to report: storing the same cookie again is not a change.
    var isNoOp: Bool {
        guard let cookie, let replaced else { return false }
        return cookie.isEquivalent(to: replaced)
    }
}

extension CookieExclusion {
    /// Whether a copy has the cookie anyway, and merely does not show it.
    var isKeptInCopies: Bool {
        switch self {
        case .secureOnly, .sameSite, .sameSiteNoneInsecure: true
        case .httpOnly, .notOnPath, .domainMismatch, .otherPartition, .thirdPartyBlocked,
            .credentiallessFrame:
            false
        }
    }
}

extension Cookie {
    /// Whether replacing the other cookie with this one would only change its times.
    fileprivate func isEquivalent(to other: Cookie) -> Bool {
        value == other.value && expiry == other.expiry && isSecure == other.isSecure
            && isHTTPOnly == other.isHTTPOnly && sameSite == other.sameSite
    }

    fileprivate func outlives(_ other: Cookie) -> Bool {
        guard let otherExpiry = other.expiry else { return false }
        return expiry.map { $0 > otherExpiry } ?? true
    }
}
