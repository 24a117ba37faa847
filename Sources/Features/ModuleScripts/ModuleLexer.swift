/// Splits a module's text into tokens. A slash is a division: a parser that expects an expression
/// rereads it as a regular expression, and rereads a brace that ends an expression in a template as
/// a template span.
///
/// https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar
struct ModuleLexer {
    let source: [UInt8]
    /// Whether `<!--`, and `-->` at the start of a line, begin comments, as in classic scripts.
    ///
    /// https://tc39.es/ecma262/#sec-html-like-comments
    var hasHTMLComments = false

    /// The token at or after `offset`.
    func token(at offset: Int) throws(ModuleSyntaxError) -> ModuleToken {
        var at = offset
        let followsNewline = try skipSpace(&at)
        guard at < source.count else {
            return ModuleToken(kind: .end, start: at, end: at, followsNewline: followsNewline)
        }
        var token = ModuleToken(
            kind: .punctuator,
            start: at,
            end: at,
            followsNewline: followsNewline
        )
        switch source[at] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            token.kind = .string
            token.end = try endOfString(at)
        case UInt8(ascii: "`"):
            token.kind = .template
            token.end = at + 1
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            token.kind = .number
            token.end = endOfNumber(at)
        case UInt8(ascii: ".") where isDigit(at + 1):
            token.kind = .number
            token.end = endOfNumber(at)
        case UInt8(ascii: "#"):
            token.kind = .privateName
            token.end = endOfName(at + 1, &token.hasEscape)
            guard token.end > at + 1 else { throw .unexpected(at) }
        case let byte where Self.isNameStart(byte):
            token.kind = .identifier
            token.end = endOfName(at, &token.hasEscape)
        default:
            token.end = at + (try lengthOfPunctuator(at))
        }
        return token
    }

    // MARK: White space

    /// Skips white space and comments, and returns whether they contained a line terminator.
    private func skipSpace(_ at: inout Int) throws(ModuleSyntaxError) -> Bool {
        var sawNewline = false
        let offset = at
        while at < source.count {
            switch source[at] {
            case 0x0A, 0x0D:
                sawNewline = true
                at += 1
            case 0x09, 0x0B, 0x0C, 0x20: at += 1
            case UInt8(ascii: "/") where byte(at + 1) == UInt8(ascii: "/"):
                at = endOfLine(at)
            case UInt8(ascii: "/") where byte(at + 1) == UInt8(ascii: "*"):
                let start = at
                at += 2
                while byte(at) != UInt8(ascii: "*") || byte(at + 1) != UInt8(ascii: "/") {
                    guard at < source.count else { throw .unexpected(start) }
                    if isNewline(at) { sawNewline = true }
                    at += 1
                }
                at += 2
            case UInt8(ascii: "<") where hasHTMLComments && source[at...].starts(with: "<!--".utf8):
                at = endOfLine(at)
            case UInt8(ascii: "-")
            where hasHTMLComments && (sawNewline || offset == 0)
                && source[at...].starts(with: "-->".utf8):
                at = endOfLine(at)
            case UInt8(ascii: "#") where at == 0 && byte(1) == UInt8(ascii: "!"):
                at = endOfLine(at)
            case 0x80...:
                guard let length = lengthOfSpace(at) else { return sawNewline }
                if isNewline(at) { sawNewline = true }
                at += length
            default: return sawNewline
            }
        }
        return sawNewline
    }

    func endOfLine(_ start: Int) -> Int {
        var at = start
        while at < source.count, !isNewline(at) { at += 1 }
        return at
    }

    func isNewline(_ at: Int) -> Bool {
        switch source[at] {
        case 0x0A, 0x0D: true
        // U+2028 and U+2029
        case 0xE2: byte(at + 1) == 0x80 && (byte(at + 2) == 0xA8 || byte(at + 2) == 0xA9)
        default: false
        }
    }

    /// The length of the non-ASCII white space at this position; `nil` when there is none.
    private func lengthOfSpace(_ at: Int) -> Int? {
        switch (source[at], byte(at + 1), byte(at + 2)) {
        case (0xC2, 0xA0, _): 2
        case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9),
            (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
            3
        default: nil
        }
    }

    // MARK: Names and numbers

    static func isNameStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "$"), UInt8(ascii: "_"), UInt8(ascii: "\\"), 0x80...:
            true
        default: false
        }
    }

    private func endOfName(_ start: Int, _ hasEscape: inout Bool) -> Int {
        var at = start
        while at < source.count {
            let byte = source[at]
            if byte == UInt8(ascii: "\\") {
                hasEscape = true
                guard self.byte(at + 1) == UInt8(ascii: "u") else { return at }
                if self.byte(at + 2) == UInt8(ascii: "{") {
                    var end = at + 3
                    while isHexDigit(end) { end += 1 }
                    guard self.byte(end) == UInt8(ascii: "}") else { return at }
                    at = end + 1
                } else {
                    guard (at + 2..<at + 6).allSatisfy(isHexDigit) else { return at }
                    at += 6
                }
            } else if byte >= 0x80 {
                if lengthOfSpace(at) != nil { return at }
                at += 1
            } else if Self.isNameStart(byte) || isDigit(at) {
                at += 1
            } else {
                return at
            }
        }
        return min(at, source.count)
    }

    private func endOfNumber(_ start: Int) -> Int {
        var at = start
        while at < source.count {
            let byte = source[at]
            let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            // 1e+5 is a number, but 0xe+5 is a sum.
            let isExponent =
                isSign && at > start && source[at - 1] | 0x20 == UInt8(ascii: "e")
                && self.byte(start + 1) | 0x20 != UInt8(ascii: "x")
            guard
                isDigit(at) || Self.isNameStart(byte) && byte < 0x80
                    || byte == UInt8(ascii: ".") || isExponent
            else { break }
            // 1..toString() and 1.5.toFixed(): a second point is not part of the number.
            if byte == UInt8(ascii: "."), source[start..<at].contains(UInt8(ascii: ".")) { break }
            at += 1
        }
        return at
    }

    private func endOfString(_ start: Int) throws(ModuleSyntaxError) -> Int {
        var at = start + 1
        while at < source.count {
            switch source[at] {
            case source[start]: return at + 1
            case 0x0A, 0x0D: throw .unexpected(start)
            case UInt8(ascii: "\\"): at += 2
            default: at += 1
            }
        }
        throw .unexpected(start)
    }

    // MARK: Regular expressions and templates

    /// The end of a regular expression that begins with the slash at `start`.
    func endOfRegularExpression(_ start: Int) throws(ModuleSyntaxError) -> Int {
        var at = start + 1
        var isInClass = false
        while at < source.count, !isNewline(at) {
            switch source[at] {
            case UInt8(ascii: "\\"): at += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "/") where !isInClass:
                var hasEscape = false
                return endOfName(at + 1, &hasEscape)
            default: break
            }
            at += 1
        }
        throw .regularExpression(start)
    }

    /// The end of a span that begins within a template: the start of its next expression, or the
    /// end of the template.
    func templateSpan(from start: Int) throws(ModuleSyntaxError) -> (end: Int, isLast: Bool) {
        var at = start
        while at < source.count {
            switch source[at] {
            case UInt8(ascii: "`"): return (at + 1, true)
            case UInt8(ascii: "$") where byte(at + 1) == UInt8(ascii: "{"): return (at + 2, false)
            case UInt8(ascii: "\\"): at += 2
            default: at += 1
            }
        }
        throw .template(start)
    }

    // MARK: Punctuators

    /// The punctuators, longest first.
    private static let punctuators: [[UInt8]] = [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==",
        "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=",
        "|=", "^=", "<<", ">>", "**",
    ].map { Array($0.utf8) }

    private func lengthOfPunctuator(_ at: Int) throws(ModuleSyntaxError) -> Int {
        let byte = source[at]
        guard byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "@") else { throw .unexpected(at) }
        for punctuator in Self.punctuators
        where punctuator[0] == byte && source[at...].starts(with: punctuator) {
            // a?.5:b is a conditional.
            if punctuator.elementsEqual("?.".utf8), isDigit(at + 2) { continue }
            return punctuator.count
        }
        return 1
    }

    func byte(_ at: Int) -> UInt8 { at < source.count ? source[at] : 0 }

    private func isHexDigit(_ at: Int) -> Bool {
        isDigit(at) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte(at) | 0x20)
    }

    private func isDigit(_ at: Int) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte(at))
    }
}
