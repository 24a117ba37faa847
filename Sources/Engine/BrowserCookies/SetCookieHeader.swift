package import BrowserInfra

/// A part of the line, viewed in place: only the parts that are stored are copied.
typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

/// The contents of one `Set-Cookie` line (or of one string written to `document.cookie`), before
/// any check whether the cookie may be set.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.6
package struct SetCookieHeader: Sendable {
    /// The bytes of the line. Its parts are recorded as ranges, so that nothing is copied before
    /// there is a cookie.
    private(set) var text: [UInt8]
    private(set) var nameRange: Range<Int>
    private(set) var valueRange: Range<Int>
    private(set) var domainRange: Range<Int>?
    private(set) var pathRange: Range<Int>?
    /// By the server's clock.
    package private(set) var expires: Moment?
    /// In seconds, saturated.
    package private(set) var maxAge: Int64?
    package private(set) var isSecure = false
    package private(set) var isHTTPOnly = false
    package private(set) var isPartitioned = false
    package private(set) var sameSite = Cookie.SameSite.unspecified
    package private(set) var priority = Cookie.Priority.medium
    /// Warnings about attributes that have no effect.
    package private(set) var warnings: [CookieWarning] = []

    package var name: ByteString { ByteString(text[nameRange]) }
    package var value: ByteString { ByteString(text[valueRange]) }
    /// As written; `nil` if it is missing or empty.
    package var domain: ByteString? { domainRange.map { ByteString(text[$0]) } }
    /// As written; `nil` if it is missing or does not begin with a slash.
    package var path: ByteString? { pathRange.map { ByteString(text[$0]) } }

    /// The maximum size of a name and its value together, in bytes.
    package static let pairLimit = 4096
    /// The maximum size of an attribute's value, in bytes.
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
        text = []
        (nameRange, valueRange) = (0..<0, 0..<0)
        nameRange = append(name)
        valueRange = append(value)
        domainRange = domain.map { append($0) }
        pathRange = path.map { append($0) }
        self.expires = expires
        self.isSecure = isSecure
        self.isPartitioned = isPartitioned
        self.sameSite = sameSite
    }

    /// Appends the bytes, and returns their range.
    private mutating func append(_ bytes: ByteString) -> Range<Int> {
        text += bytes.bytes
        return (text.count - bytes.count)..<text.count
    }

    package init(parsing line: ByteString, policy: CookiePolicy) throws(CookieRefusal) {
        text = line.bytes
        (nameRange, valueRange) = (0..<0, 0..<0)
        try line.bytes.withUnsafeBufferPointer { (bytes) throws(CookieRefusal) in
            try parse(bytes[...], policy: policy)
        }
        // (Some browsers store U+FFFD in place of what is not UTF-8.)
        if policy.invalidUTF8 == .replacedWhenStored {
            nameRange = append(ByteString(utf8: name.utf8Decoded))
            valueRange = append(ByteString(utf8: value.utf8Decoded))
        }
    }

    private mutating func parse(_ bytes: Bytes, policy: CookiePolicy) throws(CookieRefusal) {
        // 1. If the line contains a control character other than a tab, ignore the cookie.
        //    (Checked in step 5a, because browsers report an empty or overlong pair first.)
        // 2. The name-value pair is everything before the first semicolon.
        let (pair, pairEquals) = bytes.part(from: bytes.startIndex)

        // 3. Without an equals sign, the name is empty and the pair is the value; otherwise, the
        //    first equals sign separates them.
        let nameBytes: Bytes
        let valueBytes: Bytes
        if let equals = pairEquals {
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

        // 4. Remove tabs and spaces around both (done). If both are empty: section 5.7, step 2.
        guard !nameBytes.isEmpty || !valueBytes.isEmpty else { throw .noContent }

        // 5. If name and value together have more than 4096 bytes, ignore the cookie.
        let count = nameBytes.count + valueBytes.count
        guard count <= Self.pairLimit else { throw .pairTooLong(count: count) }

        // 5a. The control characters of step 1.
        if let control = bytes.firstControl { throw .disallowedCharacter(control) }
        let hasTab = policy.tabs != .accepted && bytes.hasTab
        if hasTab, policy.tabs == .refused, nameBytes.contains(0x09) || valueBytes.contains(0x09) {
            throw .disallowedCharacter(0x09)
        }

        // 6. The cookie's name and value are these.
        nameRange = nameBytes.range
        valueRange = valueBytes.range

        // 7. Then read each attribute, up to the next semicolon.
        var end = pair.endIndex
        while end < bytes.endIndex {
            let (text, equals) = bytes.part(from: end + 1)
            try readAttribute(text, equals, mayHaveTab: hasTab, policy: policy)
            end = text.endIndex
        }
    }

    /// Steps 3 to 7 of the loop over the unparsed attributes.
    private mutating func readAttribute(
        _ text: Bytes,
        _ firstEquals: Int?,
        mayHaveTab: Bool,
        policy: CookiePolicy
    ) throws(CookieRefusal) {
        // 3. The name is what precedes the first equals sign, the value is what follows it; without
        //    an equals sign, the value is empty.
        let equals = firstEquals ?? text.endIndex
        // 4. Remove tabs and spaces around both.
        let name = text[..<equals].trimmed
        let value = text[equals...].dropFirst().trimmed
        if mayHaveTab, value.contains(0x09) || name.contains(0x09),
            policy.tabs == .refused || Attribute(name) == .path
        {
            throw .disallowedCharacter(0x09)
        }
        // 6. Apply the attribute's own rules; ignore an unknown one. (This precedes step 5 only
        //    because the warning contains the attribute.)
        guard let attribute = Attribute(name) else { return }
        // 5. Ignore an attribute whose value has more than 1024 bytes.
        if value.count > Self.attributeLimit {
            warnings.append(.attributeTooLong(attribute, count: value.count))
            guard policy.overlongAttributes == .ignoredExceptFlags, attribute.isFlag else { return }
        }
        read(attribute, value, policy: policy)
    }

    /// Sections 5.6.1 to 5.6.7, and the attributes that browsers support in addition.
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
            domainRange = value.isEmpty ? nil : value.range
        case .path:
            pathRange = value.first == UInt8(ascii: "/") ? value.range : nil
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

    /// The attributes that have an effect.
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
            let (candidate, text): (Attribute, StaticString)
            switch (name.count, name.first?.asciiLowercased) {
            case (7, UInt8(ascii: "e")): (candidate, text) = (.expires, "expires")
            case (7, UInt8(ascii: "m")): (candidate, text) = (.maxAge, "max-age")
            case (6, UInt8(ascii: "d")): (candidate, text) = (.domain, "domain")
            case (4, UInt8(ascii: "p")): (candidate, text) = (.path, "path")
            case (6, UInt8(ascii: "s")): (candidate, text) = (.secure, "secure")
            case (8, UInt8(ascii: "h")): (candidate, text) = (.httpOnly, "httponly")
            case (8, UInt8(ascii: "s")): (candidate, text) = (.sameSite, "samesite")
            case (11, UInt8(ascii: "p")): (candidate, text) = (.partitioned, "partitioned")
            case (8, UInt8(ascii: "p")): (candidate, text) = (.priority, "priority")
            default: return nil
            }
            guard name.equalsIgnoringCase(text) else { return nil }
            self = candidate
        }

        /// Whether the attribute counts by its presence, whatever its value.
        var isFlag: Bool { self == .secure || self == .httpOnly || self == .partitioned }
    }
}

