internal import BrowserCORS
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// https://fetch.spec.whatwg.org/#concept-http-fetch
    func httpFetch(
        _ params: inout FetchParams,
        makeCORSPreflight: Bool
    ) async throws(FetchFailure) -> Response {
        // 3. (Service workers) A page's process handles them before the request gets here.
        // 4.1. If makeCORSPreflight is true and the cache does not cover the method and every
        // unsafe header, run a CORS-preflight fetch; if that fails, return a network error.
        if makeCORSPreflight {
            try await preflightUnlessCached(&params)
        }
        // 4.3. Let response be the result of HTTP-network-or-cache fetch.
        var message = try await httpNetworkOrCacheFetch(&params)
        if requestsRetry(message, of: params.request) {
            params.update { $0.kind = .retry }
            params.request.isRetriedWithStorageAccess = true
            let cache = params.request.cache
            if policy.storageAccess.retryCache != .default {
                params.request.cache = policy.storageAccess.retryCache
            }
            defer { params.request.cache = cache }
            message = try await httpNetworkOrCacheFetch(&params)
        }
        let request = params.request
        let response = Response(
            kind: PageResponse.Kind(request.responseTainting),
            message: message,
            urlList: request.urlList
        )
        // 4.4. If tainting is "cors" and a CORS check returns failure, return a network error.
        if request.responseTainting == .cors, !request.isUpgradedToOwnOrigin {
            do throws(CORSCheckFailure) {
                try corsCheck(
                    message.headers,
                    origin: serializedOrigin(of: request),
                    includesCredentials: request.credentials == .include
                )
                params.record(.passed)
            } catch {
                let failure = CORSFailure.check(error, on: .response)
                params.record(.failed(failure))
                throw .cors(failure)
            }
        }
        // 5. If tainting is "opaque" and the cross-origin resource policy check returns blocked,
        // return a network error.
        // (The document around a frame requires this check of the frame's response too.)
        if request.responseTainting == .opaque || request.mode == .navigate {
            try crossOriginResourcePolicyCheck(message, request: request, for: params.environment)
        }
        // 6. If the status is a redirect status, then switch on the redirect mode:
        // (A handshake fails on any status but 101.)
        guard Status.isRedirect(message.status) else {
            if request.mode == .navigate {
                try checkFraming(message, &params)
                try checkDownload(message, params)
            }
            try checkWorker(message, request: request, owner: params.client)
            return response
        }
        if request.mode == .webSocket {
            return params.isRedirectedInternally
                ? try await httpRedirectFetch(&params, response: response) : response
        }
        switch request.redirect {
        case .error:
            throw .redirectDisallowed(
                status: message.status,
                location: message.headers.get("Location")?.isomorphicDecoded ?? ""
            )
        case .manual:
            // Navigations also follow their redirects here, one by one.
            guard request.mode == .navigate else {
                return Response(
                    kind: .opaqueredirect,
                    message: message,
                    urlList: request.urlList
                )
            }
            return try await httpRedirectFetch(&params, response: response)
        case .follow:
            return try await httpRedirectFetch(&params, response: response)
        }
    }

    /// The request's origin as its `Origin` header shows it: `null` once a redirect has tainted it.
    ///
    /// https://fetch.spec.whatwg.org/#serializing-a-request-origin
    func serializedOrigin(of request: Request) -> String {
        // 1. If the redirect-taint is not "same-origin", return "null".
        request.hasCrossOriginRedirectTaint ? "null" : request.origin.serialized
    }
}

extension Request {
    /// Whether a hop led from an origin that was not the request's own to a different one.
    ///
    /// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
    var hasCrossOriginRedirectTaint: Bool {
        zip(urlList, urlList.dropFirst()).contains { previous, url in
            !url.origin.isSameOrigin(as: previous.origin)
                && !origin.isSameOrigin(as: previous.origin)
        }
    }
}

extension Request {
    /// Whether any redirect led from one origin to another.
    var hasCrossOriginHop: Bool {
        zip(urlList, urlList.dropFirst()).contains { !$0.origin.isSameOrigin(as: $1.origin) }
    }
}

extension PageResponse.Kind {
    init(_ tainting: ResponseTainting) {
        switch tainting {
        case .basic: self = .basic
        case .cors: self = .cors
        case .opaque: self = .opaque
        }
    }
}

extension Request {
    /// Whether the browser upgraded the URL to https, so that it became same-origin with the
    /// request.
    var isUpgradedToOwnOrigin: Bool {
        isUpgradedInternally && currentURL.origin.isSameOrigin(as: origin)
    }
}
