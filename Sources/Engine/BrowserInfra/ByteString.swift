/// A byte sequence, such as a header value or a cookie's name or value on the wire.
///
/// It is not printed implicitly. Text from a server must be decoded explicitly, with
/// ``isomorphicDecoded`` or ``utf8Decoded``, and is escaped when it is displayed.
///
/// https://infra.spec.whatwg.org/#byte-sequences
package struct ByteString: Hashable, Sendable {
    /// The bytes, as they were received or will be sent.
    package var bytes: [UInt8]

    package init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    /// Inlinable, so that the sequence's own loop is used across modules.
    @inlinable
    package init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    /// A separate initializer for slices: where the compiler does not specialize the generic one, its
    /// first call in a process looks up types at run time, which takes a quarter of a million
    /// instructions.
    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = Array(bytes)
    }

    /// The UTF-8 encoding of `text`.
    package init(utf8 text: String) {
        bytes = Array(text.utf8)
    }

    /// Isomorphic encode: one byte for each code point; `nil` if one is above U+00FF.
    ///
    /// https://infra.spec.whatwg.org/#isomorphic-encode
    package init?(isomorphicEncoding text: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { return nil }
            bytes.append(byte)
        }
        self.bytes = bytes
    }

    @inlinable
    package var count: Int { bytes.count }
    @inlinable
    package var isEmpty: Bool { bytes.isEmpty }

    /// The string with one code point for each byte, which is how `Headers` shows a header's value
    /// to a page.
    ///
    /// https://infra.spec.whatwg.org/#isomorphic-decode
    package var isomorphicDecoded: String {
        if bytes.allSatisfy({ $0 < 0x80 }) { return utf8Decoded }
        var text = ""
        text.unicodeScalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
        return text
    }

    /// The bytes decoded as UTF-8, with U+FFFD for each invalid sequence, which is how DevTools
    /// shows a cookie.
    package var utf8Decoded: String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes decoded as UTF-8; `nil` if they are not valid UTF-8.
    package var utf8Validated: String? {
        String(validating: bytes, as: UTF8.self)
    }

    /// https://infra.spec.whatwg.org/#byte-lowercase
    package var asciiLowercased: ByteString {
        ByteString(bytes.map(\.asciiLowercased))
    }

    /// Returns the bytes without those at both ends that satisfy `predicate`.
    package func trimming(while predicate: (UInt8) -> Bool) -> ByteString {
        ByteString(Array(bytes[...].trimming(while: predicate)))
    }

    /// Returns the bytes without those at the end that satisfy `predicate`.
    package func trimmingTrailing(while predicate: (UInt8) -> Bool) -> ByteString {
        guard let last = bytes.lastIndex(where: { !predicate($0) }) else { return ByteString() }
        return ByteString(bytes[...last])
    }

    /// Whether both are equal, ignoring the case of ASCII letters.
    package func equalsIgnoringASCIICase(_ other: ByteString) -> Bool {
        bytes.span.equalsIgnoringASCIICase(other.bytes.span)
    }
}

extension ArraySlice<UInt8> {
    /// Returns the bytes without those at both ends that satisfy `predicate`.
    package func trimming(while predicate: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        guard let first = firstIndex(where: { !predicate($0) }),
            let last = lastIndex(where: { !predicate($0) })
        else { return [] }
        return self[first...last]
    }
}

extension ByteString: Comparable {
    /// https://infra.spec.whatwg.org/#byte-less-than
    package static func < (left: ByteString, right: ByteString) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension ByteString: ExpressibleByStringLiteral {
    /// The UTF-8 encoding of the literal.
    package init(stringLiteral text: String) {
        self.init(utf8: text)
    }
}
