internal import BrowserInfra

/// Scans text that may be malformed in any way, and finds names and the ends of their values.
///
/// Treats quotes like JSON, YAML, a shell and JavaScript at the same time.
struct SecretScanner {
    let bytes: [UInt8]
    var index = 0

    /// The maximum length of userinfo, because every pair of slashes may start one.
    private static let userinfoLimit = 512

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { index >= bytes.count }

    private var byte: UInt8? { isAtEnd ? nil : bytes[index] }

    private func byte(at offset: Int) -> UInt8? {
        bytes.indices.contains(index + offset) ? bytes[index + offset] : nil
    }

    /// Skips a name if one starts here, and returns its range.
    mutating func name() -> Range<Int>? {
        guard let byte, byte.isNameByte else { return nil }
        let start = index
        while let byte = self.byte, byte.isNameByte { index += 1 }
        return start..<index
    }

    mutating func skip(_ set: String) {
        while let byte, set.utf8.contains(byte) { index += 1 }
    }

    /// What separates a name from its value.
    enum Separator {
        /// A colon: `"password": `, `\"password\":`.
        case colon
        /// An equals sign: `password=`, `a[password]=`.
        case equals
        /// The blank line after the header of a form's field, `name="password"`.
        case blankLine
        /// The comma after the first of two arguments: `System.Net.Cookie("sid", `.
        case comma
    }

