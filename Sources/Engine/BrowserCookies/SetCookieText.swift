package import BrowserInfra

/// The parts of a `Set-Cookie` line, as a server writes it.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-4.1.1
package struct SetCookieText: Hashable, Sendable {
    package var name: ByteString
    package var value: ByteString
    /// `nil` omits the attribute, as in all that follow.
    package var path: ByteString?
    package var domain: String?
    /// In seconds.
    package var maxAge: Int64?
    package var isSecure = false
    package var isHTTPOnly = false
    /// As written.
    package var sameSite: String?
    package var isPartitioned = false
    package var priority: Cookie.Priority?

    package init(name: ByteString, value: ByteString) {
        self.name = name
        self.value = value
    }

    package var line: ByteString {
        var bytes = name.bytes
        // A cookie without a name is written as its value alone, unless the value would be parsed
        // as a name.
        if !name.isEmpty || value.bytes.contains(UInt8(ascii: "=")) {
            bytes.append(UInt8(ascii: "="))
        }
        bytes += value.bytes
        func add(_ text: String) { bytes += Array("; \(text)".utf8) }
        if let path {
            add("Path=")
            bytes += path.bytes
        }
        if let domain { add("Domain=\(domain)") }
        if let maxAge { add("Max-Age=\(maxAge)") }
        if isSecure { add("Secure") }
        if isHTTPOnly { add("HttpOnly") }
        if let sameSite { add("SameSite=\(sameSite)") }
        if isPartitioned { add("Partitioned") }
        if let priority { add("Priority=\(priority.displayName)") }
        return ByteString(bytes)
    }
}
