// Inlinable, because parsers in other modules call these for every byte.

extension UInt8 {
    /// https://infra.spec.whatwg.org/#ascii-digit
    @inlinable
    package var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }

    @inlinable
    package var isASCIIUpperAlpha: Bool { self >= 0x41 && self <= 0x5A }

    @inlinable
    package var isASCIILowerAlpha: Bool { self >= 0x61 && self <= 0x7A }

    /// https://infra.spec.whatwg.org/#ascii-alpha
    @inlinable
    package var isASCIIAlpha: Bool { isASCIIUpperAlpha || isASCIILowerAlpha }

    @inlinable
    package var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIIAlpha }

    /// https://infra.spec.whatwg.org/#ascii-hex-digit
    @inlinable
    package var isASCIIHexDigit: Bool { asciiHexDigitValue != nil }

    /// The value (0 to 15) of a hexadecimal digit of either case.
    @inlinable
    package var asciiHexDigitValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }

    @inlinable
    package var asciiLowercased: UInt8 { isASCIIUpperAlpha ? self | 0x20 : self }

    @inlinable
    package var asciiUppercased: UInt8 { isASCIILowerAlpha ? self & 0xDF : self }

    /// Whether it is U+0000 to U+001F, including the tab, or U+007F.
    @inlinable
    package var isASCIIControl: Bool { self < 0x20 || self == 0x7F }

    /// https://fetch.spec.whatwg.org/#http-tab-or-space
    @inlinable
    package var isHTTPTabOrSpace: Bool { self == 0x09 || self == 0x20 }

    /// https://fetch.spec.whatwg.org/#http-whitespace
    @inlinable
    package var isHTTPWhitespace: Bool {
        self == 0x0A || self == 0x0D || isHTTPTabOrSpace
    }

    /// https://infra.spec.whatwg.org/#ascii-whitespace
    @inlinable
    package var isASCIIWhitespace: Bool {
        self == 0x0C || isHTTPWhitespace
    }

    /// A `tchar` of RFC 9110 section 5.6.2.
    @inlinable
    package var isHTTPTokenCodePoint: Bool {
        // A bit for each of "!#$%&'*+-.^_`|~", the digits and the letters: names are scanned for
        // every request.
        let bits: UInt64 = self < 0x40 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
        return self < 0x80 && bits >> UInt64(self & 0x3F) & 1 == 1
    }
}

extension String {
    /// The string with ASCII letters in lower case and everything else unchanged.
    ///
    /// https://infra.spec.whatwg.org/#ascii-lowercase
    package var asciiLowercased: String {
        guard utf8.contains(where: \.isASCIIUpperAlpha) else { return self }
        return mappingUTF8(\.asciiLowercased)
    }

    /// The string with ASCII letters in upper case and everything else unchanged.
    package var asciiUppercased: String {
        guard utf8.contains(where: \.isASCIILowerAlpha) else { return self }
        return mappingUTF8(\.asciiUppercased)
    }

    private func mappingUTF8(_ transform: (UInt8) -> UInt8) -> String {
        String(unsafeUninitializedCapacity: utf8.count) { buffer in
            let bytes = utf8.span
            for index in bytes.indices { buffer[index] = transform(bytes[index]) }
            return bytes.count
        }
    }

    /// Whether both are equal, ignoring the case of ASCII letters.
    @inlinable
    package func equalsIgnoringASCIICase(_ other: String) -> Bool {
        // Names usually differ in length, which is stored.
        utf8.count == other.utf8.count
            && utf8.span.equalsIgnoringASCIICase(other.utf8.span)
    }
}

extension Span<UInt8> {
    /// Whether both are equal, ignoring the case of ASCII letters.
    @inlinable
    package func equalsIgnoringASCIICase(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] {
            // Usually, the bytes are the same.
            if self[index].asciiLowercased != other[index].asciiLowercased { return false }
        }
        return true
    }
}