    /// Skips to the value that belongs to a name, and returns the separator.
    mutating func skipSeparator() -> Separator? {
        let start = index
        skip("\\\"'] \t")
        if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") {
            defer { skip(" \t") }
            index += 1
            return bytes[index - 1] == UInt8(ascii: ":") ? .colon : .equals
        }
        index = start
        if skipFirstArgument() { return .comma }
        index = start
        skip("\"")
        var lineFeeds = 0
        while true {
            if byte == UInt8(ascii: "\\"), let letter = byte(at: 1), "rn".utf8.contains(letter) {
                lineFeeds += letter == UInt8(ascii: "n") ? 1 : 0
                index += 2
            } else if let byte, byte.isLineBreak {
                lineFeeds += byte == 0x0A ? 1 : 0
                index += 1
            } else {
                break
            }
        }
        if index > start, bytes[start] == UInt8(ascii: "\""), lineFeeds >= 2 { return .blankLine }
        index = start
        return nil
    }

    private mutating func skipFirstArgument() -> Bool {
        guard byte == UInt8(ascii: "(") else { return false }
        index += 1
        skip(" \t")
        guard skipQuoted() else { return false }
        skip(" \t")
        guard byte == UInt8(ascii: ",") else { return false }
        index += 1
        skip(" \t")
        return true
    }

    /// Skips `{{name}}` if that is the whole value, and returns whether it did.
    mutating func skipTemplate() -> Bool {
        let quotes = bytes[index...].prefix { $0.isQuote }.count
        let text = bytes[(index + quotes)...]
        guard text.starts(with: Array("{{".utf8)) else { return false }
        let name = text.dropFirst(2).prefix { $0.isNameByte || $0 == 0x20 }
        guard bytes[name.endIndex...].starts(with: Array("}}".utf8)) else { return false }
        let end = name.endIndex + 2
        let next = bytes.indices.contains(end) ? bytes[end] : 0x0A
        // The text after it may be a secret.
        guard next.isBlank || next.isQuote || ",;}]&".utf8.contains(next) else { return false }
        index = end
        return true
    }

    /// Skips to the end of a form's field, whose line breaks may be escaped.
    mutating func skipField() {
        while let byte, !byte.isLineBreak {
            if byte == UInt8(ascii: "\\"), let letter = self.byte(at: 1), "rn".utf8.contains(letter)
            {
                return
            }
            index += 1
        }
    }

    // MARK: URLs

    var isBehindSlashes: Bool {
        byte(at: -1)?.isSlash == true && byte(at: -2)?.isSlash == true && byte?.isSlash == false
    }

    /// Skips to the last `@` of the word, unless the text before it is a host and path, and returns
    /// whether it did.
    mutating func skipUserinfo() -> Bool {
        let word = bytes[index..<endOfURL()]
        guard let at = word.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let authority = word.prefix { !"/?#".utf8.contains($0) }
        let hasPassword = authority.firstIndex(of: UInt8(ascii: ":")).map { colon in
            !authority[(colon + 1)...].allSatisfy(\.isASCIIDigit)
                && authority.first != UInt8(ascii: "[")
        }
        guard authority.contains(UInt8(ascii: "@")) || hasPassword == true else { return false }
        index = at
        return true
    }

    /// Returns the end of the quotes around the URL or, if there are none, of the word.
    private func endOfURL() -> Int {
        let limit = min(bytes.count, index + Self.userinfoLimit)
        var start = index
        while start > 0, bytes[start - 1].isSlash || bytes[start - 1] == UInt8(ascii: ":") {
            start -= 1
        }
        while start > 0, bytes[start - 1].isASCIIAlphanumeric { start -= 1 }
        guard start > 0, bytes[start - 1].isQuote else {
            return bytes[index..<limit].firstIndex(where: \.isBlank) ?? limit
        }
        // Only scans up to the limit: quoted pieces may extend to the end of the text, and would be
        // scanned again from each slash.
        let opening = start - 1
        guard opening < limit else { return limit }
        var text = SecretScanner(Array(bytes[opening..<limit]))
        _ = text.skipQuoted()
        text.skipRestOfWord()
        return opening + text.index
    }

    // MARK: Values

    /// Skips to the end of a value: of its own quotes, of the quotes around its name, or to `isEnd`.
    mutating func skipValue(of name: Range<Int>, until isEnd: (UInt8) -> Bool) {
        if byte == UInt8(ascii: "$") { index += 1 }
        let outer = quote(before: name)
        if skipQuoted() { return skipRestOfWord() }
        while let byte, !byte.isLineBreak {
            if byte == outer {
                let quote = index
                index += 1
                // `'…'\''…'`
                skipRestOfWord()
                if index == quote + 1 { index = quote }
                return
            }
            if outer == nil, isEnd(byte) { return }
            index += byte == UInt8(ascii: "\\") && self.byte(at: 1)?.isLineBreak == false ? 2 : 1
        }
        index = min(index, bytes.count)
    }

    /// Skips past the brace that closes the one here, or to the end of the line, and returns the values.
    /// Keys are not returned, nor are the values whose keys are in `names`, in lower case.
    mutating func skipMapping(sparing names: Set<String>) -> [Range<Int>] {
        var values: [Range<Int>] = []
        var depth = 0
        var key: Range<Int>?
        while let byte, !byte.isLineBreak {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                key = nil
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                key = nil
                index += 1
                if depth <= 0 { return values }
            case UInt8(ascii: ","):
                key = nil
                index += 1
            case _ where byte.isBlank: index += 1
            default:
                let word = skipScalar(isInside: depth > 0)
                if key == nil, self.byte == UInt8(ascii: ":") {
                    key = word
                    index += 1
                } else if key.map({ !names.contains(self.name($0)) })
                    // Elements of a list of names are not values, unless they are pairs.
                    ?? (depth == 0 || bytes[word].contains(UInt8(ascii: "=")))
                {
                    values.append(word)
                }
                // `: `
                if word.isEmpty { index += 1 }
            }
        }
        return values
    }

    private func name(_ range: Range<Int>) -> String {
        let letters = bytes[range].filter { $0.isASCIIAlphanumeric }
        return String(decoding: letters, as: UTF8.self).lowercased()
    }

    /// Skips a scalar in a mapping, and returns its range without trailing whitespace; outside a
    /// mapping, it extends to the end of the line.
    private mutating func skipScalar(isInside: Bool) -> Range<Int> {
        let start = index
        if skipQuoted() { return start..<index }
        while let byte, !byte.isLineBreak {
            if isInside, ",}]".utf8.contains(byte) { break }
            if isInside, byte == UInt8(ascii: ":"), self.byte(at: 1).map(\.isBlank) ?? true {
                break
            }
            index += 1
        }
        var end = index
        while end > start, bytes[end - 1].isBlank { end -= 1 }
        return start..<end
    }

    /// Skips text in quotes, which may be escaped: past the closing one, or to the end of the line.
    /// Returns whether there was any.
    private mutating func skipQuoted() -> Bool {
        if byte == UInt8(ascii: "^"), byte(at: 1) == UInt8(ascii: "\"") {
            return skipQuotedForCmd()
        }
        let isEscaped = byte == UInt8(ascii: "\\")
        guard let quote = byte(at: isEscaped ? 1 : 0), quote.isQuote else { return false }
        index += isEscaped ? 2 : 1
        while let byte, !byte.isLineBreak {
            if byte == UInt8(ascii: "\\") {
                let next = self.byte(at: 1)
                index += next == nil || next?.isLineBreak == true ? 1 : 2
                if isEscaped, next == quote { return true }
            } else {
                index += 1
                if !isEscaped, byte == quote { return true }
            }
        }
        return true
    }

    /// Skips `^"…^"`, in which a quote is written as `\^"`.
    private mutating func skipQuotedForCmd() -> Bool {
        index += 2
        while let byte, !byte.isLineBreak {
            if byte == UInt8(ascii: "^"), self.byte(at: 1) == UInt8(ascii: "\""),
                self.byte(at: -1) != UInt8(ascii: "\\")
            {
                index += 2
                return true
            }
            index += 1
        }
        return true
    }

    /// Skips what immediately follows a closing quote: the quote was not escaped although it should have
    /// been, or another piece of a shell's word follows.
    private mutating func skipRestOfWord() {
        while let byte, !byte.isBlank, !",}]):;&|".utf8.contains(byte) {
            if byte == UInt8(ascii: "\\") {
                // A quote between two quoted pieces of a shell's word.
                index += self.byte(at: 1).map { $0.isLineBreak ? 1 : 2 } ?? 1
            } else if !skipQuoted() {
                index += 1
            }
        }
    }

    /// Skips to the end of the line unless a JSON string is followed by a separator: otherwise a quote
    /// in it was not escaped, and the line is part of it.
    mutating func skipUnescapedQuotes() {
        let next = bytes[index...].first { $0 != 0x20 && $0 != 0x09 }
        guard let next, !next.isLineBreak, !",}]".utf8.contains(next) else { return }
        while let byte, !byte.isLineBreak { index += 1 }
    }

    /// Returns the quote immediately before a name that is not closed immediately after it.
    private func quote(before name: Range<Int>) -> UInt8? {
        guard name.lowerBound > 0, bytes[name.lowerBound - 1].isQuote,
            name.upperBound < bytes.count, !bytes[name.upperBound].isQuote
        else { return nil }
        return bytes[name.lowerBound - 1]
    }
}

extension UInt8 {
    fileprivate var isSlash: Bool { self == UInt8(ascii: "/") || self == UInt8(ascii: "\\") }

    fileprivate var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") }

    var isLineBreak: Bool { self == 0x0A || self == 0x0D }

    var isBlank: Bool { self <= 0x20 }

    fileprivate var isNameByte: Bool {
        isASCIIAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
            || self >= 0x80
    }
}
