internal import BrowserInfra
internal import BrowserJSON

/// Reads literals of JavaScript, and values built from literals alone: objects, lists,
/// `JSON.stringify(…)`, `new Headers(…)`, `new URLSearchParams(…)`, `new FormData()`, and names of
/// constants with such values.
///
/// Nothing is run: anything that only a running program could evaluate is an error at its location.
///
/// https://tc39.es/ecma262/#sec-object-initializer
struct ScriptReader {
    var cursor: TextCursor
    /// The constants before the call, by name.
    var constants: [String: LiteralValue] = [:]
    private var depth = 0

    init(_ cursor: TextCursor) {
        self.cursor = cursor
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

    /// Skips spaces, line breaks and comments.
    mutating func skipSpace() throws(FileProblem) {
        while true {
            cursor.skip(while: \.isASCIIWhitespace)
            if cursor.starts(with: "//") {
                cursor.skip { $0 != 0x0A }
            } else if cursor.starts(with: "/*") {
                let mark = cursor.mark
                while !cursor.take("*/") {
                    guard cursor.take() != nil else {
                        throw FileProblem(
                            "this comment is not terminated",
                            at: cursor.place(from: mark)
                        )
                    }
                }
            } else {
                return
            }
        }
    }

    /// Reads a value, or strings joined by plus signs.
    mutating func value() throws(FileProblem) -> LiteralValue {
        depth += 1
        defer { depth -= 1 }
        guard depth < 50 else { throw problem("this is nested too deeply") }
        var value = try single()
        while true {
            let before = cursor
            try skipSpace()
            guard cursor.take("+"), case .text(let start) = value else {
                cursor = before
                return value
            }
            try skipSpace()
            let mark = cursor.mark
            guard let rest = try single().plainText else {
                throw FileProblem("a string is expected here", at: cursor.place(from: mark))
            }
            value = .text(start + rest)
        }
    }

    private mutating func single() throws(FileProblem) -> LiteralValue {
        guard let byte = cursor.next else { throw problem("a value is missing") }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .text(try string(closing: byte))
        case UInt8(ascii: "`"): return .text(try template())
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .list(try list())
        case UInt8(ascii: "("):
            cursor.take()
            try skipSpace()
            let value = try value()
            try skipSpace()
            try expect(")", "a closing parenthesis")
            return value
        default: return try named()
        }
    }

    private mutating func named() throws(FileProblem) -> LiteralValue {
        let mark = cursor.mark
        let name = word()
        switch name {
        case "null": return .null
        case "undefined": return .undefined
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "Infinity", "NaN": return .number(name)
        case "new": return try constructed(from: mark)
        case "JSON.stringify":
            guard let value = try arguments().first, let json = value.json else {
                throw FileProblem("JSON.stringify() needs a value", at: cursor.place(from: mark))
            }
            return .text(json)
        case "String", "encodeURIComponent":
            guard let text = try arguments().first?.plainText else { break }
            return .text(
                name == "String" ? text : Array(text.utf8).formURLEncoded(spaces: "%20")
            )
        case let name where name.first?.isNumber == true || name.hasPrefix("-"):
            if Double(name) != nil { return .number(name) }
        default:
            if let constant = constants[name] { return constant }
        }
        throw FileProblem(
            name.isEmpty || cursor.next == UInt8(ascii: "(")
                ? "crumb does not evaluate code: a quoted string, an object or null is expected"
                : "crumb does not evaluate code, and no literal before the call defines \(name): "
                    + "write the value itself",
            at: cursor.place(from: mark)
        )
    }

    private mutating func constructed(
        from mark: TextCursor.Mark
    ) throws(FileProblem) -> LiteralValue {
        try skipSpace()
        let type = word()
        let argument = try arguments().first
        let pairs = argument?.pairs
        switch type {
        case "Headers" where argument == nil || pairs != nil: return .headers(pairs ?? [])
        case "URLSearchParams":
            if case .text(let text)? = argument {
                return .text(text.hasPrefix("?") ? String(text.dropFirst()) : text)
            }
            if argument == nil || pairs != nil { return .parameters(pairs ?? []) }
        case "FormData" where argument == nil: return .form([])
        default: break
        }
        throw FileProblem(
            "crumb does not evaluate code: it cannot read new \(type) here",
            at: cursor.place(from: mark)
        )
    }

