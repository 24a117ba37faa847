internal import WebOrigin

/// The conversion of hosts like `bücher.example` to ASCII.
public enum InternationalNames {
    /// Sets a function of yours that converts such hosts, in place of ICU (which the product
    /// `BrowserRulesSystem` brings).
    ///
    /// Call it before the first URL is parsed; afterwards it has no effect. Without either, a URL with
    /// such a host is an ``InvalidURL``.
    ///
    /// - Parameter toASCII: Unicode ToASCII of UTS 46, non-transitional, not strict; returns `nil` if
    ///   that fails. https://url.spec.whatwg.org/#concept-domain-to-ascii
    public static func convert(with toASCII: @escaping @Sendable (_ domain: String) -> String?) {
        NameServices.convert { domain throws(HostProblem) in
            guard let ascii = toASCII(domain) else { throw .idna([]) }
            return Array(ascii.utf8)
        }
    }
}
