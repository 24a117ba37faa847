package import BrowserInfra

/// A cookie that a copied request carried.
package struct CopiedCookie: Hashable, Sendable {
    package var name: ByteString
    package var value: ByteString
    /// The domain; `nil` when the copy does not have it, as in a `Cookie` header: then it is the
    /// URL's host.
    package var domain: String?
    package var path: String?

    package init(name: ByteString, value: ByteString, domain: String? = nil, path: String? = nil) {
        self.name = name
        self.value = value
        self.domain = domain
        self.path = path
    }
}

extension CopiedCookie {
    /// The cookies of a `Cookie` header.
    static func all(inHeader value: ByteString) -> [CopiedCookie] {
        value.bytes.split(separator: UInt8(ascii: ";")).compactMap { pair in
            let pair = ByteString(Array(pair)).trimming(while: \.isHTTPTabOrSpace).bytes
            guard !pair.isEmpty else { return nil }
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else {
                return CopiedCookie(name: "", value: ByteString(pair))
            }
            return CopiedCookie(
                name: ByteString(Array(pair[..<equals])),
                value: ByteString(Array(pair[(equals + 1)...]))
            )
        }
    }
}
