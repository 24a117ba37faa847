internal import BrowserInfra

/// Converts a domain as written to its ASCII form.
enum DomainParser {
    /// The domain parser, *beStrict* being false.
    ///
    /// https://url.spec.whatwg.org/#concept-domain-to-ascii
    static func parse(_ domain: String) throws(HostProblem) -> [UInt8] {
        // 1. to 3. The strict result is needed only for a validation error and for a strict caller.
        // 4., 5. An ASCII domain is lowercased and nothing else: the web has names that would not
        // pass ToASCII, such as `xn--a`.
        // 6. Otherwise, run ToASCII, whose failure is a failure.
        let result: [UInt8]
        if domain.utf8.allSatisfy({ $0 < 0x80 }) {
            result = domain.utf8.map(\.asciiLowercased)
        } else {
            result = try NameServices.current.toASCII(domain)
        }
        // 7. An empty result is a failure (for example, of a host made up of soft hyphens).
        guard !result.isEmpty else { throw .empty }
        // 8. A forbidden domain code point is a failure.
        if let forbidden = result.first(where: \.isForbiddenDomainCodePoint) {
            throw .forbiddenCodePoint(Unicode.Scalar(forbidden))
        }
        // 9. Return result.
        return result
    }
}
