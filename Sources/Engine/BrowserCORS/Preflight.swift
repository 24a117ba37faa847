package import BrowserHTTP
package import BrowserInfra

/// The permissions that a preflight requests before the actual request may be sent.
///
/// https://fetch.spec.whatwg.org/#cors-preflight-fetch
package struct PreflightRequest: Hashable, Sendable {
    package var method: String
    /// In lower case and byte order.
    package var headerNames: [String]
    package var includesCredentials: Bool

    package init(method: String, headerNames: [String], includesCredentials: Bool) {
        self.method = method
        self.headerNames = headerNames
        self.includesCredentials = includesCredentials
    }
}

/// The permissions that a preflight's response grants, and for how long.
package struct PreflightPermissions: Hashable, Sendable {
    package var methods: [String]
    package var headerNames: [String]
    /// In seconds.
    package var maxAge: Int64
}

/// Checks the response to a preflight.
///
/// https://fetch.spec.whatwg.org/#cors-preflight-fetch, from step 7
///
/// `origin`: the request's origin, serialized.
package func judgePreflightResponse(
    status: Int,
    headers: HeaderList,
    to question: PreflightRequest,
    origin: String,
    policy: CORSPolicy
) throws(CORSFailure) -> PreflightPermissions {
    // Redirects are not followed, and browsers report them before they check any header.
    if Status.isRedirect(status), headers.contains("Location") {
        throw .preflightDisallowedRedirect(status)
    }
    // 7. If a CORS check returns success and the status is an ok status, then:
    do throws(CORSCheckFailure) {
        try corsCheck(
            headers,
            origin: origin,
            includesCredentials: question.includesCredentials
        )
    } catch {
        throw .check(error, on: .preflightResponse)
    }
    guard Status.isOK(status) else { throw .preflightInvalidStatus(status) }
    // 7.1-3. Extract the lists; if either is failure, then return a network error.
    let methods = try tokens(of: "Access-Control-Allow-Methods", in: headers) {
        .invalidAllowMethods(value: $0)
    }
    let headerNames = try tokens(of: "Access-Control-Allow-Headers", in: headers) {
        .invalidAllowHeaders(value: $0)
    }
    // 7.4. (use-CORS-preflight with methods null) left out, as in Chromium and Gecko: the method of an
    // XMLHttpRequest with upload listeners must be allowed like any other.
    // 7.5. If the method is not in methods, is not CORS-safelisted, and credentials are included
    // or methods does not contain `*`, then return a network error.
    let isMethodAllowed =
        methods.contains(question.method) || Method.isCORSSafelisted(question.method)
        || (!question.includesCredentials && methods.contains("*"))
    guard isMethodAllowed else {
        throw .methodDisallowed(
            method: question.method,
            allowed: methods,
            credentials: question.includesCredentials
        )
    }
    // 7.6-7. If a header's name is not in headerNames, and either it is a CORS non-wildcard
    // request-header name (`Authorization`), or credentials are included or headerNames does not
    // contain `*`, then return a network error.
    let isWildcard = !question.includesCredentials && headerNames.contains("*")
    for name in question.headerNames {
        if headerNames.contains(where: { $0.equalsIgnoringASCIICase(name) }) { continue }
        let isCovered =
            isWildcard && (name != "authorization" || policy.authorizationCoveredByWildcard)
        guard isCovered else {
            throw .headerDisallowed(
                name: name,
                allowed: headerNames,
                credentials: question.includesCredentials
            )
        }
    }
    // 7.8-10. Let max-age be `Access-Control-Max-Age`, the default on failure, limited to the
    // maximum.
    return PreflightPermissions(
        methods: methods,
        headerNames: headerNames,
        maxAge: preflightMaxAge(headers.get("Access-Control-Max-Age"), policy: policy)
    )
    // 7.11-14. The caller updates the cache.
}

private func tokens(
    of name: String,
    in headers: HeaderList,
    failure: (ByteString) -> CORSFailure
) throws(CORSFailure) -> [String] {
    guard let value = headers.get(name) else { return [] }
    guard let tokens = value.tokenList else { throw failure(value) }
    return tokens
}

/// The seconds in `Access-Control-Max-Age`, limited to the maximum.
package func preflightMaxAge(_ value: ByteString?, policy: CORSPolicy) -> Int64 {
    // An empty value counts as missing.
    guard let text = value?.utf8Validated, !text.isEmpty else {
        return policy.preflightMaxAgeDefault
    }
    let unreadable = policy.cachesUnreadableMaxAge ? policy.preflightMaxAgeDefault : 0
    let seconds: Int64
    switch policy.preflightMaxAgeGrammar {
    case .digits:
        guard text.utf8.allSatisfy(\.isASCIIDigit) else {
            return unreadable
        }
        seconds = Int64(text) ?? .max
    case .signedInteger:
        // Swift's own parser accepts an optional sign and digits, and nothing that does not fit.
        guard let number = Int64(text) else { return unreadable }
        seconds = max(number, 0)
    }
    return min(seconds, policy.preflightMaxAgeLimit)
}
