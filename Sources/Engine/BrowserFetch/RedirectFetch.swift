internal import BrowserCORS
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// https://fetch.spec.whatwg.org/#http-redirect-fetch, step 7
package let redirectLimit = 20

extension Browser {
    /// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
    func httpRedirectFetch(
        _ params: inout FetchParams,
        response: Response
    ) async throws(FetchFailure) -> Response {
        let request = params.request
        let status = response.message.status
        // 3. Let locationURL be the response's location URL given the current URL's fragment.
        // 4. If it is null, then return response. 5. If it is failure, return a network error.
        guard let location = try location(of: response.message) else { return response }
        let locationURL = try parseLocation(location, of: request.currentURL)
        // 6. If its scheme is not an HTTP(S) scheme, then return a network error.
        guard locationURL.isHTTP else {
            let scheme = locationURL.scheme
            throw request.mode == .cors && !policy.fetch.unsafeRedirectSchemes.contains(scheme)
                ? .cors(.disabledScheme(locationURL.scheme))
                : .invalidRedirect(location: location.isomorphicDecoded)
        }
        // 7. If the redirect count is 20, then return a network error.
        if request.redirectCount == redirectLimit { throw .tooManyRedirects(limit: redirectLimit) }
        // 8. Increase the redirect count by 1.
        params.request.redirectCount += 1
        // 9-10. If locationURL includes credentials, and mode is "cors" and it is of another origin,
        // or tainting is "cors", then return a network error.
        if locationURL.includesCredentials {
            let isOtherOrigin = !request.origin.isSameOrigin(as: locationURL.origin)
            if (request.mode == .cors && isOtherOrigin) || request.responseTainting == .cors {
                throw .cors(.redirectContainsCredentials(location: location.isomorphicDecoded))
            }
        }
        // 11. (A body whose source is null) left out: every body here can be sent again.
        // 12. If status is 301 or 302 and the method POST, or status is 303 and the method neither
        // GET nor HEAD, then: GET, no body, no request-body headers.
        let becomesGet =
            ([301, 302].contains(status) && request.method == "POST")
            || (status == 303 && !["GET", "HEAD"].contains(request.method))
        if becomesGet {
            params.request.method = "GET"
            params.request.body = nil
            for name in Header.requestBodyNames { params.request.headers.delete(name) }
        }
        // 13. If locationURL is of another origin, delete CORS non-wildcard request-headers.
        if !request.currentURL.origin.isSameOrigin(as: locationURL.origin) {
            params.request.headers.delete("Authorization")
        }
        // 18. Append locationURL to the URL list.
        params.request.urlList.append(locationURL)
        params.request.urlBeforeUpgrade = nil
        params.request.isRetriedWithStorageAccess = false
        params.request.targetAddressSpace = nil
        // 19. Set the referrer policy on redirect.
        if let header = response.message.headers.get("Referrer-Policy"),
            let policy = ReferrerPolicy(parsingHeader: header.decodedAndSplit)
        {
            params.request.referrerPolicy = policy
        }
        params.update { $0.kind = .redirect }
        // 22. Return the result of main fetch.
        return try await mainFetch(&params)
    }

    /// The value of `Location`; `nil` where there is no redirect to follow.
    private func location(of response: HTTPResponse) throws(FetchFailure) -> ByteString? {
        let values = response.headers.values(of: "Location")
        guard let combined = response.headers.get("Location") else { return nil }
        if combined.isEmpty, policy.fetch.emptyLocation == .none { return nil }
        switch policy.fetch.severalLocations {
        case .combined: return combined
        case .refused:
            if Set(values).count == 1 { return values.first }
            throw .invalidRedirect(location: combined.isomorphicDecoded)
        }
    }

    /// https://fetch.spec.whatwg.org/#concept-response-location-url
    private func parseLocation(
        _ location: ByteString,
        of currentURL: WebURL
    ) throws(FetchFailure) -> WebURL {
        // 3. If location is a value, parse it with the response's URL.
        // Bytes beyond ASCII are percent-encoded as they are, as browsers do it, whether they are UTF-8
        // or not.
        let text = location.percentEncodingNonASCII
        guard var url = try? WebURL(parsing: text, base: currentURL) else {
            throw .invalidRedirect(location: location.isomorphicDecoded)
        }
        // 4. If its fragment is null, then set it to requestFragment.
        if url.fragment == nil { url = url.withFragment(currentURL.fragment) }
        return url
    }
}

extension ByteString {
    fileprivate var percentEncodingNonASCII: String {
        if bytes.allSatisfy({ $0 < 0x80 }) { return utf8Decoded }
        let hex = Array("0123456789ABCDEF".utf8)
        let encoded = bytes.flatMap { byte in
            byte < 0x80 ? [byte] : [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
