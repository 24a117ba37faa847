internal import BrowserInfra

/// An escape in a URL, a form, JSON or HTML: the bytes that it represents, and the index after it.
struct Escape {
    /// The bytes, at most four, with the first one in the lowest byte.
    private var packed: UInt32
    private(set) var count: Int
    let end: Int

    init(_ byte: UInt8, end: Int) {
        (packed, count, self.end) = (UInt32(byte), 1, end)
    }

    init(_ scalar: Unicode.Scalar, end: Int) {
        (packed, count, self.end) = (0, 0, end)
        for byte in UTF8.encode(scalar) ?? .init() {
            packed |= UInt32(byte) << (8 * UInt32(count))
            count += 1
        }
    }

    var first: UInt8 { UInt8(truncatingIfNeeded: packed) }

    var isLineBreak: Bool { count == 1 && (first == 0x0A || first == 0x0D) }

    /// Whether `bytes` has at `offset` what the escape represents.
    func isNext(in bytes: [UInt8], at offset: Int) -> Bool {
        guard offset + count <= bytes.count else { return false }
        for index in 0..<count
        where bytes[offset + index] != UInt8(truncatingIfNeeded: packed >> (8 * UInt32(index))) {
            return false
        }
        return true
    }
}

/// Decodes the escapes in a text, including nested ones: `%252B` in a URL within a URL, `\\u002b` in
/// JSON within JSON, `%5Cu002b`, `&amp;#43;`.
///
/// A server decides how many escapes there are, so nothing is copied to decode one.
struct Escapes {
    let text: [UInt8]

    /// The maximum number of layers that are decoded.
    private static let depth = 4

    /// Returns the first decoding of the escape at `index`, from the outermost layer inward, for which
    /// `isWanted` returns true.
    func first(at index: Int, where isWanted: (Escape) -> Bool) -> Escape? {
        guard text[index].mayEscape else { return nil }
        for layer in 1...Self.depth {
            guard let escape = escape(at: index, layer: layer) else { return nil }
            if isWanted(escape) { return escape }
            // Only a character that starts another escape can be decoded further.
            guard escape.count == 1, escape.first.mayEscape, escape.first != UInt8(ascii: "+")
            else {
                return nil
            }
        }
        return nil
    }

    /// Returns the byte at `index` after this many layers have been decoded.
    private func byte(at index: Int, layer: Int) -> (value: UInt8, end: Int)? {
        guard index < text.count else { return nil }
        let byte = text[index]
        // A plus sign is only a space in the last layer.
        if layer > 0, byte.mayEscape, byte != UInt8(ascii: "+"),
            let escape = escape(at: index, layer: layer), escape.count == 1
        {
            return (escape.first, escape.end)
        }
        return (byte, index + 1)
    }

    /// Returns the escape whose characters are at `index` after all layers but one have been decoded.
    private func escape(at index: Int, layer: Int) -> Escape? {
        guard let (lead, next) = byte(at: index, layer: layer - 1) else { return nil }
        switch lead {
        case UInt8(ascii: "+"): return Escape(0x20, end: next)
        case UInt8(ascii: "%"):
            guard let (value, end) = hexadecimal(at: next, digits: 2, layer: layer - 1) else {
                return nil
            }
            return Escape(UInt8(truncatingIfNeeded: value), end: end)
        case UInt8(ascii: "\\"): return json(at: next, layer: layer - 1)
        case UInt8(ascii: "&"): return html(at: next, layer: layer - 1)
        default: return nil
        }
    }

    private func hexadecimal(at index: Int, digits: Int, layer: Int) -> (value: UInt32, end: Int)? {
        var value: UInt32 = 0
        var index = index
        for _ in 0..<digits {
            guard let (byte, end) = byte(at: index, layer: layer),
                let digit = byte.asciiHexDigitValue
            else { return nil }
            value = value << 4 | UInt32(digit)
            index = end
        }
        return (value, index)
    }

    private func json(at index: Int, layer: Int) -> Escape? {
        guard let (letter, next) = byte(at: index, layer: layer) else { return nil }
        switch letter {
        case UInt8(ascii: "n"): return Escape(0x0A, end: next)
        case UInt8(ascii: "r"): return Escape(0x0D, end: next)
        case UInt8(ascii: "t"): return Escape(0x09, end: next)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Escape(letter, end: next)
        case UInt8(ascii: "u"): break
        default: return nil
        }
        guard let (unit, end) = hexadecimal(at: next, digits: 4, layer: layer) else { return nil }
        if let scalar = Unicode.Scalar(unit) { return Escape(scalar, end: end) }
        // The first half of a surrogate pair, such as \ud83d\ude00.
        guard (0xD800..<0xDC00).contains(unit),
            let (backslash, second) = byte(at: end, layer: layer),
            backslash == UInt8(ascii: "\\"), let (letter, digits) = byte(at: second, layer: layer),
            letter == UInt8(ascii: "u"),
            let (low, pairEnd) = hexadecimal(at: digits, digits: 4, layer: layer),
            (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { return nil }
        return Escape(scalar, end: pairEnd)
    }

    private func html(at index: Int, layer: Int) -> Escape? {
        guard let (first, afterFirst) = byte(at: index, layer: layer) else { return nil }
        if first == UInt8(ascii: "#") { return numeric(at: afterFirst, layer: layer) }
        for (name, value) in Self.entities {
            if let end = end(of: name, at: index, layer: layer) { return Escape(value, end: end) }
        }
        return nil
    }

    private static let entities: [(StaticString, UInt8)] = [
        ("amp;", UInt8(ascii: "&")), ("lt;", UInt8(ascii: "<")), ("gt;", UInt8(ascii: ">")),
        ("quot;", UInt8(ascii: "\"")), ("apos;", UInt8(ascii: "'")),
    ]

    private func end(of name: StaticString, at index: Int, layer: Int) -> Int? {
        var index = index
        for offset in 0..<name.utf8CodeUnitCount {
            guard let (byte, end) = byte(at: index, layer: layer), byte == name.utf8Start[offset]
            else { return nil }
            index = end
        }
        return index
    }

    /// Decodes `&#43;` or `&#x2B;`, also with leading zeros.
    private func numeric(at index: Int, layer: Int) -> Escape? {
        guard var (byte, next) = byte(at: index, layer: layer) else { return nil }
        let isHexadecimal = byte == UInt8(ascii: "x") || byte == UInt8(ascii: "X")
        if isHexadecimal {
            guard let following = self.byte(at: next, layer: layer) else { return nil }
            (byte, next) = following
        }
        var value: UInt32 = 0
        var count = 0
        while byte != UInt8(ascii: ";") {
            guard count < 8, let digit = byte.asciiHexDigitValue, isHexadecimal || digit < 10,
                let following = self.byte(at: next, layer: layer)
            else { return nil }
            value = value &* (isHexadecimal ? 16 : 10) &+ UInt32(digit)
            count += 1
            (byte, next) = following
        }
        guard count > 0, let scalar = Unicode.Scalar(value) else { return nil }
        return Escape(scalar, end: next)
    }
}

extension UInt8 {
    fileprivate var mayEscape: Bool {
        switch self {
        case UInt8(ascii: "%"), UInt8(ascii: "\\"), UInt8(ascii: "&"), UInt8(ascii: "+"): true
        default: false
        }
    }
}
