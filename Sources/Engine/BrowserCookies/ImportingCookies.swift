package import BrowserInfra
internal import WebOrigin

/// From a cookie of a file to one that a browser could have: it is made to say, as a `Set-Cookie`
/// line, what the file says of it, and that line is judged like any other.
///
/// So there is one set of rules, and a file cannot smuggle in what no server can set. What a line
/// cannot say (when it was made, whose partition it is in) is taken from the file.
struct ImportingCookies {
    let policy: CookiePolicy
    let suffixes: PublicSuffixList
    let now: Moment

    func judge(
        _ saved: ImportedCookie
    ) throws(ImportedCookieRefusal) -> (cookie: Cookie, context: CookieContext) {
        // 1. The response came from the cookie's own host.
        let host = try host(of: saved)
        guard saved.path.bytes.first == UInt8(ascii: "/") else {
            throw .pathWithoutSlash(saved.path)
        }
        if let key = saved.partitionKey, !isSite(key.topLevelSite) {
            throw .invalidPartition(key.topLevelSite)
        }
        // 2. What no attribute can say was the directory of the response's URL.
        let isPathOfURL =
            saved.path.bytes.contains(UInt8(ascii: ";"))
            || saved.path.count > SetCookieHeader.attributeLimit
        let context = try context(for: saved, at: host, isPathOfURL: isPathOfURL)

        // 3. The line is read back as the file has it.
        let line = saved.line(includesPath: !isPathOfURL)
        let header: SetCookieHeader
        do {
            header = try SetCookieHeader(parsing: line, policy: policy)
        } catch {
            throw .rules([error])
        }
        // (Decoded, because some browsers replace what is not UTF-8.)
        guard header.name.utf8Decoded == saved.name.utf8Decoded else { throw .notRepresentable(.name) }
        guard header.value.utf8Decoded == saved.value.utf8Decoded else { throw .notRepresentable(.value) }

        // 4. The browser judges the line.
        let storing = StoringCookies(
            context: context,
            policy: policy,
            host: CookieHost(host, suffixes: suffixes),
            now: now
        )
        switch storing.judge(.line(line), responseDate: nil) {
        case .refused(let refusals, _, _), .notPermitted(let refusals, _, _):
            throw .rules(refusals)
        case .cookie(let cookie, _):
            guard cookie.path == saved.path else { throw .notRepresentable(.path) }
            let restored = cookie.with {
                $0.expiry = saved.expiry.map { min($0, latestExpiry) }
                $0.partitionKey = partitionKey(of: saved, setBy: context.url)
                $0.hasPartitionedAttribute = saved.hasPartitionedAttribute
                $0.setBy = saved.setBy
            }
            return (restored, context)
        }
    }

    /// Browsers differ in which partitions they mark as lying below another site, and the file may be
    /// of another one: what follows from the sites is not asked of it.
    private func partitionKey(of saved: ImportedCookie, setBy url: WebURL) -> Cookie.PartitionKey? {
        guard var key = saved.partitionKey, let top = try? WebURL(parsing: key.topLevelSite)
        else { return nil }
        let isThirdParty = !Site(of: top.origin, suffixes: suffixes)
            .isSchemelesslySameSite(as: Site(of: url.origin, suffixes: suffixes))
        if isThirdParty {
            switch policy.partitionAncestor {
            case .ofThirdParties: key.hasCrossSiteAncestor = true
            case .ofReturnsToTheTop: key.hasCrossSiteAncestor = false
            }
        }
        return key
    }

    var latestExpiry: Moment {
        policy.longestLifetime.map(now.advanced(bySeconds:)) ?? .distantFuture
    }

    private func host(of saved: ImportedCookie) throws(ImportedCookieRefusal) -> Host {
        // cookies.txt has IPv6 addresses without their brackets.
        let text = saved.domain.contains(":") ? "[\(saved.domain)]" : saved.domain
        guard let host = try? Host(parsing: saved.domain.hasPrefix("[") ? saved.domain : text)
        else { throw .invalidDomain(saved.domain) }
        // A response of a public suffix gets a cookie for that one host; a cookie for all that is
        // below it cannot have been set. (A loopback host has nobody else's hosts below it.)
        if !saved.isHostOnly, case .domain(let name) = host, !host.isLoopback,
            suffixes.registrableDomain(of: host) == nil
        {
            throw .rules([.publicSuffixDomain(attribute: name, host: name)])
        }
        return host
    }

    private func isSite(_ text: String) -> Bool {
        guard let url = try? WebURL(parsing: text) else { return false }
        return Site(of: url.origin, suffixes: suffixes).serialized == text
    }

    /// Over https, since no file says how a cookie came: only a Secure one has to have come so.
    private func context(
        for saved: ImportedCookie,
        at host: Host,
        isPathOfURL: Bool
    ) throws(ImportedCookieRefusal) -> CookieContext {
        let path = isPathOfURL ? saved.path.utf8Decoded + "/" : "/"
        guard let url = try? WebURL(parsing: "https://\(host.serialized)\(path)") else {
            throw .notRepresentable(.path)
        }
        return CookieContext(
            url: url,
            access: .network,
            sameSite: SameSiteContext(level: .strict, schemelessLevel: .strict),
            isTopLevelNavigation: false,
            partitionKey: saved.partitionKey,
            isThirdParty: false
        )
    }
}

extension ImportedCookie {
    /// What a response would have said, but for when it ends.
    fileprivate func line(includesPath: Bool) -> ByteString {
        var text = SetCookieText(name: name, value: value)
        if !isHostOnly { text.domain = domain }
        if includesPath { text.path = path }
        text.isSecure = isSecure
        text.isHTTPOnly = isHTTPOnly
        text.isPartitioned = hasPartitionedAttribute
        text.sameSite = sameSite.displayName
        text.priority = priority
        return text.line
    }
}

extension CookieJar {
    /// Stores a cookie of a file as if a response had just set it, or says why none could have.
    ///
    /// It keeps the times that the file gives it; without them it is as new as it is to the jar.
    package mutating func restore(
        _ saved: ImportedCookie,
        policy: CookiePolicy,
        now: Moment
    ) -> ImportedCookieVerdict {
        if let expiry = saved.expiry, expiry <= now { return .expired }
        let restoring = ImportingCookies(policy: policy, suffixes: suffixes, now: now)
        let (cookie, context): (Cookie, CookieContext)
        do throws(ImportedCookieRefusal) {
            (cookie, context) = try restoring.judge(saved)
        } catch {
            return .refused(error)
        }
        var verdict = SetCookieVerdict(line: ByteString(), effect: .rejected)
        put(cookie, in: context, policy: policy, now: now, as: &verdict)
        guard verdict.refusals.isEmpty else { return .refused(.rules(verdict.refusals)) }
        return .stored(
            redate(
                verdict.cookie ?? cookie,
                creation: saved.creation,
                lastAccess: saved.lastAccess
            ),
            replaced: verdict.replaced != nil,
            isShortened: saved.expiry.map { $0 > restoring.latestExpiry } ?? false
        )
    }
}
