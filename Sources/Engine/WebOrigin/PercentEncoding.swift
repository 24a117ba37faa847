internal import BrowserInfra

/// A set of code points to percent-encode: some ASCII ones, and always all non-ASCII ones.
///
/// https://url.spec.whatwg.org/#percent-encode-set
package struct PercentEncodeSet: Sendable {
    /// One bit for each ASCII code point.
    private var low: UInt64
    private var high: UInt64

    private init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    private func adding(_ codePoints: String) -> PercentEncodeSet {
        var set = self
        for byte in codePoints.utf8 {
            if byte < 64 { set.low |= 1 << byte } else { set.high |= 1 << (byte - 64) }
        }
        return set
    }

    package func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<64: low & (1 << UInt64(byte)) != 0
        case 64..<128: high & (1 << UInt64(byte - 64)) != 0
        default: true
        }
    }

    /// C0 controls and DEL.
    ///
    /// https://url.spec.whatwg.org/#c0-control-percent-encode-set
    package static let c0Control = PercentEncodeSet(low: 0xFFFF_FFFF, high: 0).adding("\u{7F}")
    /// For a fragment.
    ///
    /// https://url.spec.whatwg.org/#fragment-percent-encode-set
    package static let fragment = c0Control.adding(" \"<>`")
    /// For a query.
    ///
    /// https://url.spec.whatwg.org/#query-percent-encode-set
    package static let query = c0Control.adding(" \"#<>")
    /// For a special URL's query.
    ///
    /// https://url.spec.whatwg.org/#special-query-percent-encode-set
    package static let specialQuery = query.adding("'")
    /// For a path segment.
    ///
    /// https://url.spec.whatwg.org/#path-percent-encode-set
    package static let path = query.adding("?^`{}")
    /// For a username or password.
    ///
    /// https://url.spec.whatwg.org/#userinfo-percent-encode-set
    package static let userinfo = path.adding("/:;=@[\\]|")
    /// What `encodeURIComponent()` encodes.
    ///
    /// https://url.spec.whatwg.org/#component-percent-encode-set
    package static let component = userinfo.adding("$%&+,")
    /// For a form entry, in which spaces additionally become `+`.
    ///
    /// https://url.spec.whatwg.org/#application-x-www-form-urlencoded-percent-encode-set
    package static let formURLEncoded = component.adding("!'()~")
    /// All characters except the unreserved ones: what curl encodes.
    ///
    /// https://www.rfc-editor.org/rfc/rfc3986#section-2.3
    package static let reserved = component.adding("!'()*")
}

extension Array where Element == UInt8 {
    /// Appends one byte, percent-encoded if it is in the set.
    ///
    /// All non-ASCII code points are in every set, and so are all bytes of their UTF-8, so that
    /// encoding byte by byte is "UTF-8 percent-encode".
    ///
    /// https://url.spec.whatwg.org/#utf-8-percent-encode
    mutating func append(_ byte: UInt8, percentEncodedIn set: PercentEncodeSet) {
        guard set.contains(byte) else {
            append(byte)
            return
        }
        append(UInt8(ascii: "%"))
        append(Self.upperHexDigit(byte >> 4))
        append(Self.upperHexDigit(byte & 0xF))
    }

    private static func upperHexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    /// UTF-8 percent-encodes bytes that need not be valid UTF-8.
    package func percentEncoded(in set: PercentEncodeSet) -> String {
        var bytes: [UInt8] = []
        for byte in self { bytes.append(byte, percentEncodedIn: set) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes with each percent sign and its two hexadecimal digits decoded.
    ///
    /// https://url.spec.whatwg.org/#percent-decode
    package var percentDecoded: [UInt8] {
        guard contains(UInt8(ascii: "%")) else { return self }
        var output: [UInt8] = []
        output.reserveCapacity(count)
        var index = 0
        while index < count {
            // 1. Keep a byte that is not a percent sign followed by two hexadecimal digits.
            guard self[index] == UInt8(ascii: "%"), index + 2 < count,
                let upper = self[index + 1].asciiHexDigitValue,
                let lower = self[index + 2].asciiHexDigitValue
            else {
                output.append(self[index])
                index += 1
                continue
            }
            // 2. Otherwise, replace the three by the byte that the digits encode.
            output.append(upper << 4 | lower)
            index += 3
        }
        return output
    }
}

extension String {
    /// UTF-8 percent-encodes the string.
    ///
    /// https://url.spec.whatwg.org/#string-utf-8-percent-encode
    package func percentEncoded(in set: PercentEncodeSet) -> String {
        utf8.contains(where: set.contains) ? Array(utf8).percentEncoded(in: set) : self
    }

    /// The string as a name or a value of a form.
    ///
    /// https://url.spec.whatwg.org/#concept-urlencoded-serializer
    package var formURLEncoded: String {
        // (Plus signs are in the set, so that every plus sign in the result stands for a space.)
        percentEncoded(in: .formURLEncoded).split(
            separator: "%20",
            omittingEmptySubsequences: false
        )
        .joined(separator: "+")
    }
}
