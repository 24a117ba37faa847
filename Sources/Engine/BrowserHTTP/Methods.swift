internal import BrowserInfra

/// https://fetch.spec.whatwg.org/#methods
package enum Method {
    /// Whether the method is a `token` of RFC 9110.
    ///
    /// https://fetch.spec.whatwg.org/#concept-method
    package static func isValid(_ method: String) -> Bool {
        !method.isEmpty && method.utf8.allSatisfy(\.isHTTPTokenCodePoint)
    }

    /// https://fetch.spec.whatwg.org/#cors-safelisted-method
    package static func isCORSSafelisted(_ method: String) -> Bool {
        ["GET", "HEAD", "POST"].contains(method)
    }

    /// https://fetch.spec.whatwg.org/#forbidden-method
    package static func isForbidden(_ method: String) -> Bool {
        ["CONNECT", "TRACE", "TRACK"].contains(method.asciiUppercased)
    }

    /// Uppercases six methods and leaves all others unchanged: `patch` stays `patch`.
    ///
    /// https://fetch.spec.whatwg.org/#concept-method-normalize
    package static func normalize(_ method: String) -> String {
        let upper = method.asciiUppercased
        return ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"].contains(upper)
            ? upper : method
    }

    /// Whether the method is safe as defined in RFC 9110 section 9.2.1, which SameSite=Lax
    /// requires.
    package static func isSafe(_ method: String) -> Bool {
        ["GET", "HEAD", "OPTIONS", "TRACE"].contains(method)
    }
}
