package import BrowserInfra
package import WebOrigin

extension Host {
    /// Whether this host may use cookies of `domain` that are not host-only.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.1.3
    package func domainMatches(_ domain: String) -> Bool {
        switch self {
        // 1. The domain and the host are identical.
        // 2. Or the domain is a suffix of the host, preceded by a dot, and the host is a name
        //    rather than an address.
        case .domain(let name): name == domain || isSubdomain(name, of: domain)
        case .ipv4, .ipv6, .opaque, .empty: serialized == domain
        }
    }
}

/// Whether `name` ends with a dot followed by `domain`.
func isSubdomain(_ name: String, of domain: String) -> Bool {
    let rest = name.utf8.count - domain.utf8.count
    guard rest > 0, !domain.isEmpty else { return false }
    // This runs for every cookie of a site, and a string's own UTF-8 view checks every byte.
    let isSubdomain = name.utf8.withContiguousStorageIfAvailable { name in
        domain.utf8.withContiguousStorageIfAvailable { domain in
            name[rest - 1] == UInt8(ascii: ".")
                && domain.indices.allSatisfy { name[rest + $0] == domain[$0] }
        }
    }
    return (isSubdomain ?? nil) ?? name.hasSuffix("." + domain)
}

extension ByteString {
    /// Whether a request for this path carries cookies whose path is `cookiePath`.
    package func pathMatches(_ cookiePath: ByteString) -> Bool {
        bytes.withUnsafeBufferPointer { path in
            cookiePath.bytes.withUnsafeBufferPointer { path.pathMatches($0) }
        }
    }
}

extension Cookie {
    /// Whether a request for `requestPath` carries this cookie.
    func isOnPath(of requestPath: ByteString) -> Bool {
        withBytes { _, _, path in
            requestPath.bytes.withUnsafeBufferPointer { $0.pathMatches(path) }
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether a request for this path carries cookies whose path is `cookiePath`.
    ///
    /// The comparison is bytewise: case matters and nothing is decoded.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.1.4
    func pathMatches(_ cookiePath: Self) -> Bool {
        // 1. The paths are identical,
        // 2. or the cookie's path is a prefix that ends in a slash,
        // 3. or a prefix after which the request's path continues with a slash.
        guard count >= cookiePath.count else { return false }
        for index in cookiePath.indices where self[index] != cookiePath[index] { return false }
        return count == cookiePath.count || cookiePath.last == UInt8(ascii: "/")
            || self[cookiePath.count] == UInt8(ascii: "/")
    }
}

extension WebURL {
    /// The path as it appears in the request line, without the query.
    var cookiePath: ByteString { ByteString(serializedPathBytes) }

    /// The path of a cookie that does not specify one: the directory of the request's URL.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.1.4
    package var defaultCookiePath: ByteString {
        // 1. Let path be the path of the request's URL.
        let path = cookiePath.bytes
        // 2. If it is empty or does not begin with a slash, the default is "/".
        // 3. It is also "/" if the path has no second slash.
        guard path.first == UInt8(ascii: "/"),
            let last = path.lastIndex(of: UInt8(ascii: "/")), last > 0
        else { return .rootPath }
        // 4. Otherwise, it is the part before the last slash.
        return ByteString(Array(path[..<last]))
    }
}

extension ByteString {
    /// `/`, shared by all cookies with that path.
    static let rootPath: ByteString = "/"
}