    /// Reads `(a, b)`.
    mutating func arguments() throws(FileProblem) -> [LiteralValue] {
        try skipSpace()
        guard cursor.take("(") else { return [] }
        var arguments: [LiteralValue] = []
        while true {
            try skipSpace()
            if cursor.take(")") { return arguments }
            arguments.append(try value())
            try skipSpace()
            if !cursor.take(","), cursor.next != UInt8(ascii: ")") {
                throw problem("a comma or a closing parenthesis is missing here")
            }
        }
    }

    /// Reads a name including its dots, or a number.
    mutating func word() -> String {
        let bytes = cursor.takePrefix(.max) {
            $0.isASCIIAlphanumeric || "_$.-".utf8.contains($0) || $0 >= 0x80
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func list() throws(FileProblem) -> [LiteralValue] {
        try expect("[", "a bracket")
        var elements: [LiteralValue] = []
        while true {
            try skipSpace()
            if cursor.take("]") { return elements }
            elements.append(try value())
            try skipSpace()
            if !cursor.take(","), cursor.next != UInt8(ascii: "]") {
                throw problem("a comma or a closing bracket is missing here")
            }
        }
    }

    private mutating func object() throws(FileProblem) -> [LiteralValue.Member] {
        try expect("{", "a brace")
        var members: [LiteralValue.Member] = []
        while true {
            try skipSpace()
            if cursor.take("}") { return members }
            let mark = cursor.mark
            let isQuoted: Bool
            let name: String
            if let quote = cursor.next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                (name, isQuoted) = (try string(closing: quote), true)
            } else {
                (name, isQuoted) = (word(), false)
            }
            let place = cursor.place(from: mark)
            guard !name.isEmpty || isQuoted else {
                throw FileProblem("a name or a closing brace is missing here", at: place)
            }
            try skipSpace()
            // `{ url }` is `{ url: url }`.
            let isShort = !isQuoted && cursor.next.map { ",}".utf8.contains($0) } == true
            if isShort, let constant = constants[name] {
                members.append(.init(name: name, place: place, value: constant, valuePlace: place))
            } else {
                try expect(":", "a colon")
                try skipSpace()
                let valueMark = cursor.mark
                let value = try value()
                members.append(
                    LiteralValue.Member(
                        name: name,
                        place: place,
                        value: value,
                        valuePlace: cursor.place(from: valueMark)
                    )
                )
            }
            try skipSpace()
            if !cursor.take(","), cursor.next != UInt8(ascii: "}") {
                throw problem("a comma or a closing brace is missing here")
            }
        }
    }

    /// Reads a template literal, which may have several lines; `${name}` must be a known constant.
    private mutating func template() throws(FileProblem) -> String {
        let mark = cursor.mark
        cursor.take()
        var bytes: [UInt8] = []
        while let byte = cursor.next {
            if cursor.take("`") { return String(decoding: bytes, as: UTF8.self) }
            if cursor.take("${") {
                try skipSpace()
                let nameMark = cursor.mark
                let name = word()
                guard let text = constants[name]?.plainText else {
                    throw FileProblem(
                        "crumb does not evaluate code, and no literal before the call defines "
                            + "\(name): write the value itself",
                        at: cursor.place(from: nameMark)
                    )
                }
                bytes += Array(text.utf8)
                try skipSpace()
                try expect("}", "a closing brace")
                continue
            }
            cursor.take()
            bytes += byte == UInt8(ascii: "\\") ? try simpleEscape() : [byte]
        }
        throw FileProblem("this template literal is not terminated", at: cursor.place(at: mark))
    }

    /// https://tc39.es/ecma262/#sec-literals-string-literals
    mutating func string(closing quote: UInt8) throws(FileProblem) -> String {
        let start = cursor.mark
        cursor.take()
        var bytes: [UInt8] = []
        // UTF-16 code units are buffered until it is clear whether they form a pair.
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
        throw FileProblem("this string is not terminated on its line", at: place)
    }

    /// Reads `\u0041`; `nil` for another escape.
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
        // A line continuation.
        case 0x0A: return []
        default: return [letter]
        }
    }
}
