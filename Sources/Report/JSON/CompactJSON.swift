internal import Infra

extension ByteString {
    /// The JSON text without the spaces between its tokens; `nil` where it is not valid JSON.
    ///
    /// What `await response.json()` gives, short enough to be shown in a line.
    ///
    /// https://www.rfc-editor.org/rfc/rfc8259
    var compactJSON: String? {
        guard utf8Validated != nil else { return nil }
        var reader = JSONReader(rest: bytes[...])
        guard reader.value(depth: 0), reader.isAtEnd() else { return nil }
        return String(decoding: reader.output, as: UTF8.self)
    }
}

/// Copies tokens and leaves out the whitespace; every method says whether it found what it reads.
private struct JSONReader {
    var rest: ArraySlice<UInt8>
    var output: [UInt8] = []

    /// Deeper ones are shown as text: nothing that a server sends may exhaust the stack.
    private static let maximumDepth = 200

    mutating func isAtEnd() -> Bool {
        skipSpaces()
        return rest.isEmpty
    }

    mutating func value(depth: Int) -> Bool {
        skipSpaces()
        switch rest.first {
        case UInt8(ascii: "{"):
            return list(closing: "}", depth: depth) { $0.member(depth: depth + 1) }
        case UInt8(ascii: "["):
            return list(closing: "]", depth: depth) { $0.value(depth: depth + 1) }
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "t"): return literal("true")
        case UInt8(ascii: "f"): return literal("false")
        case UInt8(ascii: "n"): return literal("null")
        default: return number()
        }
    }

    private mutating func list(
        closing: Unicode.Scalar,
        depth: Int,
        element: (inout JSONReader) -> Bool
    ) -> Bool {
        guard depth < Self.maximumDepth else { return false }
        takeByte()
        skipSpaces()
        if take(closing) { return true }
        repeat {
            guard element(&self) else { return false }
            skipSpaces()
        } while take(",")
        return take(closing)
    }

    private mutating func member(depth: Int) -> Bool {
        skipSpaces()
        guard rest.first == UInt8(ascii: "\""), string() else { return false }
        skipSpaces()
        return take(":") && value(depth: depth)
    }

    private mutating func string() -> Bool {
        takeByte()
        while let byte = rest.first {
            guard byte >= 0x20 else { return false }
            takeByte()
            if byte == UInt8(ascii: "\"") { return true }
            if byte == UInt8(ascii: "\\"), !escape() { return false }
        }
        return false
    }

    private mutating func escape() -> Bool {
        guard let byte = rest.first else { return false }
        takeByte()
        guard byte == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(byte) }
        for _ in 0..<4 {
            guard rest.first?.asciiHexDigitValue != nil else { return false }
            takeByte()
        }
        return true
    }

    private mutating func number() -> Bool {
        _ = take("-")
        if !take("0"), !digits() { return false }
        if take("."), !digits() { return false }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            return digits()
        }
        return true
    }

    private mutating func digits() -> Bool {
        let start = output.count
        while rest.first?.isASCIIDigit == true { takeByte() }
        return output.count > start
    }

    private mutating func literal(_ word: String) -> Bool {
        guard rest.starts(with: word.utf8) else { return false }
        for _ in word.utf8 { takeByte() }
        return true
    }

    private mutating func skipSpaces() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: scalar) else { return false }
        takeByte()
        return true
    }

    private mutating func takeByte() {
        if let byte = rest.popFirst() { output.append(byte) }
    }
}
