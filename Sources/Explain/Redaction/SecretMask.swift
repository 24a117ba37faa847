internal import BrowserInfra
package import BrowserJSON

/// Hides credentials in text that was written by hand or by another program, before a line of it is
/// shown in a message. The text may be malformed, so its structure cannot be relied on.
///
/// Anything that looks like a credential's name hides what follows it, rather too much than too little.
/// Every character is replaced by exactly one other, so that carets stay in the right place.
package struct SecretMask: Sendable {
    /// The kind of text, which determines what is secret in it.
    package enum Format: Hashable, Sendable {
        /// A command or a call copied from elsewhere.
        case request
        /// A HAR file: the values of all headers, cookies and parameters are secret, and all bodies.
        case archive
        /// A scenario: in addition to credentials, the values of cookies are secret.
        case scenario
    }

    private let format: Format
    /// The names of secrets, in lower case.
    private let names: Set<String>

    /// Creates a mask. `names` are names of secrets, in addition to those that are always secret.
    package init(_ format: Format, names: some Sequence<String> = []) {
        self.format = format
        self.names = Set(names.map { $0.lowercased() })
    }

    /// Returns the text, in UTF-8, with secrets replaced by asterisks.
    package func masking(_ bytes: [UInt8]) -> [UInt8] {
        var masked = bytes
        for found in found(in: bytes) { masked.mask(found.span) }
        return masked.filter { $0 != UInt8.continuation }
    }

    /// Returns a message about a text, without what is hidden in that text.
    package func masking(_ message: String, about bytes: [UInt8]) -> String {
        var message = message
        for found in found(in: bytes).prefix(1000) where found.span.count >= 4 {
            let secret = String(decoding: bytes[found.span], as: UTF8.self)
            message = message.replacing(secret, with: "***")
        }
        return String(decoding: masking(Array(message.utf8)), as: UTF8.self)
    }

    /// Returns a line of a file, masked; the lines around it determine whether it is part of a secret.
    package func line(_ number: Int, of source: SourceFile) -> String {
        let line = source.line(number)
        var bytes = Array(line.utf8)
        guard format == .scenario, isInsideSecret(number, of: source) else {
            return String(decoding: masking(bytes), as: UTF8.self)
        }
        // The key is not masked.
        let key = bytes.firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? 0
        let start = bytes[key...].firstIndex { $0 > 0x20 } ?? bytes.count
        if key > 0, start < bytes.count, bytes[start] == UInt8(ascii: "{") {
            var text = SecretScanner(bytes)
            text.index = start
            for value in text.skipMapping(sparing: Self.attributes) { bytes.mask(value) }
        } else if !isAttribute(bytes[..<key]) {
            bytes.mask(start..<bytes.count)
        }
        return String(decoding: bytes.filter { $0 != UInt8.continuation }, as: UTF8.self)
    }

    /// Returns whether a less indented line above has a secret's name.
    private func isInsideSecret(_ number: Int, of source: SourceFile) -> Bool {
        guard var indentation = source.line(number).keyAndColumn?.column else { return false }
        for above in (0..<number).reversed() {
            guard indentation > 0 else { return false }
            guard let (key, column) = source.line(above).keyAndColumn, column < indentation else {
                continue
            }
            if extent(ofName: key.lowercased()) != nil { return true }
            indentation = column
        }
        return false
    }

    /// Returns all values in a text that have a secret's name, without their quotes.
    func named(in bytes: [UInt8]) -> [(name: String, value: ByteString)] {
        found(in: bytes).map { name, span in
            let value = ByteString(bytes[span]).trimming { "\"'\\ ".utf8.contains($0) }
            return (String(decoding: bytes[name], as: UTF8.self), value)
        }
    }

    /// The members of a cookie in a scenario, apart from its value.
    private static let attributes: Set<String> = [
        "domain", "hostonly", "path", "expires", "size", "httponly", "secure", "samesite",
        "partitionkey", "priority", "exists", "lessthan", "greaterthan",
    ]

    /// Returns whether a line's key is an attribute, as in `    httpOnly: true`.
    private func isAttribute(_ key: ArraySlice<UInt8>) -> Bool {
        let word = key.filter { $0.isASCIIAlphanumeric }
        return Self.attributes.contains(String(decoding: word, as: UTF8.self).lowercased())
    }

    // MARK: Finding secrets

    /// Where a value ends that has no quotes of its own.
    private enum Extent {
        /// At the end of the line, as in headers.
        case line
        /// At a separator or closing bracket.
        case scalar
        /// At the end of `name=value`.
        case parameter
        /// At the end of a form's field.
        case field
        /// At whitespace.
        case word
        /// At the end of a mapping.
        case mapping
    }

    private static let headers: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "set-cookie",
    ]
    private static let passwords = ["password", "passwd", "passphrase", "pwd"]
    /// Options of curl; those with one letter may be joined with their value.
    private static let options = [
        "--user", "--proxy-user", "--cookie", "--oauth2-bearer", "--pass", "--proxy-pass",
        "--proxy",
        "-u", "-U", "-b", "-x",
    ]

    private func extent(ofName name: String) -> Extent? {
        if Self.headers.contains(name) { return .line }
        if names.contains(name) || Self.passwords.contains(where: name.hasSuffix) { return .scalar }
        switch (format, name) {
        case (.archive, "value"), (.archive, "text"), (.scenario, "value"), (.scenario, "set"):
            return .scalar
        case (.scenario, "sent"), (.scenario, "stored"): return .mapping
        default: return nil
        }
    }

    /// Returns what is hidden, in order, each with its name. None of the ranges contains a line break.
    private func found(in bytes: [UInt8]) -> [(name: Range<Int>, span: Range<Int>)] {
        var found: [(name: Range<Int>, span: Range<Int>)] = []
        var text = SecretScanner(bytes)
        while !text.isAtEnd {
            if text.isBehindSlashes {
                let start = text.index
                if text.skipUserinfo() {
                    found.append((start..<start, start..<text.index))
                } else {
                    text.index += 1
                }
                continue
            }
            guard let name = text.name() else {
                text.index += 1
                continue
            }
            guard let extent = begin(name, in: &text) else { continue }
            // A variable is not a secret.
            if text.skipTemplate() { continue }
            let start = text.index
            switch extent {
            case .line: text.skipValue(of: name, until: \.isLineBreak)
            case .scalar: text.skipValue(of: name) { $0.isLineBreak || "&,;}]".utf8.contains($0) }
            case .parameter:
                text.skipValue(of: name) { $0.isBlank || "&,;}]\"'".utf8.contains($0) }
            case .field: text.skipField()
            case .word:
                text.skipValue(of: name, until: \.isBlank)
                // A colon at the end belongs to a sentence that quotes the value.
                if text.index > start, bytes[text.index - 1] == UInt8(ascii: ":") {
                    text.index -= 1
                }
            case .mapping:
                found += text.skipMapping(sparing: Self.attributes).map {
                    (name, bytes.withoutQuotes($0))
                }
                continue
            }
            if format == .archive { text.skipUnescapedQuotes() }
            found.append((name, bytes.withoutQuotes(start..<text.index)))
        }
        return found
    }

    /// Moves to the value that belongs to a name, and returns its extent; `nil` if the name is not a
    /// secret's.
    private func begin(_ name: Range<Int>, in text: inout SecretScanner) -> Extent? {
        let word = String(decoding: text.bytes[name], as: UTF8.self)
        if format == .request, word.hasPrefix("-") {
            let option = Self.options.first { option in
                word == option || option.utf8.count == 2 && word.hasPrefix(option)
            }
            guard let option else { return nil }
            let end = name.lowerBound + option.utf8.count
            text.index = end
            text.skip(" \t=")
            // A long option can only be joined to its value by an equals sign.
            return option.utf8.count > 2 && text.index == end ? nil : .word
        }
        guard word.utf8.count <= 64, let extent = extent(ofName: word.lowercased()),
            let separator = text.skipSeparator()
        else { return nil }
        switch (separator, extent) {
        case (.blankLine, _): return .field
        case (.equals, .scalar): return .parameter
        default: return extent
        }
    }
}

