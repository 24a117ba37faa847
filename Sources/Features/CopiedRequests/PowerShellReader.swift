internal import BrowserInfra
internal import BrowserJSON

/// Reads literals of PowerShell: strings, tables, numbers, and variables with such values.
///
/// Nothing is run: anything that only PowerShell could evaluate is an error at its location.
///
/// https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
struct PowerShellReader {
    enum Value {
        case literal(LiteralValue)
        case cookie(CopiedCookie)
        /// An object of a type that is not interpreted.
        case opaque
    }

    var cursor: TextCursor
    /// The variables by their names in lowercase, without the dollar sign.
    var variables: [String: Value] = [:]
    private var depth = 0

    init(_ cursor: TextCursor) {
        self.cursor = cursor
    }

    func problem(_ message: String) -> FileProblem {
        FileProblem(message, at: cursor.place)
    }

    // MARK: White space

    /// Skips spaces, comments, and a backtick at the end of a line; also line breaks where they are
    /// not significant.
    mutating func skipSpace(acrossLines: Bool = false) {
        while true {
            cursor.skip { $0.isHTTPTabOrSpace || acrossLines && ($0 == 0x0A || $0 == 0x0D) }
            if cursor.take("`\r\n") || cursor.take("`\n") { continue }
            if cursor.take("<#") {
                while !cursor.isAtEnd, !cursor.take("#>") { cursor.take() }
            } else if cursor.next == UInt8(ascii: "#") {
                cursor.skip { $0 != 0x0A }
            } else {
                return
            }
        }
    }

    // MARK: Values

    /// Reads a value.
    ///
    /// `isArgument`: whether a bare word is a string, as after a parameter.
    mutating func value(isArgument: Bool) throws(FileProblem) -> Value {
        depth += 1
        defer { depth -= 1 }
        guard depth < 50 else { throw problem("this is nested too deeply") }
        let value = try single(isArgument: isArgument)
        skipSpace()
        var ahead = self
        if ahead.cursor.take("|") {
            ahead.skipSpace(acrossLines: true)
            if ahead.word().lowercased() == "convertto-json", case .literal(let literal) = value {
                ahead.cursor.skip { !"\n;|)".utf8.contains($0) }
                self = ahead
                return .literal(.text(literal.json ?? ""))
            }
        }
        return value
    }

    private mutating func single(isArgument: Bool) throws(FileProblem) -> Value {
        guard let byte = cursor.next else { throw problem("a value is missing here") }
        switch byte {
        case UInt8(ascii: "\""): return .literal(.text(try doubleQuoted()))
        case UInt8(ascii: "'"): return .literal(.text(try singleQuoted()))
        case UInt8(ascii: "@"): return try atSign()
        case UInt8(ascii: "$"): return try variable()
        case UInt8(ascii: "("):
            cursor.take()
            skipSpace(acrossLines: true)
            let value = try value(isArgument: false)
            skipSpace(acrossLines: true)
            guard cursor.take(")") else { throw problem("a closing parenthesis is missing here") }
            return value
        case UInt8(ascii: "["): return try typed()
        default: break
        }
        let mark = cursor.mark
        let word = word(isArgument: isArgument)
        if word.lowercased() == "new-object" { return try newObject() }
        if Double(word) != nil, !isArgument { return .literal(.number(word)) }
        guard isArgument, !word.isEmpty else {
            throw FileProblem(
                "crumb does not run code: a quoted string, a table @{…} or a variable with one of "
                    + "them is expected",
                at: cursor.place(from: mark)
            )
        }
        return .literal(.text(word))
    }

