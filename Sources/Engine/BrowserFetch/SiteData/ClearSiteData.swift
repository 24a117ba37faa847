package import BrowserCookies
internal import BrowserHTTP
package import BrowserInfra
internal import WebOrigin

/// What a response's `Clear-Site-Data` did.
package struct ClearSiteDataVerdict: Hashable, Sendable {
    package enum Obstacle: String, Hashable, Sendable {
        /// Only what comes over https, or from loopback, is obeyed.
        case insecureOrigin
        /// The request had no credentials.
        case withoutCredentials
        /// A browser does not obey this kind of request.
        case notObeyed
    }

    /// The header's value.
    package var value: ByteString
    /// The known types, with their quotation marks, in the header's order.
    package var types: [String]
    package var unknownTypes: [String]
    package var obstacle: Obstacle?
    /// The cookies that went.
    package var cookies: [Cookie] = []

    package var clearsCookies: Bool { obstacle == nil && types.contains(#""cookies""#) }
    package var clearsStorage: Bool { obstacle == nil && types.contains(#""storage""#) }
    package var clearsCache: Bool { obstacle == nil && types.contains(#""cache""#) }
}

extension Browser {
    /// https://www.w3.org/TR/clear-site-data/#clear-response
    func clearSiteData(
        after response: HTTPResponse,
        includesCredentials: Bool,
        _ params: inout FetchParams,
        context: CookieContext
    ) throws(FetchFailure) {
        // 1. Let types be the parsed header.
        guard let value = response.headers.get("Clear-Site-Data") else { return }
        var verdict = parseClearSiteData(value)
        let url = params.exchanges.last?.url ?? params.request.currentURL
        // Not from a URL that somebody on the way may have changed.
        verdict.obstacle = obstacle(at: url, includesCredentials: includesCredentials, params)
        if verdict.clearsCookies {
            // The request behind a preflight has its cookies by then.
            if params.exchanges.last?.kind == .preflight {
                params.clearingAfterPreflight = context
            } else {
                verdict.cookies = try clearCookies(at: url, context: context)
            }
        }
        if verdict.clearsStorage { webStorage.clear(origin: url.origin.serialized) }
        if verdict.clearsCache { httpCache.clear(origin: url.origin) }
        params.update { $0.clearSiteData = verdict }
    }

    private func obstacle(
        at url: WebURL,
        includesCredentials: Bool,
        _ params: FetchParams
    ) -> ClearSiteDataVerdict.Obstacle? {
        let rules = policy.clearSiteData
        if !url.isPotentiallyTrustworthy { return .insecureOrigin }
        if !includesCredentials, rules.clearingWithoutCredentials == .ignored {
            return .withoutCredentials
        }
        let request = params.request
        if request.initiator == .xhr, !url.origin.isSameOrigin(as: request.origin),
            rules.clearingByCrossOriginXHR == .ignored
        {
            return .notObeyed
        }
        if request.mode == .webSocket, rules.clearingByHandshake == .ignored { return .notObeyed }
        return nil
    }

    /// https://www.w3.org/TR/clear-site-data/#parsing
    private func parseClearSiteData(_ value: ByteString) -> ClearSiteDataVerdict {
        let known = policy.clearSiteData.furtherTypes.union(["cookies", "storage", "cache"])
        var verdict = ClearSiteDataVerdict(value: value, types: [], unknownTypes: [])
        func add(_ type: String) {
            if !verdict.types.contains(type) { verdict.types.append(type) }
        }
        for part in value.bytes.split(separator: UInt8(ascii: ",")) {
            let type = ByteString(part[...].trimming(while: \.isHTTPTabOrSpace)).isomorphicDecoded
            if type == #""*""# {
                // All at once; those that clear nothing by themselves are not named.
                for name in ["cookies", "storage", "cache"] { add("\"\(name)\"") }
                if known.contains("clientHints") { add(#""clientHints""#) }
            } else if type.hasPrefix("\""), type.hasSuffix("\""), type.count > 1,
                known.contains(String(type.dropFirst().dropLast()))
                    || (type.hasPrefix("\"storage:") && known.contains("clientHints"))
            {
                add(type)
            } else if !type.isEmpty {
                verdict.unknownTypes.append(type)
            }
        }
        return verdict
    }

    /// https://www.w3.org/TR/clear-site-data/#clear-cookies
    func clearCookiesAfterPreflight(_ params: inout FetchParams) throws(FetchFailure) {
        guard let context = params.clearingAfterPreflight else { return }
        params.clearingAfterPreflight = nil
        _ = try clearCookies(at: context.url, context: context)
    }

    private func clearCookies(
        at url: WebURL,
        context: CookieContext
    ) throws(FetchFailure) -> [Cookie] {
        try reading(try loadCookies(at: url))
        let host = url.host?.serialized ?? ""
        let site = CookieJar.siteKey(of: url.host ?? .empty, suffixes: suffixes)
        let rules = policy.clearSiteData
        let allows = policy.cookies.thirdParty == .allow
        let cleared = jar.clear(site: site) { cookie in
            if rules.clearedHosts == .ofHost, cookie.domain != host { return false }
            switch rules.clearedPartitions {
            case .used:
                return cookie.partitionKey == (context.isIsolatedThirdParty ? context.partitionKey : nil)
            case .unpartitionedAndOwn:
                guard let key = cookie.partitionKey else { return allows || !context.isIsolatedThirdParty }
                return key == context.partitionKey
            }
        }
        processes?.hear(
            cleared.map { SetCookieVerdict(line: "", effect: .deleted, cookie: $0) },
            ofSite: site,
            from: nil
        )
        return cleared
    }
}
