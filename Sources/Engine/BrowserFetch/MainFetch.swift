internal import BrowserCORS
internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// Runs a request to completion and returns its report.
    func run(
        _ request: Request,
        client: Page?,
        template: FetchReport.Template,
        warnings: [RequestWarning] = []
    ) async -> FetchReport {
        var params = FetchParams(request: request, client: client, warnings: warnings)
        do throws(FetchFailure) {
            // (A navigation of the tab has no document yet, and leaves the one that contains its
            // link alone.)
            if request.isTopLevelNavigation {
                try reading(try loadProcesses())
            } else if let client {
                try reading(try ensureProcess(of: client))
            }
            params.request.isFromWorker = client?.isWorker ?? false
            setDefaultHeaders(&params.request)
            params.request.originalMethod = request.method
            params.request.originalUnsafeHeaderNames = corsUnsafeRequestHeaderNames(
                params.request.headers,
                policy: policy.cors
            )
            let response = try await mainFetch(&params)
            if !params.violationReports.isEmpty { await finishReports(&params) }
            // XMLHttpRequest only delivers complete responses; otherwise it has status 0 and fires
            // `error`.
            // https://xhr.spec.whatwg.org/#request-error-steps
            if request.initiator == .xhr, let error = response.message.bodyError {
                throw .transport(error)
            }
            return template.report(
                .fulfilled(response.filtered(for: params.request, policy: policy)),
                of: params,
                response: response,
                suffixes: suffixes
            )
        } catch {
            await finishReports(&params)
            return template.report(.rejected(error), of: params, suffixes: suffixes)
        }
    }

    /// Sets the `Accept` header, which every fetch has and which counts as set by the page.
    ///
    /// https://fetch.spec.whatwg.org/#concept-fetch
    func setDefaultHeaders(_ request: inout Request) {
        // 13. If the header list does not contain `Accept`, append the value for the destination.
        if !request.headers.contains("Accept") {
            request.headers.append("Accept", policy.headers.accept(for: request))
        }
    }

    /// https://fetch.spec.whatwg.org/#concept-main-fetch
    func mainFetch(_ params: inout FetchParams) async throws(FetchFailure) -> Response {
        // HSTS does not matter to a request that is already secure.
        if params.request.currentURL.scheme == "http" {
            try reading(try loadTransportSecurity())
        }
        // 3. (local-URLs-only flag) left out: nothing here sets it.
        // 5. Upgrade request to a potentially trustworthy URL, if the page's policy requires it.
        upgradeInsecureRequest(&params)
        // 6. Upgrade a mixed content request to a potentially trustworthy URL, if appropriate.
        upgradeMixedContent(&params)
        let request = params.request
        if policy.fetch.modeCheck == .beforeBlocking {
            try checkMode(request, client: params.client)
        }
        // 7. If the request should be blocked due to a bad port, as mixed content or by the page's
        // policy, return a network error.
        try checkPort(of: request.currentURL)
        do throws(FetchFailure) {
            try checkContentSecurityPolicy(&params)
        } catch {
            await startReports(&params)
            throw error
        }
        // (The call has a cost, and usually there are no violations.)
        if !params.violationReports.isEmpty { await startReports(&params) }
        let environment = params.environment
        try checkMixedContent(request, client: environment, warnings: &params.warnings)
        // 10. (HSTS) A browser that upgrades the request without a redirect does so here; the
        // original URL still counts for the tainting.
        let wasUntainted = isUntainted(request)
        if upgradeInternally(&params) {
            let isUntainted = wasUntainted && isUntainted(params.request)
            return try await fetchDetermined(&params, isUntainted: isUntainted)
        }
        return try await fetchDetermined(&params, isUntainted: wasUntainted)
    }

    /// The algorithm from step 8 on.
    @inline(__always)
    private func fetchDetermined(
        _ params: inout FetchParams,
        isUntainted: Bool
    ) async throws(FetchFailure) -> Response {
        let request = params.request
        // 8-9. Determine the referrer, under the request's referrer policy.
        params.request.previousReferrer = request.determinedReferrer
        var determined = referrer(of: request, client: params.client)
        if policy.fetch.thirdPartyReferrer == .originOnly, request.mode != .navigate,
            let client = params.client, isThirdParty(request.currentURL, for: client)
        {
            determined = determined?.strippingAllButOrigin()
        }
        params.request.determinedReferrer = determined
        // 12. Run the steps of the first matching statement:
        if isUntainted {
            // Same origin and tainting "basic"; or "data"; or mode "navigate" or "websocket":
            // scheme fetch.
            params.request.responseTainting = .basic
            return try await schemeFetch(&params)
        }
        try checkMode(request, client: params.client)
        if request.mode == .noCORS {
            // Mode "no-cors": set tainting to "opaque".
            params.request.responseTainting = .opaque
            return try await schemeFetch(&params)
        }
        params.request.responseTainting = .cors
        let needsPreflight =
            request.isUnsafeRequest && !request.isUpgradedToOwnOrigin
            && (request.usesCORSPreflight || !Method.isCORSSafelisted(request.method)
                || !corsUnsafeRequestHeaderNames(request.headers, policy: policy.cors).isEmpty
                || (request.wasUnsafe && policy.fetch.redirectedPreflight != .whereNeeded))
        guard needsPreflight else {
            // Otherwise: set tainting to "cors" and run HTTP fetch.
            return try await httpFetch(&params, makeCORSPreflight: false)
        }
        // An unsafe method or header: run HTTP fetch with a preflight; if that returns a network
        // error, clear the cache entries.
        let key = preflightCacheKey(of: request, client: params.client)
        try reading(try loadPreflights(for: key))
        do throws(FetchFailure) {
            return try await httpFetch(&params, makeCORSPreflight: true)
        } catch {
            clearPreflightCache(key)
            throw error
        }
        // 13-21. Filtering is done by `Response.filtered`, the checks of type and nosniff by
        // `ElementEvent`. The range check is left out.
    }

    /// Same origin and tainting "basic"; or "data"; or mode "navigate" or "websocket".
    private func isUntainted(_ request: Request) -> Bool {
        let url = request.currentURL
        return (url.origin.isSameOrigin(as: request.origin) && request.responseTainting == .basic)
            || url.scheme == "data" || request.mode == .navigate || request.mode == .webSocket
    }

    /// The statements of step 12 that return a network error without contacting the server.
    private func checkMode(_ request: Request, client: Page?) throws(FetchFailure) {
        if isUntainted(request) { return }
        let url = request.currentURL
        switch request.mode {
        case .sameOrigin:
            // Mode "same-origin": return a network error.
            throw .disallowedByMode(
                url: url,
                origin: request.origin.serialized,
                by: request.resource
            )
        case .noCORS:
            // Mode "no-cors": if the redirect mode is not "follow", return a network error. (The
            // mode of a violation report is "error", and browsers send it to other origins anyway.)
            guard request.redirect == .follow || request.destination == .report else {
                throw .noCORSRedirectModeNotFollow(url: url)
            }
        case .cors:
            // The scheme is not an HTTP(S) scheme: return a network error.
            guard url.isHTTP else {
                // The page could load the URL as a script, but it may not read it.
                let isNoAccess =
                    request.initiator == .eventSource
                    || (request.initiator != .fetch && mayReadFile(at: url, for: client))
                throw isNoAccess ? .cors(.disabledScheme(url.scheme)) : .unsupportedScheme(url)
            }
        case .navigate, .webSocket: break
        }
    }

    /// https://fetch.spec.whatwg.org/#concept-scheme-fetch
    private func schemeFetch(_ params: inout FetchParams) async throws(FetchFailure) -> Response {
        let url = params.request.currentURL
        switch url.scheme {
        case "http", "https":
            return try await httpFetch(&params, makeCORSPreflight: false)
        case "data":
            // Run the data: URL processor; if it fails, return a network error.
            guard let data = DataURL(url) else { throw .unsupportedScheme(url) }
            var headers = HeaderList([Header(name: "Content-Type", value: data.mimeType)])
            if policy.fetch.dataURLHasLength {
                headers.append("Content-Length", ByteString(utf8: "\(data.body.count)"))
            }
            return Response(
                kind: .basic,
                message: HTTPResponse(
                    status: 200,
                    statusText: "OK",
                    headers: headers,
                    body: data.body
                ),
                urlList: params.request.urlList
            )
        case "file" where mayReadFile(at: url, for: params.client):
            return try await readFile(&params)
        default:
            // about: and blob: are left out: a page's blobs cannot be read here.
            throw .unsupportedScheme(url)
        }
    }

    /// The referrer policy that applies: for another site, a browser may allow no more than the
    /// default.
    private func effectiveReferrerPolicy(of request: Request, source: WebURL?) -> ReferrerPolicy {
        let isBound =
            switch policy.fetch.crossSiteReferrer {
            case .byPolicy: false
            case .byDefaultPolicy: true
            case .byDefaultPolicyInPages: !request.isTopLevelNavigation
            }
        guard isBound, let source,
            [.unsafeURL, .noReferrerWhenDowngrade, .originWhenCrossOrigin]
                .contains(request.referrerPolicy),
            !Site(of: source.origin, suffixes: suffixes)
                .isSameSite(as: Site(of: request.currentURL.origin, suffixes: suffixes))
        else { return request.referrerPolicy }
        return .default
    }

    private func referrer(of request: Request, client: Page?) -> WebURL? {
        var source: WebURL?
        switch request.referrer {
        case .none: source = nil
        case .url(let text): source = try? WebURL(parsing: text)
        case .client:
            let isOfDocument =
                policy.fetch.opaqueReferrer != .none
                && ([.eventSource, .beacon].contains(request.initiator)
                    || request.mode == .navigate)
            let document = client?.documentReferrerSource
            source = isOfDocument ? document : client?.referrerSource
            if isOfDocument, client?.origin.isOpaque == true,
                policy.fetch.opaqueReferrer == .ofDocumentRequests
            {
                source = document.flatMap { $0.isHTTP ? $0.strippingAllButOrigin() : nil }
            }
            if policy.navigation.localReferrer == .ofTheCreator, request.mode != .navigate,
                let creator = client?.creatorReferrerSource
            {
                source = creator
            }
        }
        if request.redirectCount > 0, policy.fetch.redirectedReferrer == .fromThePreviousHop {
            source = request.determinedReferrer
        }
        let policy = effectiveReferrerPolicy(of: request, source: source)
        let determined = { (url: WebURL) in
            self.referrer(from: source, under: policy, to: url)
        }
        // The referrer of a navigation is determined before its URL is upgraded. If other rules do
        // not see that upgrade as a redirect, the referrer is also trimmed for the new URL.
        guard request.mode == .navigate, let written = request.urlBeforeUpgrade else {
            return determined(request.currentURL)
        }
        if request.isUpgradedInternally { return determined(written) }
        return determined(written) == nil ? nil : determined(request.currentURL)
    }

    /// Whether the URLs, rather than the origins, have different registrable domains.
    private func isThirdParty(_ url: WebURL, for page: Page) -> Bool {
        guard let top = (page.ancestors.first ?? page).documentReferrerSource else { return false }
        let sites = [url, top].map { Site(of: $0.origin, suffixes: suffixes) }
        return !sites[0].isSchemelesslySameSite(as: sites[1])
    }
}