extension String {
    /// The text before the first colon, without quotes and dashes, and its column, starting from 0;
    /// `nil` for an empty line.
    fileprivate var keyAndColumn: (key: String, column: Int)? {
        let opening = prefix { " \t-\"'{".contains($0) }
        guard opening.count < count else { return nil }
        let key = dropFirst(opening.count).prefix { !":\"'".contains($0) }
        // A quote belongs to the key.
        let column = opening.prefix { " \t-".contains($0) }.count
        return (String(key), column)
    }
}

extension UInt8 {
    /// A placeholder for continuation bytes of a character in UTF-8; it is removed afterwards, because
    /// they do not take up a column.
    fileprivate static let continuation: UInt8 = 0x7F
}

extension [UInt8] {
    /// Returns the range without quotes, which are not secret and show where a value ends.
    fileprivate func withoutQuotes(_ range: Range<Int>) -> Range<Int> {
        guard range.count >= 2, let first = self[range].first, "\"'".utf8.contains(first),
            self[range].last == first
        else { return range }
        return range.lowerBound + 1..<range.upperBound - 1
    }

    fileprivate mutating func mask(_ range: Range<Int>) {
        for index in range {
            self[index] = self[index] & 0xC0 == 0x80 ? UInt8.continuation : UInt8(ascii: "*")
        }
    }
}
