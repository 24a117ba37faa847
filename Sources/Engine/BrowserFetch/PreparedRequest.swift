internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// A request with everything that the browser adds independently of the jar and the cache.
final class PreparedRequest {
    /// The request with its storage access, and with the cache mode for requests without credentials.
    let request: Request
    let context: CookieContext
    /// Whether cookies are sent and stored.
    let includesCredentials: Bool
    /// All headers except `Cookie` and the cache's validators.
    let headers: HeaderList
    let crossSiteParty: CrossSiteParty?
    let cacheKey: HTTPCache.Key

    init(
        request: Request,
        context: CookieContext,
        includesCredentials: Bool,
        headers: HeaderList,
        crossSiteParty: CrossSiteParty?,
        cacheKey: HTTPCache.Key
    ) {
        self.request = request
        self.context = context
        self.includesCredentials = includesCredentials
        self.headers = headers
        self.crossSiteParty = crossSiteParty
        self.cacheKey = cacheKey
    }
}

extension Browser {
    /// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, steps 8.3 to 8.20
    func prepare(_ request: Request, client: Page?) -> PreparedRequest {
        var request = request
        let isWithoutCredentials = !allowsCredentials(request, client: client)
        if isWithoutCredentials, policy.fetch.cacheWithoutCredentials != .default {
            request.cache = policy.fetch.cacheWithoutCredentials
        }
        var headers = request.headers
        let context = cookieContext(of: request, client: client)
        request.storageAccess = context.storageAccess
        if request.redirectCount == 0, !request.isRetriedWithStorageAccess {
            request.firstStorageAccess = context.storageAccess
        }
        // 8.3. Let includeCredentials be true if the credentials mode is "include", or it is
        // "same-origin" and tainting is "basic".
        // 8.4. If Cross-Origin-Embedder-Policy does not allow credentials, then set it to false.
        let includesCredentials =
            (request.credentials == .include
                || (request.credentials == .sameOrigin && request.responseTainting == .basic))
            && !isWithoutCredentials
        // 8.5-10. The transport adds Content-Length; `FetchMethod` checks the quota of keepalive
        // requests.
        // 8.11. If the referrer is a URL, then append `Referer`.
        if let referrer = request.determinedReferrer {
            headers.append("Referer", ByteString(utf8: referrer.href))
        }
        // 8.12. Append a request `Origin` header.
        appendOrigin(of: request, context: context, to: &headers)
        // 8.13. Append the Fetch metadata headers.
        appendFetchMetadata(of: request, context: context, to: &headers)
        if policy.navigation.requiredPolicies == .enforced,
            let required = request.target?.requiredPolicy
        {
            // https://w3c.github.io/webappsec-cspee/#required-csp-header
            headers.append("Sec-Required-CSP", ByteString(utf8: required))
        }
        // 8.14. `ResourcePolicy` has `Sec-Purpose`.
        // 8.15. `User-Agent` and the browser's other headers about itself.
        appendBrowserHeaders(of: request, to: &headers)
        // 8.16-18. Cache modes.
        appendCacheHeaders(of: request, to: &headers)
        normalizeRange(&headers)
        // 8.19-20. With `Range`, request no content coding; otherwise the content codings that the
        // browser supports.
        appendAcceptEncoding(of: request, to: &headers)
        return PreparedRequest(
            request: request,
            context: context,
            includesCredentials: includesCredentials,
            headers: headers,
            crossSiteParty: crossSiteParty(of: request, client: client),
            cacheKey: httpCacheKey(of: request, client: client)
        )
    }
}
