internal import BrowserInfra

/// From what was written to the ASCII form of a domain.
enum DomainParser {
    /// The domain parser, *beStrict* being false.
    ///
    /// https://url.spec.whatwg.org/#concept-domain-to-ascii
    static func parse(_ domain: String) throws(HostProblem) -> [UInt8] {
        // 1. to 3. The strict result serves only a validation error and a strict caller.
        // 4., 5. An ASCII domain is lower-cased, and that is all: the web has names that would not
        //        pass ToASCII, such as `xn--a`.
        // 6. Otherwise ToASCII, whose failure is a failure.
        let result: [UInt8]
        if domain.utf8.allSatisfy({ $0 < 0x80 }) {
            result = domain.utf8.map(\.asciiLowercased)
        } else {
            result = try NameServices.current.toASCII(domain)
        }
        // 7. An empty result is a failure (a host of nothing but soft hyphens).
        guard !result.isEmpty else { throw .empty }
        // 8. A forbidden domain code point is a failure.
        if let forbidden = result.first(where: \.isForbiddenDomainCodePoint) {
            throw .forbiddenCodePoint(Unicode.Scalar(forbidden))
        }
        // 9. Return result.
        return result
    }
}
