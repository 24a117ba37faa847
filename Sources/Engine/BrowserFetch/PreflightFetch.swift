internal import BrowserCORS
internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// Asks the server for consent, unless the cache has it.
    ///
    /// https://fetch.spec.whatwg.org/#concept-http-fetch, step 4.1
    func preflightUnlessCached(_ params: inout FetchParams) async throws(FetchFailure) {
        params.request.wasPreflighted = true
        let request = params.request
        let question = PreflightRequest(
            method: request.method,
            headerNames: policy.fetch.redirectedPreflight == .asFirstNeeded
                ? request.originalUnsafeHeaderNames
                : corsUnsafeRequestHeaderNames(request.headers, policy: policy.cors),
            includesCredentials: request.credentials == .include
        )
        let key = preflightCacheKey(of: request, client: params.client)
        try reading(try loadPreflights(for: key))
        let isCached = preflightCache.answers(
            question,
            key: key,
            policy: policy.cors,
            isMethodSafelisted: Method.isCORSSafelisted(request.method),
            now: now()
        )
        if isCached {
            if params.preflightCacheUse == .notNeeded { params.preflightCacheUse = .hit }
            return
        }
        params.preflightCacheUse = .miss
        // The browser's own redirect is one that a preflight must not have.
        if policy.transportSecurity.hstsUpgrade == .redirect,
            isUpgradedByHSTS(request, client: params.client)
        {
            params.redirectInternally(.strictTransportSecurity)
            throw .cors(.preflightDisallowedRedirect(307))
        }
        let grant = try await corsPreflightFetch(&params, question: question)
        preflightCache.insert(grant, for: question, key: key, policy: policy.cors, now: now())
    }

    /// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
    private func corsPreflightFetch(
        _ params: inout FetchParams,
        question: PreflightRequest
    ) async throws(FetchFailure) -> PreflightPermissions {
        try checkLocalNetwork(params)
        // 1. Let preflight be a new request: OPTIONS, mode "cors", tainting "cors".
        var preflight = params.request
        preflight.method = "OPTIONS"
        preflight.mode = .cors
        preflight.responseTainting = .cors
        preflight.credentials = .sameOrigin
        preflight.body = nil
        preflight.cache = .default
        // 2. Append `Accept`: */*.
        preflight.headers = HeaderList()
        preflight.headers.append("Accept", "*/*")
        // 3. Append `Access-Control-Request-Method`.
        preflight.headers.append("Access-Control-Request-Method", ByteString(utf8: question.method))
        // 4-5. If there are unsafe headers, append `Access-Control-Request-Headers`, joined by `,`
        // without a space.
        if !question.headerNames.isEmpty {
            preflight.headers.append(
                "Access-Control-Request-Headers",
                ByteString(utf8: question.headerNames.joined(separator: ","))
            )
        }
        // 6. Let response be the result of HTTP-network-or-cache fetch.
        let isRedirected =
            policy.fetch.preflightReferrer == .ofThePreviousHop
            && preflight.redirectCount > 0
        let referrer = isRedirected ? preflight.previousReferrer : preflight.determinedReferrer
        if let referrer {
            preflight.headers.append("Referer", ByteString(utf8: referrer.href))
        }
        let origin =
            policy.fetch.preflightOrigin == .ofThePage
            ? preflight.origin.serialized : serializedOrigin(of: preflight)
        preflight.headers.append("Origin", ByteString(utf8: origin))
        let context = cookieContext(of: preflight, client: params.client)
        appendFetchMetadata(
            of: preflight,
            context: context,
            askingFor: params.request,
            to: &preflight.headers
        )
        if policy.fetch.preflightInheritsCacheMode {
            appendCacheHeaders(of: params.request, to: &preflight.headers)
        }
        let pageAgent =
            policy.fetch.preflightUserAgent == .ofTheRequest
            ? params.request.headers.get("User-Agent") : nil
        preflight.headers.set(
            "User-Agent",
            pageAgent ?? ByteString(utf8: policy.headers.userAgent)
        )
        appendAcceptEncoding(of: preflight, to: &preflight.headers)
        preflight.headers.append(
            "Accept-Language",
            ByteString(utf8: policy.headers.acceptLanguage)
        )
        params.begin(
            Exchange(
                kind: .preflight,
                started: now(),
                method: preflight.method,
                url: preflight.currentURL,
                requestHeaders: preflight.headers,
                requestBody: nil,
                includesCredentials: false,
                sameSite: context.sameSite,
                crossSiteParty: crossSiteParty(of: preflight, client: params.client),
                cookies: [],
                response: nil,
                setCookies: [],
                cors: nil
            )
        )
        let response = try await httpNetworkFetch(&params, context: context, body: .unused)
        // 7. Judge it; whatever fails is a network error.
        do throws(CORSFailure) {
            let grant = try judgePreflightResponse(
                status: response.status,
                headers: response.headers,
                to: question,
                origin: origin,
                policy: policy.cors
            )
            params.record(.passed)
            return grant
        } catch {
            params.record(.failed(error))
            throw .cors(error)
        }
    }

    /// https://fetch.spec.whatwg.org/#concept-cache-clear
    func clearPreflightCache(_ key: PreflightCache.Key) {
        guard policy.cors.failedPreflightClearsCache else { return }
        preflightCache.clear(key)
    }

    func preflightCacheKey(of request: Request, client: Page?) -> PreflightCache.Key {
        PreflightCache.Key(
            networkPartition: client?.topLevelSite(suffixes: suffixes).serialized ?? "",
            origin: serializedOrigin(of: request),
            url: request.currentURL.serialized(excludingFragment: true)
        )
    }
}
