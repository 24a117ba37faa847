package import BrowserHTTP
internal import BrowserInfra

/// Returns the headers of a cross-origin response that are exposed to the page.
///
/// https://fetch.spec.whatwg.org/#concept-filtered-response-cors
package func corsExposedHeaders(_ headers: HeaderList, includesCredentials: Bool) -> HeaderList {
    // Main fetch, "response tainting is cors": let headerNames be the values of
    // `Access-Control-Expose-Headers`; `*` stands for every name unless credentials are included.
    let names = headers.get("Access-Control-Expose-Headers")?.tokenList ?? []
    let isWildcard = !includesCredentials && names.contains("*")
    return HeaderList(
        headers.headers.filter { header in
            if Header.isForbiddenInResponse(name: header.name) { return false }
            return isWildcard || isCORSSafelistedResponseHeaderName(header.name)
                || names.contains { $0.equalsIgnoringASCIICase(header.name) }
        }
    )
}

/// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
private func isCORSSafelistedResponseHeaderName(_ name: String) -> Bool {
    safelistedResponseHeaderNames.contains { $0.equalsIgnoringASCIICase(name) }
}

private let safelistedResponseHeaderNames = [
    "cache-control", "content-language", "content-length", "content-type", "expires",
    "last-modified", "pragma",
]

/// Returns the headers of a same-origin response that are exposed to the page.
///
/// https://fetch.spec.whatwg.org/#concept-filtered-response-basic
package func basicExposedHeaders(_ headers: HeaderList) -> HeaderList {
    HeaderList(headers.headers.filter { !Header.isForbiddenInResponse(name: $0.name) })
}
