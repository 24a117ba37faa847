internal import BrowserInfra
internal import WebOrigin

/// From a parsed line to a cookie: what can be refused without a look into the jar.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7
///
/// The checks come in groups. Inside a group every refusal is collected; the first group that has
/// one ends the matter. A browser reports them so.
struct StoringCookies {
    let context: CookieContext
    let policy: CookiePolicy
    /// The context's.
    let host: CookieHost
    let now: Moment

    enum Result {
        case cookie(Cookie, warnings: [CookieWarning])
        case refused([CookieRefusal], Cookie?, warnings: [CookieWarning])
        /// This response or script may not set it; what the jar has against it counts as well.
        case notPermitted([CookieRefusal], Cookie, warnings: [CookieWarning])
    }

    func judge(_ source: CookieSource, responseDate: Moment?) -> Result {
        switch source {
        case .item(let item): return judge(SetCookieHeader(item), responseDate: nil)
        case .line(let line):
            // Steps 1 to 4: parse the line; ignore it if it has no content, control characters or
            // too many bytes.
            do {
                let header = try SetCookieHeader(parsing: line, policy: policy)
                return judge(header, responseDate: responseDate)
            } catch {
                return .refused([error], nil, warnings: [])
            }
        }
    }

    private func judge(_ header: SetCookieHeader, responseDate: Moment?) -> Result {
        var warnings = header.warnings

        // Steps 5 to 11 and 20 to 22: the cookie as it would be stored, and whether it may look so.
        var refusals: [CookieRefusal] = []
        let domain = resolvedDomain(header, &refusals, &warnings)
        let isSecureConnection = context.isSecureConnection(policy.loopback)
        checkName(header, isSecureConnection, &refusals)
        checkPartitioned(header, isSecureConnection, &refusals)
        guard let domain else { return .refused(refusals, nil, warnings: warnings) }
        let cookie = cookie(from: header, domain: domain, responseDate: responseDate)
        guard refusals.isEmpty else { return .refused(refusals, cookie, warnings: warnings) }

        // Not in the specification: the user's choice about third-party cookies, which a browser
        // asks here. A cookie in a partition is nobody's third party; where all third parties are
        // partitioned, one whose top-level site is opaque has nowhere to go.
        if policy.thirdParty != .allow, context.isIsolatedThirdParty, cookie.partitionKey == nil {
            return .refused([.thirdPartyBlocked], cookie, warnings: warnings)
        }

        // Steps 12 to 15 and 17 to 19: whether this response or script may set it.
        checkAccess(cookie, isSecureConnection, &refusals, &warnings)
        guard refusals.isEmpty else { return .notPermitted(refusals, cookie, warnings: warnings) }
        return .cookie(cookie, warnings: warnings)
    }

    private func resolvedDomain(
        _ header: SetCookieHeader,
        _ refusals: inout [CookieRefusal],
        _ warnings: inout [CookieWarning]
    ) -> CookieDomain? {
        do {
            let domain = try CookieDomain(
                attribute: header.domainRange.map { header.text[$0] },
                host: host,
                policy: policy
            )
            if domain.wasConverted, let attribute = header.domain {
                warnings.append(.domainNotASCII(attribute))
            }
            return domain
        } catch {
            refusals.append(error)
            return nil
        }
    }

    /// Steps 20 to 22: what a name (or a nameless value) promises.
    private func checkName(
        _ header: SetCookieHeader,
        _ isSecureConnection: Bool,
        _ refusals: inout [CookieRefusal]
    ) {
        guard header.nameRange.isEmpty else {
            // 20. and 21. A name with a prefix: all that the prefix stands for has to hold.
            guard header.text[header.nameRange.lowerBound] == UInt8(ascii: "_"),
                let prefix = CookiePrefix(of: header.text[header.nameRange], among: policy.prefixes)
            else { return }
            let missing = prefix.requirements.filter {
                !satisfies($0, header, isSecureConnection)
            }
            if !missing.isEmpty { refusals.append(.missingForPrefix(prefix, missing: missing)) }
            return
        }
        // 22. No name, and a value that begins with a prefix: a server would take it for a name.
        let value = header.text[header.valueRange]
        if let prefix = CookiePrefix(of: value, among: policy.prefixes) {
            refusals.append(.hiddenPrefix(prefix, value: header.value))
        }
        // Not in the specification: no name, and a value that would read as a name and a value.
        if policy.namelessValuesWithEquals == .refused,
            value.contains(UInt8(ascii: "="))
        {
            refusals.append(.ambiguousSerialization(value: header.value))
        }
    }

