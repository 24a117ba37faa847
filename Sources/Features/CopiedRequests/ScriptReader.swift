internal import Infra
internal import JSON

/// Reads literals of JavaScript: texts, objects of literals, and the words for nothing, true and
/// false.
///
/// Nothing is evaluated: a name, an operator or a template is refused where it stands.
///
/// https://tc39.es/ecma262/#sec-object-initializer
struct ScriptReader {
    indirect enum Literal {
        case string(String)
        /// null, true, false, a number: as it was written.
        case word(String)
        case object([Member])
    }

    struct Member {
        var name: String
        var place: Place
        var value: Literal
        var valuePlace: Place
    }

    var cursor: TextCursor
    private var depth = 0

    init(_ bytes: [UInt8]) {
        cursor = TextCursor(bytes)
    }

    func problem(_ message: String) -> FileProblem {
        FileProblem(message, at: cursor.place)
    }

    mutating func expect(
        _ text: StaticString,
        _ name: String
    ) throws(FileProblem) {
        guard cursor.take(text) else { throw problem("\(name) is missing here") }
    }

    /// Spaces, line breaks and comments.
    mutating func skipSpace() throws(FileProblem) {
        while true {
            cursor.skip(while: \.isASCIIWhitespace)
            if cursor.starts(with: "//") {
                cursor.skip { $0 != 0x0A }
            } else if cursor.starts(with: "/*") {
                let mark = cursor.mark
                while !cursor.take("*/") {
                    guard cursor.take() != nil else {
                        throw FileProblem("this comment does not end", at: cursor.place(from: mark))
                    }
                }
            } else {
                return
            }
        }
    }

    mutating func literal() throws(FileProblem) -> Literal {
        guard let byte = cursor.next else { throw problem("a value is missing") }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string(closing: byte))
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): throw problem("a list has no place in a copied call")
        case UInt8(ascii: "`"):
            throw problem("a template is not evaluated: write the text in quotes")
        default:
            let mark = cursor.mark
            let name = word()
            guard ["null", "undefined", "true", "false"].contains(name) || Double(name) != nil
            else {
                throw FileProblem(
                    "nothing is evaluated: a text in quotes, an object or null is expected",
                    at: cursor.place(from: mark)
                )
            }
            return .word(name)
        }
    }

    private mutating func word() -> String {
        let bytes = cursor.takePrefix(.max) {
            $0.isASCIIAlphanumeric || "_$.-+".utf8.contains($0) || $0 >= 0x80
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func object() throws(FileProblem) -> [Member] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 2 else { throw problem("an object has no place here") }
        try expect("{", "a brace")
        var members: [Member] = []
        while true {
            try skipSpace()
            if cursor.take("}") { return members }
            let mark = cursor.mark
            let name =
                if let quote = cursor.next,
                    quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
                { try string(closing: quote) } else { word() }
            let place = cursor.place(from: mark)
            guard !name.isEmpty else {
                throw FileProblem("a name or a closing brace is missing here", at: place)
            }
            try skipSpace()
            try expect(":", "a colon")
            try skipSpace()
            let valueMark = cursor.mark
            let value = try literal()
            members.append(
                Member(
                    name: name,
                    place: place,
                    value: value,
                    valuePlace: cursor.place(from: valueMark)
                )
            )
            try skipSpace()
            if !cursor.take(","), cursor.next != UInt8(ascii: "}") {
                throw problem("a comma or a closing brace is missing here")
            }
        }
    }

    /// https://tc39.es/ecma262/#sec-literals-string-literals
    private mutating func string(closing quote: UInt8) throws(FileProblem) -> String {
        let start = cursor.mark
        cursor.take()
        var bytes: [UInt8] = []
        // UTF-16 units wait here until they are known to be a pair, or not.
        var units: [UInt16] = []
        func flush() {
            bytes += Array(String(decoding: units, as: UTF16.self).utf8)
            units = []
        }
        while let byte = cursor.next, byte != 0x0A {
            if byte == UInt8(ascii: "\\"), let unit = try unicodeEscape() {
                units.append(unit)
                continue
            }
            flush()
            cursor.take()
            switch byte {
            case quote: return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"): bytes += try simpleEscape()
            default: bytes.append(byte)
            }
        }
        var place = cursor.place(from: start)
        place.length = 1
        throw FileProblem("this text does not end on its line", at: place)
    }

    /// `\u0041`, or `nil` where another escape stands.
    private mutating func unicodeEscape() throws(FileProblem) -> UInt16? {
        let mark = cursor.mark
        guard cursor.take("\\u") else { return nil }
        let digits = cursor.takePrefix(4, while: \.isASCIIHexDigit)
        guard digits.count == 4 else {
            throw FileProblem(
                "\\u needs four hexadecimal digits",
                at: cursor.place(from: mark)
            )
        }
        return digits.reduce(0) { $0 << 4 | UInt16($1.asciiHexDigitValue ?? 0) }
    }

    private mutating func simpleEscape() throws(FileProblem) -> [UInt8] {
        guard let letter = cursor.take() else { return [] }
        switch letter {
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "v"): return [0x0B]
        case UInt8(ascii: "0"): return [0x00]
        case UInt8(ascii: "x"):
            let digits = cursor.takePrefix(2, while: \.isASCIIHexDigit)
            guard digits.count == 2 else { throw problem("\\x needs two hexadecimal digits") }
            let value = digits.reduce(UInt32(0)) { $0 << 4 | UInt32($1.asciiHexDigitValue ?? 0) }
            return Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        // A line that goes on.
        case 0x0A: return []
        default: return [letter]
        }
    }
}
