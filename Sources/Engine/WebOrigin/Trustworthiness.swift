extension Origin {
    /// Whether data from this origin is protected from tampering in transit.
    ///
    /// https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy
    package var isPotentiallyTrustworthy: Bool {
        // 1. An opaque origin is not.
        guard case .tuple(let scheme, let host, _) = self else { return false }
        // 2. Assert: it is a tuple origin.
        // 3. https and wss are.
        if scheme == "https" || scheme == "wss" { return true }
        // 4., 5. A loopback address or name is: crumb resolves `localhost` names to loopback.
        if host.isLoopback { return true }
        // 6. file is; crumb's file URLs have opaque origins, and are handled below.
        // 7., 8. Schemes that the browser authenticates and origins that the user configured:
        //        crumb has neither.
        // 9. Anything else is not.
        return scheme == "file"
    }
}

extension WebURL {
    /// Whether data from this URL is protected from tampering in transit.
    ///
    /// https://www.w3.org/TR/secure-contexts/#is-url-trustworthy
    package var isPotentiallyTrustworthy: Bool {
        // 1. about:blank and about:srcdoc are.
        if scheme == "about", path == .opaque("blank") || path == .opaque("srcdoc") { return true }
        // 2. data is.
        if scheme == "data" { return true }
        // 3. Otherwise, the result for its origin. The origin of a file URL is opaque here, and has
        //    lost its scheme: return what the origin algorithm returns for "file".
        return scheme == "file" || origin.isPotentiallyTrustworthy
    }
}

extension Host {
    /// Whether it is in 127.0.0.0/8, or is ::1, `localhost` or `*.localhost` (with or without a
    /// trailing dot).
    package var isLoopback: Bool {
        switch self {
        case .ipv4(let address):
            return address >> 24 == 127
        case .ipv6(let pieces):
            return pieces == [0, 0, 0, 0, 0, 0, 0, 1]
        case .domain(let domain):
            let name = domain.hasSuffix(".") ? domain.dropLast() : domain[...]
            return name == "localhost" || name.hasSuffix(".localhost")
        case .opaque, .empty:
            return false
        }
    }
}