extension Bytes {
    /// Returns the bytes from `start` to the next semicolon, and the first equals sign among them.
    fileprivate func part(from start: Int) -> (text: Self, equals: Int?) {
        guard let first = base.baseAddress else { return (self[start..<start], nil) }
        // Every byte of every line passes through here, so one loop finds both signs, on raw bytes.
        var equals: UnsafePointer<UInt8>?
        var next = first + start
        let limit = first + endIndex
        while next < limit, next.pointee != UInt8(ascii: "=") {
            if next.pointee == UInt8(ascii: ";") { return (self[start..<(next - first)], nil) }
            next += 1
        }
        if next < limit { equals = next }
        while next < limit, next.pointee != UInt8(ascii: ";") { next += 1 }
        return (self[start..<(next - first)], equals.map { $0 - first })
    }

    /// The position in the line.
    var range: Range<Int> { startIndex..<endIndex }

    /// The bytes without the tabs and spaces at both ends.
    fileprivate var trimmed: Self {
        var (start, end) = (startIndex, endIndex)
        while start < end, self[start].isHTTPTabOrSpace { start += 1 }
        while start < end, self[end - 1].isHTTPTabOrSpace { end -= 1 }
        return self[start..<end]
    }

    // Two loops without an early exit, so that many bytes are processed at once.

    /// The first control character that is not a tab.
    fileprivate var firstControl: UInt8? {
        var controls: UInt8 = 0
        let bytes = UnsafeBufferPointer(rebasing: self)
        for place in 0..<bytes.count {
            let byte = bytes[place]
            controls |= (byte.isASCIIControl ? 1 : 0) & (byte != 0x09 ? 1 : 0)
        }
        return controls == 0 ? nil : first { $0.isASCIIControl && $0 != 0x09 }
    }

    fileprivate var hasTab: Bool {
        var tabs: UInt8 = 0
        let bytes = UnsafeBufferPointer(rebasing: self)
        for place in 0..<bytes.count { tabs |= bytes[place] == 0x09 ? 1 : 0 }
        return tabs != 0
    }

    /// `text` must be in lower case.
    func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        let (bytes, other) = (UnsafeBufferPointer(rebasing: self), text.utf8Start)
        for place in 0..<bytes.count where bytes[place].asciiLowercased != other[place] {
            return false
        }
        return true
    }
}