    private func satisfies(
        _ requirement: CookiePrefix.Requirement,
        _ header: SetCookieHeader,
        _ isSecureConnection: Bool
    ) -> Bool {
        switch requirement {
        case .secureAttribute: return header.isSecure
        case .secureConnection: return isSecureConnection
        case .httpOnlyAttribute: return header.isHTTPOnly
        case .noDomainAttribute:
            guard let domain = header.domain else { return true }
            switch policy.hostPrefixDomain {
            case .absent: return false
            case .absentOrWithoutEffect:
                return context.url.host != nil && host.registrableDomain == nil
            case .absentOrEqualAddress: break
            }
            switch context.url.host {
            case .ipv4(let address):
                return domain == ByteString(utf8: Host.ipv4(address).serialized)
            case .ipv6(let pieces): return domain == ByteString(utf8: Host.ipv6(pieces).serialized)
            case .domain, .opaque, .empty, nil: return false
            }
        case .rootPath:
            if let path = header.path { return path == "/" }
            return policy.hostPrefixPath == .anywhere && context.url.defaultCookiePath == "/"
        }
    }

    /// https://github.com/privacycg/CHIPS: a partitioned cookie has to be Secure.
    private func checkPartitioned(
        _ header: SetCookieHeader,
        _ isSecureConnection: Bool,
        _ refusals: inout [CookieRefusal]
    ) {
        guard policy.partitionedAttribute == .honored, header.isPartitioned,
            !header.isSecure || !isSecureConnection
        else { return }
        refusals.append(
            .partitionedWithoutSecure(
                hasAttribute: header.isSecure,
                isSecureConnection: isSecureConnection
            )
        )
    }

    /// Steps 5, 6 and 11: what is stored if nobody objects.
    private func cookie(
        from header: SetCookieHeader,
        domain: CookieDomain,
        responseDate: Moment?
    ) -> Cookie {
        let isPartitioned = policy.partitionedAttribute == .honored && header.isPartitioned
        let belongsToPartition =
            isPartitioned || (policy.thirdParty == .partition && context.isIsolatedThirdParty)
            || context.partitionKey?.nonce != nil
        let expiry = header.expiry(
            at: now,
            responseDate: responseDate,
            access: context.access,
            policy: policy
        )
        let setBy = context.url.strippingCredentialsAndFragment().href
        func cookie(_ text: UnsafeBufferPointer<UInt8>, path: UnsafeBufferPointer<UInt8>) -> Cookie
        {
            Cookie(
                name: UnsafeBufferPointer(rebasing: text[header.nameRange]),
                value: UnsafeBufferPointer(rebasing: text[header.valueRange]),
                path: path
            ) {
                Cookie.Head(
                    domain: domain.name,
                    setBy: setBy,
                    partitionKey: belongsToPartition ? context.partitionKey : nil,
                    creation: now,
                    lastAccess: now,
                    expiry: expiry,
                    isHostOnly: domain.isHostOnly,
                    isSecure: header.isSecure,
                    isHTTPOnly: header.isHTTPOnly,
                    hasPartitionedAttribute: isPartitioned,
                    sameSite: header.sameSite,
                    priority: header.priority
                )
            }
        }
        return header.text.withUnsafeBufferPointer { text in
            if let range = header.pathRange {
                return cookie(text, path: UnsafeBufferPointer(rebasing: text[range]))
            }
            return context.url.defaultCookiePath.bytes.withUnsafeBufferPointer { path in
                cookie(text, path: path)
            }
        }
    }

