internal import BrowserInfra

/// Parses JSON without locations, in a fraction of the time.
///
/// It fails on anything that is not JSON, and on surrogates: ``JSONReader`` then parses the input
/// or reports the error.
struct PlainJSON {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var depth = 0

    /// `nil` if it fails.
    static func value(of bytes: [UInt8]) -> JSONValue? {
        bytes.withUnsafeBufferPointer { bytes in
            var reader = PlainJSON(bytes: bytes)
            reader.skipWhitespace()
            guard let value = reader.value() else { return nil }
            reader.skipWhitespace()
            return reader.index == bytes.count ? value : nil
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// NUL at the end of the input, which is not part of JSON either.
    private var next: UInt8 { index < bytes.count ? bytes[index] : 0 }

    private mutating func skipWhitespace() {
        while next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func value() -> JSONValue? {
        switch next {
        case UInt8(ascii: "\""): string().map { .string($0) }
        case UInt8(ascii: "{"): object()
        case UInt8(ascii: "["): array()
        default: word()
        }
    }

    private mutating func object() -> JSONValue? {
        index += 1
        depth += 1
        defer { depth -= 1 }
        guard depth <= ReadingLimits.depth else { return nil }
        var members: [JSONValue.Member] = []
        skipWhitespace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        members.reserveCapacity(16)
        while true {
            skipWhitespace()
            guard next == UInt8(ascii: "\""), let name = string() else { return nil }
            skipWhitespace()
            guard take(UInt8(ascii: ":")) else { return nil }
            skipWhitespace()
            guard let value = value() else { return nil }
            members.append(JSONValue.Member(name, value))
            skipWhitespace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { return nil }
        }
    }

    private mutating func array() -> JSONValue? {
        index += 1
        depth += 1
        defer { depth -= 1 }
        guard depth <= ReadingLimits.depth else { return nil }
        var elements: [JSONValue] = []
        skipWhitespace()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            skipWhitespace()
            guard let value = value() else { return nil }
            elements.append(value)
            skipWhitespace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { return nil }
        }
    }

    private mutating func string() -> String? {
        let start = index + 1
        var end = start
        var isASCII = true
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") {
                index = end + 1
                return Self.text(UnsafeBufferPointer(rebasing: bytes[start..<end]), isASCII)
            }
            if byte == UInt8(ascii: "\\") {
                index = end
                return string(beginning: Array(bytes[start..<end]))
            }
            guard byte >= 0x20 else { return nil }
            if byte >= 0x80 { isASCII = false }
            end += 1
        }
        return nil
    }

    /// The rest of a string with escapes.
    private mutating func string(beginning output: [UInt8]) -> String? {
        var output = output
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                return output.withUnsafeBufferPointer { Self.text($0, false) }
            case UInt8(ascii: "\\"):
                guard let scalar = escaped() else { return nil }
                output.append(contentsOf: scalar.utf8)
            case 0..<0x20: return nil
            default: output.append(byte)
            }
        }
        return nil
    }

    private mutating func escaped() -> Unicode.Scalar? {
        let letter = next
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard bytes.count - index >= 4 else { return nil }
            var unit: UInt32 = 0
            for _ in 0..<4 {
                guard let digit = bytes[index].asciiHexDigitValue else { return nil }
                unit = unit << 4 | UInt32(digit)
                index += 1
            }
            return Unicode.Scalar(unit)
        default: return nil
        }
    }

    private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ isASCII: Bool) -> String? {
        isASCII ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
    }

    private mutating func word() -> JSONValue? {
        let start = index
        var isWhole = true
        while next.isASCIIAlphanumeric || next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
            || next == UInt8(ascii: ".")
        {
            if !next.isASCIIDigit { isWhole = false }
            index += 1
        }
        let word = bytes[start..<index]
        // At most 18 digits, which always fit into an Int64.
        if isWhole, (1...18).contains(word.count), word.count == 1 || word[start] != 0x30 {
            return .integer(word.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) })
        }
        return JSONReader.value(ofWord: String(decoding: word, as: UTF8.self))
    }
}
