package import BrowserCookies
package import BrowserInfra
internal import WebOrigin

/// A `Set-Cookie` line that can be changed: its attributes in order, including those without effect.
package struct SetCookieLine: Hashable, Sendable {
    /// One attribute of the line.
    package struct Attribute: Hashable, Sendable {
        package var name: String
        /// The attribute's value; `nil` if there is no equals sign.
        package var value: String?
    }

    /// The text before the first semicolon.
    var pair: ByteString
    var attributes: [Attribute]
    /// Whether Secure is only set over a secure connection, for a server that is developed over http and
    /// deployed behind https.
    package var isSecureMatchingConnection = false

    /// Parses a line.
    package init(_ line: ByteString) {
        let parts = line.bytes.split(
            separator: UInt8(ascii: ";"),
            omittingEmptySubsequences: false
        )
        pair = ByteString(Array(parts[0].trimming(while: \.isHTTPTabOrSpace)))
        attributes = parts.dropFirst().compactMap { part in
            // Bytes instead of text: the first `reversed()` on a string in a process takes a million
            // instructions to create the metadata of its types.
            let bytes = part.trimming(while: \.isHTTPTabOrSpace)
            guard !bytes.isEmpty else { return nil }
            let space = UInt8(ascii: " ")
            let equals = bytes.firstIndex(of: UInt8(ascii: "="))
            let name = bytes[..<(equals ?? bytes.endIndex)].trimming { $0 == space }
            let value = equals.map { bytes[($0 + 1)...].drop { $0 == space } }
            return Attribute(
                name: String(decoding: name, as: UTF8.self),
                value: value.map { String(decoding: $0, as: UTF8.self) }
            )
        }
    }

    /// Creates the line that would have stored this cookie.
    package init(_ cookie: Cookie) {
        var text = SetCookieText(name: cookie.name, value: cookie.value)
        text.path = cookie.path
        if !cookie.isHostOnly { text.domain = cookie.domain }
        text.maxAge = cookie.expiry.map {
            max(1, $0.microseconds(since: cookie.creation) / 1_000_000)
        }
        text.isSecure = cookie.isSecure
        text.isHTTPOnly = cookie.isHTTPOnly
        text.sameSite = cookie.sameSite.displayName
        text.isPartitioned = cookie.hasPartitionedAttribute
        text.priority = cookie.priority == .medium ? nil : cookie.priority
        self.init(text.line)
    }

    /// Returns the line as it is sent, over https or not.
    package func bytes(isSecureConnection: Bool) -> ByteString {
        var line = self
        if isSecureMatchingConnection, !isSecureConnection { line.remove("Secure") }
        let texts = line.attributes.map { attribute in
            attribute.name + (attribute.value.map { "=\($0)" } ?? "")
        }
        return ByteString(
            pair.bytes + texts.flatMap { Array("; \($0)".utf8) }
        )
    }

    /// Returns the name in a line whose attributes are not needed.
    static func name(in line: ByteString) -> ByteString {
        let pair = line.bytes.prefix { $0 != UInt8(ascii: ";") }
        guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return "" }
        return ByteString(Array(pair[..<equals])).trimming(while: \.isHTTPTabOrSpace)
    }

    // MARK: Parts of the line

    /// The value of the last attribute of this name, which is the effective one; setting it removes the
    /// others.
    package subscript(_ name: String) -> String? {
        get { attributes.last { $0.name.equalsIgnoringASCIICase(name) }.map { $0.value ?? "" } }
        set {
            let index = attributes.firstIndex { $0.name.equalsIgnoringASCIICase(name) }
            remove(name)
            guard let newValue else { return }
            let value = newValue.isEmpty ? nil : newValue
            let attribute = Attribute(name: name, value: value)
            attributes.insert(attribute, at: index ?? attributes.count)
        }
    }

    /// Returns whether the line has an attribute.
    package func has(_ name: String) -> Bool { self[name] != nil }

    /// Removes all attributes with this name.
    package mutating func remove(_ name: String) {
        attributes.removeAll { $0.name.equalsIgnoringASCIICase(name) }
    }

    /// The cookie's name; setting it keeps the value.
    package var name: ByteString {
        get {
            guard let equals = pair.bytes.firstIndex(of: UInt8(ascii: "=")) else { return "" }
            return ByteString(Array(pair.bytes[..<equals])).trimming(while: \.isHTTPTabOrSpace)
        }
        set { pair = ByteString(newValue.bytes + [UInt8(ascii: "=")] + value.bytes) }
    }

    /// The cookie's value; setting it keeps the name.
    package var value: ByteString {
        get {
            guard let equals = pair.bytes.firstIndex(of: UInt8(ascii: "=")) else { return pair }
            return ByteString(Array(pair.bytes[(equals + 1)...]))
                .trimming(while: \.isHTTPTabOrSpace)
        }
        set {
            guard pair.bytes.contains(UInt8(ascii: "=")) else {
                pair = newValue
                return
            }
            pair = ByteString(name.bytes + [UInt8(ascii: "=")] + newValue.bytes)
        }
    }

    /// The value of `SameSite` as browsers parse it; `nil` if the attribute is missing or unknown.
    package var sameSite: Cookie.SameSite? {
        switch self["SameSite"]?.asciiLowercased {
        case "strict": .strict
        case "lax": .lax
        case "none": Cookie.SameSite.none
        default: nil
        }
    }
}
