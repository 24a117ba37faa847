internal import BrowserCORS
internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// Completes the request's headers, selects its cookies, and sends it.
    ///
    /// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
    func httpNetworkOrCacheFetch(
        _ params: inout FetchParams
    ) async throws(FetchFailure) -> HTTPResponse {
        if policy.transportSecurity.hstsUpgrade == .redirect,
            isUpgradedByHSTS(params.request, client: params.client)
        {
            params.redirectInternally(.strictTransportSecurity)
            return strictTransportRedirect(of: params.request)
        }
        try checkLocalNetwork(params)
        try reading(try loadPermissions())
        // 8.3-8.20. Determine whether credentials are included, and all headers except `Cookie`.
        let prepared = prepared(params.request, client: params.client)
        let (request, context) = (prepared.request, prepared.context)
        let includesCredentials = prepared.includesCredentials
        params.request.storageAccess = request.storageAccess
        params.request.firstStorageAccess = request.firstStorageAccess
        var headers = prepared.headers
        // 8.21. If includeCredentials is true, append a request `Cookie` header.
        var verdicts: [CookieVerdict] = []
        if includesCredentials {
            try reading(try loadCookies(at: request.currentURL))
            verdicts = jar.cookies(for: context, policy: policy.cookies, now: now())
            if let value = verdicts.cookieHeader { headers.append("Cookie", value) }
        }
        // 8.21.2. (Authentication entries) left out: crumb stores no HTTP passwords.
        // 8.24-25. If the cache has a response that needs no validation, use that response.
        let key = prepared.cacheKey
        let stored = try storedResponse(for: request, key: key, headers: headers)
        if let stored, !needsValidation(stored, for: request) {
            params.answerFromCache()
            return stored.response
        }
        // 10.1. If the cache mode is "only-if-cached", return a network error.
        if request.cache == .onlyIfCached { throw .onlyIfCachedMiss }
        if let stored { appendValidators(of: stored, to: &headers) }
        // A page may append to the same name several times; browsers send one combined header.
        headers = headers.combined
        params.begin(
            Exchange(
                kind: .request,
                started: now(),
                method: request.method,
                url: request.currentURL,
                requestHeaders: headers,
                requestBody: request.body,
                includesCredentials: includesCredentials,
                sameSite: context.sameSite,
                crossSiteParty: prepared.crossSiteParty,
                cookies: verdicts,
                response: nil,
                setCookies: [],
                cors: nil
            )
        )
        try clearCookiesAfterPreflight(&params)
        // 10.2. Let forwardResponse be the result of HTTP-network fetch.
        let requestTime = now()
        let response = try await httpNetworkFetch(
            &params,
            context: context,
            body: request.streamsBody ? .streamed : .unlessRedirect
        )
        // 10.3-5. Invalidate, freshen or store in the cache.
        let outcome = try updateHTTPCache(
            key,
            with: response,
            validating: stored,
            request: request,
            headers: headers,
            requestTime: requestTime
        )
        if outcome != response { params.httpCacheUse = .revalidated }
        return outcome
    }

    /// Sends the latest exchange's request and stores the cookies of its response, whatever happens
    /// to the body.
    ///
    /// https://fetch.spec.whatwg.org/#concept-http-network-fetch
    func httpNetworkFetch(
        _ params: inout FetchParams,
        context: CookieContext,
        body: ResponseBodyUse
    ) async throws(FetchFailure) -> HTTPResponse {
        guard let exchange = params.exchanges.last else {
            throw .transport(.network(code: nil, detail: "there is nothing to send"))
        }
        let rules = try connectionRules(params)
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await transmit(exchange, body, rules, &params)
        } catch {
            guard case .refusedAddressSpace(let space) = error else { throw .transport(error) }
            // Nothing was sent.
            params.discardExchange()
            guard let refusal = try refusal(of: space, params) else { throw .transport(error) }
            throw .localNetwork(refusal)
        }
        params.update { $0.response = response }
        judgeHandshake(response, &params)
        storeTransportSecurity(response, &params)
        // 16. If includeCredentials is true, parse and store response `Set-Cookie` headers. This
        // comes before every check of the response: a hidden response sets cookies too.
        let lines = response.headers.values(of: "Set-Cookie")
        guard exchange.includesCredentials, keepsCookies(of: response, params),
            policy.storageAccess.cookiesBeforeRetry == .stored
                || !requestsRetry(response, of: params.request)
        else {
            params.update { $0.setCookies = lines.map { .ignored($0) } }
            try clearSiteData(
                after: response,
                includesCredentials: exchange.includesCredentials,
                &params,
                context: context
            )
            return response
        }
        var context = context
        if policy.storageAccess.activatesOwnCookies, params.request.mode == .navigate,
            context.storageAccess == .inactive,
            ActivateStorageAccess(of: response.headers) == .load
        {
            context.storageAccess = .active
        }
        let verdicts = try storeCookies(lines, response: response, context: context)
        params.update { $0.setCookies = verdicts }
        // A document's process adds a response's cookies to its copy when it receives the response;
        // the cookies of a navigation, which the browser itself loads, reach the processes before
        // that.
        let isNavigation = params.request.mode == .navigate
        if isNavigation { notifyProcesses(verdicts, about: params) }
        // This also removes what the same response has set.
        try clearSiteData(after: response, includesCredentials: true, &params, context: context)
        if !isNavigation { notifyProcesses(verdicts, about: params) }
        return response
    }

    /// (Inlined, like the other functions with one caller on the path of every request: calling an
    /// async function and returning from it look up the executor each time.)
    @inline(__always)
    private func transmit(
        _ exchange: Exchange,
        _ body: ResponseBodyUse,
        _ rules: ConnectionRules,
        _ params: inout FetchParams
    ) async throws(TransportError) -> HTTPResponse {
        let message = HTTPRequest(
            method: exchange.method,
            url: exchange.url,
            headers: exchange.requestHeaders,
            body: exchange.requestBody,
            responseBody: body,
            includesCredentials: exchange.includesCredentials,
            connectionRules: rules
        )
        guard params.request.mode == .webSocket else { return try await transport.send(message) }
        let answer = try await transport.openWebSocket(message)
        params.webSocketAnswer = answer
        return answer.response
    }

    private func notifyProcesses(_ verdicts: [SetCookieVerdict], about params: FetchParams) {
        guard processes != nil else { return }
        let host = params.request.currentURL.host ?? .empty
        // A navigation belongs to the browser: its document has no process yet.
        let client = params.request.mode == .navigate ? nil : params.client
        processes?.apply(
            verdicts,
            ofSite: CookieJar.siteKey(of: host, suffixes: suffixes),
            from: client.map { Site(of: $0.url.origin, suffixes: suffixes) }
        )
    }

    private func storeCookies(
        _ lines: [ByteString],
        response: HTTPResponse,
        context: CookieContext
    ) throws(FetchFailure) -> [SetCookieVerdict] {
        let date = response.headers.get("Date").flatMap(Moment.init(httpDate:))
        var noCopy: ContentProcessCookies?
        var verdicts: [SetCookieVerdict] = []
        for line in lines {
            verdicts.append(
                try reading(
                    try storeCookie(.line(line), responseDate: date, in: context, through: &noCopy)
                )
            )
        }
        return verdicts
    }
}
