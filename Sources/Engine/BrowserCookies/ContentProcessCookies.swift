package import BrowserInfra

/// The cookies that a page's own process knows, where the jar is in another: `document.cookie`
/// reads and writes these.
///
/// The two tell each other what they do and never compare. So a copy keeps what the jar refuses of
/// what script wrote, and has what script changed in the place of a new cookie. The rules are those
/// of Firefox's netwerk/cookie/CookieServiceChild.cpp; that a process gets no values of `HttpOnly`
/// and `Secure` cookies which it must not show is left out, because it does not show them.
package struct ContentProcessCookies: Sendable {
    private var site: SiteCookies

    package init(_ cookies: [Cookie] = []) {
        site = SiteCookies(cookies)
    }

    /// In the order of creation.
    package var cookies: [Cookie] { site.cookies }

    /// A verdict on every cookie: those that script reads come last, in the order of reading.
    package func cookies(
        for context: CookieContext,
        policy: CookiePolicy,
        now: Moment
    ) -> [CookieVerdict] {
        SendingCookies(context: context, policy: policy, now: now).judge(site)
    }

    /// The jar has it now.
    ///
    /// It keeps the place that it has in the jar, unless the copy knows it already.
    mutating func record(_ cookie: Cookie) {
        if let index = site.index(of: cookie) {
            guard !site.cookies[index].isEquivalent(to: cookie) else { return }
            site.cookies.remove(at: index)
        }
        site.insert(cookie)
    }

    /// The jar has it no more; what script made to last longer stays.
    package mutating func remove(_ cookie: Cookie) {
        guard let index = site.index(of: cookie), !site.cookies[index].outlives(cookie) else {
            return
        }
        site.cookies.remove(at: index)
    }

    /// Whether there was one of those.
    mutating func delete(where isDeleted: (Cookie) -> Bool) -> Bool {
        !site.removeAll(where: isDeleted).isEmpty
    }

    /// Script writes it; what this refuses, the jar never hears of.
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
        // As a new one: unlike the jar, it does not inherit the creation of the one before.
        site.insert(cookie.stored(creation: site.uniqueCreation(at: now), lastAccess: now))
        return nil
    }
}

extension SetCookieVerdict {
    /// Whether the jar has nothing new to tell: the same cookie again is no change.
    var isNoOp: Bool {
        guard let cookie, let replaced else { return false }
        return cookie.isEquivalent(to: replaced)
    }
}

extension CookieExclusion {
    /// Whether a copy has the cookie all the same, and only does not show it.
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
    /// Whether one in the place of the other would change nothing but its times.
    fileprivate func isEquivalent(to other: Cookie) -> Bool {
        value == other.value && expiry == other.expiry && isSecure == other.isSecure
            && isHTTPOnly == other.isHTTPOnly && sameSite == other.sameSite
    }

    fileprivate func outlives(_ other: Cookie) -> Bool {
        guard let otherExpiry = other.expiry else { return false }
        return expiry.map { $0 > otherExpiry } ?? true
    }
}
