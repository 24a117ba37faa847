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
        var sent: [(place: Int, pathLength: Int)] = []
        verdicts.reserveCapacity(cookies.count)
        sent.reserveCapacity(cookies.count)
        for index in cookies.indices {
            // (A cookie that has expired is no cookie. It is not removed here, because whoever only
            // reads under a virtual clock must not lose it.)
            if cookies[index].isExpired(at: now) { continue }
            let exclusions = exclusions(of: cookies[index])
            if exclusions.isEmpty {
                sent.append((index, cookies[index].path.count))
            } else {
                verdicts.append(CookieVerdict(cookie: cookies[index], exclusions: exclusions))
            }
        }
        // 2. Longer paths come first, among equals the earlier created. (The cookies of a site are
        //    in the order of creation, and sorting is stable.)
        sent.sort { $0.pathLength > $1.pathLength }
        for (index, _) in sent {
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
        if !path.pathMatches(cookie.path) {
            exclusions.append(.notOnPath(cookie: cookie.path, request: path))
        }
        // (Host-only: the very host; otherwise the host has to domain-match. That the domain may
        // meanwhile have become a public suffix is left out, as in browsers: the list changes with
        // a release, the jar does not.)
        if !(cookie.isHostOnly
            ? hostName == cookie.domain : host.domainMatches(cookie.domain))
        {
            exclusions.append(
                .domainMismatch(
                    cookie: cookie.domain,
                    isHostOnly: cookie.isHostOnly,
                    host: hostName
                )
            )
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
        if policy.thirdParty == .block, context.isKeptApart, cookie.partitionKey == nil {
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
            return policy.thirdParty != .partition || !context.isKeptApart
        }
        // With access, what was partitioned without asking for it stays behind.
        let isLeft =
            policy.thirdParty == .partition && context.isThirdParty && !context.isKeptApart
            && !cookie.hasPartitionedAttribute
        return key == context.partitionKey && !isLeft
    }

    private func warnings(on cookie: Cookie) -> [CookieWarning] {
        cookie.sameSite == .unspecified && policy.unspecifiedSameSite == .asLax
            && context.sameSite.level == .laxMethodUnsafe ? [.laxAllowingUnsafe] : []
    }
}
