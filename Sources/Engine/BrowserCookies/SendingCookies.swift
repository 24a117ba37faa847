internal import BrowserInfra
internal import WebOrigin

/// From a request to the cookies that it carries, and to those that it does not with every reason.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.8.3
struct SendingCookies {
    let context: CookieContext
    let policy: CookiePolicy
    let now: Moment

    private let host: Host
    private let hostName: String
    private let path: ByteString
    private let isSecureConnection: Bool

    init(context: CookieContext, policy: CookiePolicy, now: Moment) {
        self.context = context
        self.policy = policy
        self.now = now
        host = context.url.host ?? .empty
        hostName = host.serialized
        path = context.url.cookiePath
        isSecureConnection = context.isSecureConnection(policy.loopback)
    }

    /// A verdict on every cookie of the site: first those that stay behind, in the order of
    /// creation, then those that are sent, in the order in which they are sent.
    func judge(_ site: SiteCookies) -> [CookieVerdict] {
        // 1. Let the cookie list be those cookies that meet all requirements.
        let cookies = site.cookies
        var verdicts: [CookieVerdict] = []
        var sent: [Int] = []
        verdicts.reserveCapacity(cookies.count)
        sent.reserveCapacity(cookies.count)
        var domains = DomainMatches()
        for index in cookies.indices {
            // (A cookie that has expired is no cookie. It is not removed here, because whoever only
            // reads under a virtual clock must not lose it.)
            if cookies[index].isExpired(at: now) { continue }
            let exclusions = exclusions(of: cookies[index], &domains)
            if exclusions.isEmpty {
                sent.append(index)
            } else {
                verdicts.append(CookieVerdict(cookie: cookies[index], exclusions: exclusions))
            }
        }
        // 2. Longer paths come first, among equals the earlier created. (The cookies of a site are
        //    in the order of creation.)
        sent.sortStably { cookies[$0].pathCount > cookies[$1].pathCount }
        for index in sent {
            verdicts.append(
                CookieVerdict(
                    cookie: cookies[index],
                    exclusions: [],
                    warnings: warnings(on: cookies[index])
                )
            )
        }
        // 3. Let the last access of those sent be now: `SiteCookies.access`.
        // 4. Serialize: `cookieHeader`.
        return verdicts
    }

    func exclusions(of cookie: Cookie) -> [CookieExclusion] {
        var domains = DomainMatches()
        return exclusions(of: cookie, &domains)
    }

    private func exclusions(
        of cookie: Cookie,
        _ domains: inout DomainMatches
    ) -> [CookieExclusion] {
        var exclusions: [CookieExclusion] = []
        // (HttpOnly: not for script.)
        if cookie.isHTTPOnly && context.access == .script { exclusions.append(.httpOnly) }
        // (Secure: only over a secure connection.)
        if cookie.isSecure && !isSecureConnection {
            exclusions.append(
                .secureOnly(scheme: context.url.scheme, host: hostName)
            )
        }
        // (The path of the request has to match.)
        if !cookie.isOnPath(of: path) {
            exclusions.append(.notOnPath(cookie: cookie.path, request: path))
        }
        // (Host-only: the very host; otherwise the host has to domain-match. That the domain may
        // meanwhile have become a public suffix is left out, as in browsers: the list changes with
        // a release, the jar does not.)
        if let mismatch = domains.mismatch(of: cookie, host: host, name: hostName) {
            // (Mostly the first reason, and the cookies of one host have the list in common.)
            if exclusions.isEmpty { exclusions = mismatch } else { exclusions += mismatch }
        }
        // (SameSite: the context has to be close enough.)
        if let mismatch = context.sameSite.mismatchWhenSending(
            cookie.sameSite,
            age: now.microseconds(since: cookie.creation),
            policy: policy
        ) {
            exclusions.append(.sameSite(mismatch))
        }
        if cookie.sameSite == .none, !cookie.isSecure, policy.insecureSameSiteNone == .refused {
            exclusions.append(.sameSiteNoneInsecure)
        }
        // (Not in the specification: partitions, and the user's choice about third parties.)
        if policy.thirdParty == .block, context.isIsolatedThirdParty, cookie.partitionKey == nil {
            exclusions.append(.thirdPartyBlocked)
        }
        if context.partitionKey?.nonce != nil, cookie.partitionKey == nil {
            exclusions.append(.credentiallessFrame)
        } else if !isInPartition(cookie) {
            exclusions.append(
                .otherPartition(cookie: cookie.partitionKey, request: context.partitionKey)
            )
        }
        return exclusions
    }

    private func isInPartition(_ cookie: Cookie) -> Bool {
        guard let key = cookie.partitionKey else {
            return policy.thirdParty != .partition || !context.isIsolatedThirdParty
        }
        // With access, what was partitioned without asking for it stays behind.
        let isLeft =
            policy.thirdParty == .partition && context.isThirdParty && !context.isIsolatedThirdParty
            && !cookie.hasPartitionedAttribute
        return key == context.partitionKey && !isLeft
    }

    private func warnings(on cookie: Cookie) -> [CookieWarning] {
        cookie.sameSite == .unspecified && policy.unspecifiedSameSite == .asLax
            && context.sameSite.level == .laxMethodUnsafe ? [.laxAllowingUnsafe] : []
    }
}

extension [Int] {
    /// By insertion, which moves nothing where the order is right already and leaves equals as they
    /// are; of a site's cookies that are sent there are a dozen.
    fileprivate mutating func sortStably(by areInOrder: (Int, Int) -> Bool) {
        guard count < 64 else { return sort(by: areInOrder) }
        for end in indices.dropFirst() {
            let element = self[end]
            var place = end
            while place > 0, areInOrder(element, self[place - 1]) {
                self[place] = self[place - 1]
                place -= 1
            }
            self[place] = element
        }
    }
}

/// Which domains of a site's cookies the host has: a site has many cookies, and few domains.
private struct DomainMatches {
    private struct Match {
        var domain: String
        var isHostOnly: Bool
        var mismatch: [CookieExclusion]?
    }

    private var matches: [Match] = []

    /// `nil` where the host has the cookies of the domain.
    mutating func mismatch(
        of cookie: Cookie,
        host: Host,
        name: String
    ) -> [CookieExclusion]? {
        for index in matches.indices
        where cookie.belongs(
            to: matches[index].domain,
            isHostOnly: matches[index].isHostOnly
        ) {
            return matches[index].mismatch
        }
        let (domain, isHostOnly) = (cookie.domain, cookie.isHostOnly)
        let isMatch = isHostOnly ? name == domain : host.domainMatches(domain)
        let mismatch: [CookieExclusion]? =
            isMatch
            ? nil : [.domainMismatch(cookie: domain, isHostOnly: isHostOnly, host: name)]
        // (A hostile site has a domain for each of its cookies.)
        if matches.count < 8 {
            if matches.isEmpty { matches.reserveCapacity(8) }
            matches.append(Match(domain: domain, isHostOnly: isHostOnly, mismatch: mismatch))
        }
        return mismatch
    }
}
