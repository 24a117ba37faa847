internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// The steps of a fetch that use the HTTP cache.
///
/// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, steps 8.24 to 10.5
extension Browser {
    /// https://fetch.spec.whatwg.org/#determine-the-http-cache-partition
    func httpCacheKey(of request: Request, client: Page?) -> HTTPCache.Key {
        let site =
            client?.topLevelSite(suffixes: suffixes)
            ?? Site(of: request.currentURL.origin, suffixes: suffixes)
        return HTTPCache.Key(
            partition: site.serialized,
            url: request.currentURL.serialized(excludingFragment: true)
        )
    }

    /// Returns the cached response for the request, fresh or stale; `nil` if the cache may not be
    /// used.
    func storedResponse(
        for request: Request,
        key: HTTPCache.Key,
        headers: HeaderList
    ) throws(FetchFailure) -> StoredResponse? {
        // 8.24. If the cache mode is neither "no-store" nor "reload", select a stored response.
        guard request.method == "GET", ![.noStore, .reload].contains(request.cache),
            !isConditional(request), !request.headers.contains("Range")
        else { return nil }
        try reading(try loadResponses(for: key))
        return httpCache.select(key, requestHeaders: headers)
    }

    /// Whether the page itself set a conditional header, in which case the cache may not be used.
    func isConditional(_ request: Request) -> Bool {
        [
            "If-Modified-Since", "If-None-Match", "If-Unmodified-Since", "If-Match", "If-Range",
        ].contains(where: request.headers.contains)
    }

    func needsValidation(_ stored: StoredResponse, for request: Request) -> Bool {
        switch request.cache {
        case .default: !stored.isFresh(at: now())
        case .forceCache, .onlyIfCached: false
        case .noCache, .noStore, .reload: true
        }
    }

    /// Appends the stored response's validators. A server can send a value that no client may send
    /// back, for instance with a lone CR in it; such a validator is ignored.
    func appendValidators(of stored: StoredResponse, to headers: inout HeaderList) {
        for (name, validator) in [
            ("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"),
        ] {
            guard let value = stored.headers.get(validator), Header.isValidValue(value)
            else { continue }
            headers.append(name, value)
        }
    }

    /// Steps 10.3 to 10.5. Returns the response to continue with.
    func updateHTTPCache(
        _ key: HTTPCache.Key,
        with response: HTTPResponse,
        validating stored: StoredResponse?,
        request: Request,
        headers: HeaderList,
        requestTime: Moment
    ) throws(FetchFailure) -> HTTPResponse {
        // 10.3. If the method is unsafe and the status in the range 200 to 399, invalidate.
        if !Method.isSafe(request.method), (200...399).contains(response.status) {
            try reading(try loadResponses(for: key))
            httpCache.invalidate(key)
        }
        // 10.4. If this was a validation and the status is 304, freshen the stored response.
        if let stored, response.status == 304 {
            return httpCache.freshen(
                stored,
                with: response,
                key: key,
                requestTime: requestTime,
                responseTime: now()
            ).response
        }
        // 10.5. Store the response, unless the request's cache mode forbids it. Step 8.16 set the
        // mode of a conditional request to "no-store"; browsers may only differ in the headers that
        // they send for it.
        if request.cache != .noStore, request.cache != .default || !isConditional(request),
            let storable = HTTPCache.storable(
                response,
                method: request.method,
                requestHeaders: headers,
                requestTime: requestTime,
                responseTime: now()
            )
        {
            if let stream = response.stream {
                // It is stored once its body is complete.
                unfinishedResponses[stream] = UnfinishedResponse(
                    response: storable,
                    key: key,
                    requestHeaders: headers
                )
                return response
            }
            try reading(try loadResponses(for: key))
            httpCache.store(storable, key: key, requestHeaders: headers)
        }
        return response
    }

    /// Stores a response whose body has ended; `body` is `nil` if it is incomplete, or too long to
    /// be kept.
    func finishResponse(of stream: BodyStream, body: ByteString?) {
        guard var unfinished = unfinishedResponses.removeValue(forKey: stream), let body else {
            return
        }
        unfinished.response.body = body
        // If the profile cannot be read, the next request reports it.
        guard (try? loadResponses(for: unfinished.key)) != nil else { return }
        httpCache.store(
            unfinished.response,
            key: unfinished.key,
            requestHeaders: unfinished.requestHeaders
        )
    }
}

/// A response that the cache may store once its body has arrived.
struct UnfinishedResponse {
    var response: StoredResponse
    var key: HTTPCache.Key
    var requestHeaders: HeaderList
}

extension StoredResponse {
    /// The response as it was received, but without its cookies.
    var response: HTTPResponse {
        HTTPResponse(status: status, statusText: statusText, headers: headers, body: body)
    }
}
