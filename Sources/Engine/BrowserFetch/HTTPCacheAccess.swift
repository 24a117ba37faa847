internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// How a fetch uses the HTTP cache.
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

    /// What the cache has for the request, fresh or stale; nothing where it may not be asked.
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

    /// A request with a condition of the page's own is none that the cache may answer.
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

    /// A server can send a value that no client can send back, with a lone CR in it: that is none.
    func appendValidators(of stored: StoredResponse, to headers: inout HeaderList) {
        for (name, validator) in [
            ("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"),
        ] {
            guard let value = stored.headers.get(validator), Header.isValidValue(value)
            else { continue }
            headers.append(name, value)
        }
    }

    /// Steps 10.3 to 10.5: the response to go on with.
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
        // 10.5. Store the response, unless the request's cache mode forbids it; step 8.16 made that of a
        // conditional request "no-store", of which browsers may differ in the headers only.
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
                // It is stored when its body is there.
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

    /// The body of a response has come to its end; `body` is `nil` where it is not whole, or too long to
    /// be kept.
    func finishResponse(of stream: BodyStream, body: ByteString?) {
        guard var unfinished = unfinishedResponses.removeValue(forKey: stream), let body else {
            return
        }
        unfinished.response.body = body
        // Where the profile cannot be read, the next request says so.
        guard (try? loadResponses(for: unfinished.key)) != nil else { return }
        httpCache.store(
            unfinished.response,
            key: unfinished.key,
            requestHeaders: unfinished.requestHeaders
        )
    }
}

/// A response that the cache may store, of which the body is still to come.
struct UnfinishedResponse {
    var response: StoredResponse
    var key: HTTPCache.Key
    var requestHeaders: HeaderList
}

extension StoredResponse {
    /// As it came, but without its cookies.
    var response: HTTPResponse {
        HTTPResponse(status: status, statusText: statusText, headers: headers, body: body)
    }
}
