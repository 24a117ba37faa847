package import BrowserInfra

/// A part of the line, looked at where it lies: only what is kept is copied.
typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

/// What one `Set-Cookie` line (or one string written to `document.cookie`) says, before anybody
/// has asked whether it may.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.6
package struct SetCookieHeader: Hashable, Sendable {
    package private(set) var name: ByteString
    package private(set) var value: ByteString
    /// As it is written; `nil` where it is missing or empty.
    package private(set) var domain: ByteString?
    /// As it is written; `nil` where it is missing or does not begin with a slash.
    package private(set) var path: ByteString?
    /// On the server's clock.
    package private(set) var expires: Moment?
    /// In seconds, saturated.
    package private(set) var maxAge: Int64?
    package private(set) var isSecure = false
    package private(set) var isHTTPOnly = false
    package private(set) var isPartitioned = false
    package private(set) var sameSite = Cookie.SameSite.unspecified
    package private(set) var priority = Cookie.Priority.medium
    /// What was written but does not count.
    package private(set) var warnings: [CookieWarning] = []

    /// The most bytes that a name and its value may have together.
    package static let pairLimit = 4096
    /// The most bytes that an attribute's value may have.
    package static let attributeLimit = 1024

    init(
        name: ByteString,
        value: ByteString,
        domain: ByteString?,
        path: ByteString?,
        expires: Moment?,
        isSecure: Bool,
        isPartitioned: Bool,
        sameSite: Cookie.SameSite
    ) {
        self.name = name
        self.value = value
        self.domain = domain
        self.path = path
        self.expires = expires
        self.isSecure = isSecure
        self.isPartitioned = isPartitioned
        self.sameSite = sameSite
    }

    package init(parsing line: ByteString, policy: CookiePolicy) throws(CookieRefusal) {
        self = try line.bytes.withUnsafeBufferPointer { (bytes) throws(CookieRefusal) in
            try SetCookieHeader(parsing: bytes[...], policy: policy)
        }
    }

    private init(parsing bytes: Bytes, policy: CookiePolicy) throws(CookieRefusal) {
        // 1. If the line contains a control character other than a tab, ignore the cookie.
        //    (Asked in step 5a, because browsers report an empty or over-long pair first.)
        // 2. The name-value pair is what stands before the first semicolon.
        let pairEnd = bytes.firstIndex(of: UInt8(ascii: ";")) ?? bytes.endIndex
        let pair = bytes[..<pairEnd]

        // 3. Without an equals sign, the name is empty and the pair is the value; otherwise the
        //    first one divides them.
        let nameBytes: Bytes
        let valueBytes: Bytes
        if let equals = pair.firstIndex(of: UInt8(ascii: "=")) {
            nameBytes = pair[..<equals].trimmed
            valueBytes = pair[(equals + 1)...].trimmed
            if nameBytes.isEmpty, policy.emptyNames == .refused, !valueBytes.isEmpty {
                throw .emptyName(value: ByteString(Array(valueBytes)))
            }
        } else {
            switch policy.bareToken {
            case .value: (nameBytes, valueBytes) = (bytes[..<bytes.startIndex], pair.trimmed)
            case .name: (nameBytes, valueBytes) = (pair.trimmed, bytes[..<bytes.startIndex])
            }
        }

        // 4. Remove tabs and spaces around both (done). Both empty: section 5.7, step 2.
        guard !nameBytes.isEmpty || !valueBytes.isEmpty else { throw .noContent }

        // 5. If name and value have more than 4096 bytes together, ignore the cookie.
        let count = nameBytes.count + valueBytes.count
        guard count <= Self.pairLimit else { throw .pairTooLong(count: count) }

        // 5a. The control characters of step 1.
        let tabsAreRefused = policy.tabs == .refused
        if let control = bytes.first(where: { $0.isASCIIControl && $0 != 0x09 }) {
            throw .disallowedCharacter(control)
        }
        if tabsAreRefused, nameBytes.contains(0x09) || valueBytes.contains(0x09) {
            throw .disallowedCharacter(0x09)
        }

        // 6. The cookie's name and value are these.
        name = ByteString(Array(nameBytes))
        value = ByteString(Array(valueBytes))
        if policy.invalidUTF8 == .replacedWhenStored {
            name = ByteString(utf8: name.utf8Decoded)
            value = ByteString(utf8: value.utf8Decoded)
        }

        // 7. Then each attribute, up to the next semicolon.
        var start = pairEnd
        while start < bytes.endIndex {
            start += 1
            let rest = bytes[start...]
            let end = rest.firstIndex(of: UInt8(ascii: ";")) ?? bytes.endIndex
            try readAttribute(bytes[start..<end], policy: policy)
            start = end
        }
    }

    /// Steps 3 to 7 of the loop over the unparsed attributes.
    private mutating func readAttribute(
        _ text: Bytes,
        policy: CookiePolicy
    ) throws(CookieRefusal) {
        // 3. The name is what stands before the first equals sign, the value what stands after it;
        //    without one, the value is empty.
        let equals = text.firstIndex(of: UInt8(ascii: "=")) ?? text.endIndex
        // 4. Remove tabs and spaces around both.
        let name = text[..<equals].trimmed
        let value = text[equals...].dropFirst().trimmed
        let isTabRefused =
            switch policy.tabs {
            case .accepted: false
            case .refused: true
            case .refusedInPath: Attribute(name) == .path
            }
        if isTabRefused, value.contains(0x09) || name.contains(0x09) {
            throw .disallowedCharacter(0x09)
        }
        // 6. Let the attribute's own rules decide; an unknown one is ignored. (Before step 5 only
        //    because the warning names the attribute.)
        guard let attribute = Attribute(name) else { return }
        // 5. Ignore an attribute whose value has more than 1024 bytes.
        if value.count > Self.attributeLimit {
            warnings.append(.attributeTooLong(attribute, count: value.count))
            guard policy.overlongAttributes == .ignoredExceptFlags, attribute.isFlag else { return }
        }
        read(attribute, value, policy: policy)
    }

    /// Sections 5.6.1 to 5.6.7, and the attributes that browsers know besides.
    private mutating func read(
        _ attribute: Attribute,
        _ value: Bytes,
        policy: CookiePolicy
    ) {
        switch attribute {
        case .expires:
            let dates = CookieDate(
                tokens: policy.dateTokens,
                years: policy.dateYears,
                fields: policy.dateFields
            )
            do {
                expires = try dates.parse(value)
            } catch {
                warnings.append(.invalidExpires(ByteString(Array(value)), error))
                if policy.duplicateLifetimes == .last { expires = nil }
            }
        case .maxAge:
            let seconds = policy.maxAgeGrammar.seconds(in: value)
            if seconds == nil { warnings.append(.invalidMaxAge(ByteString(Array(value)))) }
            if seconds != nil || policy.duplicateLifetimes == .last { maxAge = seconds }
        case .domain:
            domain = value.isEmpty ? nil : ByteString(Array(value))
        case .path where value.first != UInt8(ascii: "/"):
            path = nil
        case .path:
            path = value.count == 1 ? .rootPath : ByteString(Array(value))
        case .secure:
            isSecure = true
        case .httpOnly:
            isHTTPOnly = true
        case .partitioned:
            isPartitioned = true
        case .sameSite:
            sameSite =
                if value.equalsIgnoringCase("strict") {
                    .strict
                } else if value.equalsIgnoringCase("lax") {
                    .lax
                } else if value.equalsIgnoringCase("none") { .none } else { .unspecified }
            if sameSite == .unspecified {
                warnings.append(.unknownSameSite(ByteString(Array(value))))
            }
        case .priority:
            priority =
                if value.equalsIgnoringCase("low") { .low } else if value.equalsIgnoringCase("high")
                { .high } else { .medium }
        }
    }

    /// The attributes that mean something.
    package enum Attribute: String, Hashable, Sendable, CaseIterable {
        case expires = "Expires"
        case maxAge = "Max-Age"
        case domain = "Domain"
        case path = "Path"
        case secure = "Secure"
        case httpOnly = "HttpOnly"
        case sameSite = "SameSite"
        case partitioned = "Partitioned"
        case priority = "Priority"

        fileprivate init?(_ name: Bytes) {
            let candidate: Attribute
            switch (name.count, name.first?.asciiLowercased) {
            case (7, UInt8(ascii: "e")): candidate = .expires
            case (7, UInt8(ascii: "m")): candidate = .maxAge
            case (6, UInt8(ascii: "d")): candidate = .domain
            case (4, UInt8(ascii: "p")): candidate = .path
            case (6, UInt8(ascii: "s")): candidate = .secure
            case (8, UInt8(ascii: "h")): candidate = .httpOnly
            case (8, UInt8(ascii: "s")): candidate = .sameSite
            case (11, UInt8(ascii: "p")): candidate = .partitioned
            case (8, UInt8(ascii: "p")): candidate = .priority
            default: return nil
            }
            guard name.equalsIgnoringCase(candidate.rawValue) else { return nil }
            self = candidate
        }

        /// Whether it counts by being there, whatever its value.
        var isFlag: Bool { self == .secure || self == .httpOnly || self == .partitioned }
    }
}

extension Bytes {
    /// Without the tabs and spaces at both ends.
    fileprivate var trimmed: Self {
        var slice = self
        while let first = slice.first, first.isHTTPTabOrSpace { slice.removeFirst() }
        while let last = slice.last, last.isHTTPTabOrSpace { slice.removeLast() }
        return slice
    }

    fileprivate func equalsIgnoringCase(_ text: String) -> Bool {
        let bytes = UnsafeBufferPointer(rebasing: self)
        return bytes.span.equalsIgnoringASCIICase(text.utf8.span)
    }
}