    /// Reads a bare word, up to white space or a character that ends a value.
    mutating func word(isArgument: Bool = false) -> String {
        let bytes = cursor.takePrefix(.max) { byte in
            !byte.isASCIIWhitespace && !";|)(}{\"'`,".utf8.contains(byte)
                && (isArgument || byte != UInt8(ascii: "="))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads `@{…}`, `@(…)`, `@"…"@`, or `@'…'@`.
    private mutating func atSign() throws(FileProblem) -> Value {
        let mark = cursor.mark
        if cursor.take("@{") { return .literal(.object(try table())) }
        if cursor.take("@(") {
            var elements: [LiteralValue] = []
            while true {
                skipSpace(acrossLines: true)
                if cursor.take(")") { return .literal(.list(elements)) }
                elements.append(try literal(isArgument: false))
                skipSpace(acrossLines: true)
                _ = cursor.take(",")
            }
        }
        if cursor.take("@\"\r\n") || cursor.take("@\"\n") {
            return .literal(.text(try here(closing: "\"@", isExpanded: true, from: mark)))
        }
        if cursor.take("@'\r\n") || cursor.take("@'\n") {
            return .literal(.text(try here(closing: "'@", isExpanded: false, from: mark)))
        }
        throw problem("crumb does not support splatting (@name)")
    }

    private mutating func table() throws(FileProblem) -> [LiteralValue.Member] {
        var members: [LiteralValue.Member] = []
        while true {
            skipSpace(acrossLines: true)
            if cursor.take(";") { continue }
            if cursor.take("}") { return members }
            let mark = cursor.mark
            let name =
                switch cursor.next {
                case UInt8(ascii: "\""): try doubleQuoted()
                case UInt8(ascii: "'"): try singleQuoted()
                default: word()
                }
            let place = cursor.place(from: mark)
            guard !name.isEmpty else {
                throw FileProblem("a name or a closing brace is missing here", at: place)
            }
            skipSpace()
            guard cursor.take("=") else { throw problem("an equals sign is missing here") }
            skipSpace(acrossLines: true)
            let valueMark = cursor.mark
            members.append(
                LiteralValue.Member(
                    name: name,
                    place: place,
                    value: try literal(isArgument: false),
                    valuePlace: cursor.place(from: valueMark)
                )
            )
        }
    }

    mutating func literal(isArgument: Bool) throws(FileProblem) -> LiteralValue {
        let mark = cursor.mark
        guard case .literal(let literal) = try value(isArgument: isArgument) else {
            throw FileProblem("this is not a string or a table", at: cursor.place(from: mark))
        }
        return literal
    }

    private mutating func variable() throws(FileProblem) -> Value {
        let mark = cursor.mark
        cursor.take()
        let name = variableName()
        switch name.lowercased() {
        case "true": return .literal(.bool(true))
        case "false": return .literal(.bool(false))
        case "null": return .literal(.null)
        case let name:
            guard let value = variables[name] else {
                throw FileProblem(
                    "$\(name) is not defined here, and crumb does not run code: write the text itself",
                    at: cursor.place(from: mark)
                )
            }
            return value
        }
    }

    mutating func variableName() -> String {
        let isBraced = cursor.take("{")
        let bytes = cursor.takePrefix(.max) {
            $0.isASCIIAlphanumeric || "_:".utf8.contains($0) || $0 >= 0x80
        }
        if isBraced { _ = cursor.take("}") }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads `[System.Text.Encoding]::UTF8.GetBytes("…")`, `[System.Net.Cookie]::new(…)`, or a
    /// cast, which has no effect here.
    private mutating func typed() throws(FileProblem) -> Value {
        cursor.take()
        let type = String(
            decoding: cursor.takePrefix(.max) { $0 != UInt8(ascii: "]") && $0 != 0x0A },
            as: UTF8.self
        ).lowercased()
        guard cursor.take("]") else { throw problem("a closing bracket is missing here") }
        guard cursor.take("::") else { return try single(isArgument: false) }
        let member = word().lowercased()
        let arguments = try self.arguments()
        if member.hasSuffix("getbytes"), let text = arguments.first { return text }
        if member == "new", type.hasSuffix("net.cookie") { return try cookie(arguments) }
        return .opaque
    }

    /// Reads the operands of `New-Object`: a type and its constructor arguments.
    private mutating func newObject() throws(FileProblem) -> Value {
        skipSpace()
        if cursor.take("-TypeName") { skipSpace() }
        let isQuoted = cursor.next.map { "\"'".utf8.contains($0) } == true
        let type = isQuoted ? try literal(isArgument: true).plainText ?? "" : word(isArgument: true)
        skipSpace()
        if cursor.take("-ArgumentList") { skipSpace() }
        guard cursor.next == UInt8(ascii: "(") else {
            return type.lowercased().contains("dictionary")
                || type.lowercased().contains("hashtable")
                ? .literal(.object([])) : .opaque
        }
        let arguments = try self.arguments()
        return type.lowercased().hasSuffix("net.cookie") ? try cookie(arguments) : .opaque
    }

    private func cookie(_ arguments: [Value]) throws(FileProblem) -> Value {
        let texts = arguments.map { argument -> String? in
            if case .literal(let literal) = argument { literal.plainText } else { nil }
        }
        guard texts.count >= 2, let name = texts[0], let value = texts[1] else {
            throw problem("a cookie has a name and a value")
        }
        return .cookie(
            CopiedCookie(
                name: ByteString(utf8: name),
                value: ByteString(utf8: value),
                domain: texts.count > 3 ? texts[3] : nil,
                path: texts.count > 2 ? texts[2] : nil
            )
        )
    }

    /// Reads `(a, b)`; empty when there is no parenthesis.
    mutating func arguments() throws(FileProblem) -> [Value] {
        guard cursor.take("(") else { return [] }
        var arguments: [Value] = []
        while true {
            skipSpace(acrossLines: true)
            if cursor.take(")") { return arguments }
            arguments.append(try value(isArgument: false))
            skipSpace(acrossLines: true)
            if !cursor.take(","), cursor.next != UInt8(ascii: ")") {
                throw problem("a comma or a closing parenthesis is missing here")
            }
        }
    }

    // MARK: Strings

    private func unterminated(_ mark: TextCursor.Mark) -> FileProblem {
        FileProblem("this string is not terminated", at: cursor.place(at: mark))
    }

    mutating func singleQuoted() throws(FileProblem) -> String {
        let mark = cursor.mark
        cursor.take()
        var bytes: [UInt8] = []
        while let byte = cursor.take() {
            if byte == UInt8(ascii: "'"), !cursor.take("'") {
                return String(decoding: bytes, as: UTF8.self)
            }
            bytes.append(byte)
        }
        throw unterminated(mark)
    }

    mutating func doubleQuoted() throws(FileProblem) -> String {
        let mark = cursor.mark
        cursor.take()
        var text: [UInt8] = []
        while let byte = cursor.next {
            if cursor.take("\"") {
                guard cursor.take("\"") else { return String(decoding: text, as: UTF8.self) }
                text.append(byte)
            } else {
                try takeExpanded(into: &text)
            }
        }
        throw unterminated(mark)
    }

    /// Reads a here-string, up to a line that begins with the closing marks.
    private mutating func here(
        closing: StaticString,
        isExpanded: Bool,
        from mark: TextCursor.Mark
    ) throws(FileProblem) -> String {
        var text: [UInt8] = []
        var startsLine = true
        while let byte = cursor.next {
            if startsLine, cursor.take(closing) {
                if text.last == 0x0A { text.removeLast() }
                if text.last == 0x0D { text.removeLast() }
                return String(decoding: text, as: UTF8.self)
            }
            startsLine = byte == 0x0A
            if isExpanded {
                try takeExpanded(into: &text)
            } else {
                text.append(byte)
                cursor.take()
            }
        }
        throw unterminated(mark)
    }

    /// Reads one character, an escape, or a substitution.
    private mutating func takeExpanded(into text: inout [UInt8]) throws(FileProblem) {
        guard let byte = cursor.next else { return }
        switch byte {
        case UInt8(ascii: "`"):
            cursor.take()
            if cursor.take("\r\n") || cursor.take("\n") { return }
            guard let letter = cursor.take() else { return }
            text += escaped(letter)
        case UInt8(ascii: "$"): try takeSubstitution(into: &text)
        default:
            text.append(byte)
            cursor.take()
        }
    }

    private mutating func escaped(_ letter: UInt8) -> [UInt8] {
        switch letter {
        case UInt8(ascii: "0"): return [0x00]
        case UInt8(ascii: "a"): return [0x07]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "e"): return [0x1B]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "v"): return [0x0B]
        case UInt8(ascii: "u") where cursor.take("{"):
            let digits = cursor.takePrefix(6, while: \.isASCIIHexDigit)
            _ = cursor.take("}")
            let value = digits.reduce(UInt32(0)) { $0 << 4 | UInt32($1.asciiHexDigitValue ?? 0) }
            return Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        default: return [letter]
        }
    }

    /// Reads `$([char]233)`, which Chrome and Firefox write for non-ASCII characters, or a known
    /// variable. A pair of UTF-16 surrogates becomes one character.
    private mutating func takeSubstitution(into text: inout [UInt8]) throws(FileProblem) {
        var units: [UInt16] = []
        while true {
            var ahead = cursor
            guard ahead.take("$([char]") else { break }
            let digits = ahead.takePrefix(5, while: \.isASCIIDigit)
            guard ahead.take(")"),
                let unit = UInt16(String(decoding: digits, as: UTF8.self))
            else { break }
            units.append(unit)
            cursor = ahead
        }
        guard units.isEmpty else {
            text += Array(String(decoding: units, as: UTF16.self).utf8)
            return
        }
        let mark = cursor.mark
        cursor.take()
        guard let next = cursor.next, next.isASCIIAlpha || "_{(".utf8.contains(next) else {
            text.append(UInt8(ascii: "$"))
            return
        }
        let isWrapped = cursor.take("($")
        let name = variableName()
        guard !isWrapped || cursor.take(")"),
            case .literal(let literal)? = variables[name.lowercased()],
            let known = literal.plainText
        else {
            throw FileProblem(
                "PowerShell would expand this $, but crumb does not run code: write the text itself",
                at: cursor.place(at: mark)
            )
        }
        text += Array(known.utf8)
    }
}
