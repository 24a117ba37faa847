internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

// The responses of a server that grants these permissions.

extension RequiredCORSHeaders {
    /// The headers for every response, including errors.
    var responseHeaders: HeaderList {
        var headers = HeaderList()
        apply(to: &headers)
        return headers
    }

    /// Replaces the CORS headers in `headers` with those that grant these permissions.
    func apply(to headers: inout HeaderList) {
        let isForAll = origins == ["*"]
        headers.set("Access-Control-Allow-Origin", ByteString(utf8: isForAll ? "*" : origin))
        if !isForAll { headers.append("Vary", "Origin") }
        if includesCredentials { headers.set("Access-Control-Allow-Credentials", "true") }
        if !exposedHeaders.isEmpty {
            let names = exposedHeaders.joined(separator: ", ")
            headers.set("Access-Control-Expose-Headers", ByteString(utf8: names))
        }
    }

    var preflightResponse: HTTPResponse {
        var headers = responseHeaders
        let methods = (methods + listedMethods).uniqued().joined(separator: ", ")
        headers.set("Access-Control-Allow-Methods", ByteString(utf8: methods))
        let names = (headerNames + listedHeaders).uniqued().joined(separator: ", ")
        if !names.isEmpty { headers.set("Access-Control-Allow-Headers", ByteString(utf8: names)) }
        if let maxAge { headers.set("Access-Control-Max-Age", ByteString(utf8: String(maxAge))) }
        return HTTPResponse(status: 204, headers: headers)
    }
}
