internal import WebOrigin

/// What hosts like `bücher.example` are in ASCII.
public enum InternationalNames {
    /// Has such hosts converted by a function of yours, in place of ICU (which the product
    /// `BrowserRulesSystem` brings).
    ///
    /// To be called before the first URL is parsed; afterwards it has no effect. Without either, a URL
    /// with such a host is an ``InvalidURL``.
    ///
    /// - Parameter toASCII: Unicode ToASCII of UTS 46, non-transitional, not strict; `nil` where that
    ///   fails. https://url.spec.whatwg.org/#concept-domain-to-ascii
    public static func convert(with toASCII: @escaping @Sendable (_ domain: String) -> String?) {
        NameServices.convert { domain throws(HostProblem) in
            guard let ascii = toASCII(domain) else { throw .idna([]) }
            return Array(ascii.utf8)
        }
    }
}