    private func checkAccess(
        _ cookie: Cookie,
        _ isSecureConnection: Bool,
        _ refusals: inout [CookieRefusal],
        _ warnings: inout [CookieWarning]
    ) {
        let scheme = context.url.scheme
        // (Section 5.3: only HTTP, and what is built on it, has cookies.)
        switch scheme {
        case "http", "https", "ws", "wss": break
        default: refusals.append(.schemeNotSupported(scheme))
        }
        // 12. and 13. A Secure cookie needs a secure connection.
        if cookie.isSecure {
            if !isSecureConnection {
                refusals.append(
                    .secureOnly(scheme: scheme, host: context.url.host?.serialized ?? "")
                )
            } else if scheme == "http" || scheme == "ws" {
                warnings.append(.secureOnLoopback)
            }
        }
        // 14. and 15. Script cannot set an HttpOnly cookie.
        if cookie.isHTTPOnly && context.access == .script { refusals.append(.httpOnly) }
        // 19. SameSite=None needs Secure.
        if cookie.sameSite == .none, !cookie.isSecure, policy.insecureSameSiteNone == .refused {
            refusals.append(.sameSiteNoneInsecure)
        }
        // 17. and 18. Anything but None needs a same-site request or a top-level navigation.
        if let mismatch = context.sameSite.mismatchWhenStoring(
            cookie.sameSite,
            isTopLevelNavigation: context.isTopLevelNavigation,
            policy: policy
        ) {
            refusals.append(.sameSite(mismatch))
        }
    }
}

extension SiteCookies {
    /// Steps 16, 23 and 24: what the cookies that are there already have to say, and then the
    /// cookie is stored or deletes one of them.
    mutating func store(
        _ candidate: Cookie,
        context: CookieContext,
        policy: CookiePolicy,
        now: Moment
    ) -> (
        effect: SetCookieVerdict.Effect, refusals: [CookieRefusal], cookie: Cookie,
        replaced: Cookie?
    ) {
        let refusals = objections(to: candidate, context: context, policy: policy, now: now)
        guard refusals.isEmpty else { return (.rejected, refusals, candidate, nil) }
        // 23. If there is a cookie of this identity:
        var creation = uniqueCreation(at: now)
        let index = index(of: candidate)
        if let index {
            let old = cookies[index]
            // 23.3. The new one inherits its creation time.
            if policy.valueChange == .keepsCreation || old.hasSameValue(as: candidate) {
                creation = old.creation
            }
        }

        // 23.4. and 24. The old one goes, and the new one is inserted unless it has expired.
        if candidate.isExpired(at: now) {
            guard let index else { return (.rejected, [.expired], candidate, nil) }
            return (.deleted, [], cookies.remove(at: index), nil)
        }
        let cookie = candidate.stored(creation: creation, lastAccess: max(now, creation))
        guard let index else {
            insert(cookie)
            return (.created, [], cookie, nil)
        }
        let old = cookies[index]
        replace(at: index, with: cookie)
        return (.updated, [], cookie, old)
    }

    /// Steps 16 and 23.2: which cookies that are there would have to be protected from it.
    func objections(
        to candidate: Cookie,
        context: CookieContext,
        policy: CookiePolicy,
        now: Moment
    ) -> [CookieRefusal] {
        var refusals: [CookieRefusal] = []
        // 16. Leave secure cookies alone.
        if !context.isSecureConnection(policy.loopback),
            let secure = cookies.first(where: {
                $0.isSecure && $0.isShadowed(by: candidate) && !$0.isExpired(at: now)
            })
        {
            refusals.append(.overwriteSecure(secure.identity))
        }
        // 23.2. If the old one is HttpOnly and the new one comes from script, ignore the new one.
        if context.access == .script, let index = index(of: candidate), cookies[index].isHTTPOnly,
            !cookies[index].isExpired(at: now)
        {
            refusals.append(.overwriteHTTPOnly(cookies[index].identity))
        }
        return refusals
    }
}

extension Cookie {
    /// Whether `other`, set over an insecure connection, would come before this one in a request
    /// or hide it.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7, step 16
    fileprivate func isShadowed(by other: Cookie) -> Bool {
        // 1. Their names are the same,
        guard hasSameName(as: other), partitionKey == other.partitionKey else { return false }
        // 3. and the one's domain matches the other's or the other way round,
        guard
            domain == other.domain || isSubdomain(domain, of: other.domain)
                || isSubdomain(other.domain, of: domain)
        else { return false }
        // 4. and the new one's path path-matches this one's.
        return withBytes { _, _, path in other.withBytes { _, _, other in other.pathMatches(path) }
        }
    }
}
