internal import BrowserInfra
internal import BrowserJSON

/// Splits one command into words, as bash does, and runs nothing.
///
/// Quotes of every kind and line continuations are undone; what would make bash do more than pass
/// words on (a variable, a pipe, a second command) is refused where it stands.
///
/// https://www.gnu.org/software/bash/manual/html_node/Quoting.html
struct ShellWords {
    struct Word {
        var bytes: [UInt8]
        var place: Place

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    struct Command {
        var words: [Word]
        /// What stands behind it and is not its own: a pipe to another program, a file to write to.
        var behind: String?
        /// Whether characters are gone that were not ASCII.
        var lostCharacters = false
    }

    static func read(_ bytes: [UInt8]) throws(FileProblem) -> [Word] {
        try read(TextCursor(bytes)).words
    }

    static func read(_ cursor: TextCursor) throws(FileProblem) -> Command {
        var reader = ShellWords(cursor: cursor)
        var words: [Word] = []
        reader.cursor.skip(while: \.isASCIIWhitespace)
        while try reader.skipToWord() { words.append(try reader.word()) }
        return Command(words: words, behind: reader.behind)
    }

    private var cursor: TextCursor
    private var behind: String?

    private init(cursor: TextCursor) {
        self.cursor = cursor
    }

    /// Whether there is one more.
    private mutating func skipToWord() throws(FileProblem) -> Bool {
        while true {
            cursor.skip(while: \.isHTTPTabOrSpace)
            if cursor.take("\\\r\n") || cursor.take("\\\n") { continue }
            guard let byte = cursor.next else { return false }
            if byte == UInt8(ascii: "#") {
                cursor.skip { $0 != 0x0A }
                continue
            }
            if startsRedirection {
                behind = cursor.takeRest()
                return false
            }
            guard byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: ";") else { return true }
            // The command ends here; blank lines and comments may follow, and nothing else.
            let place = cursor.place
            cursor.skip { $0.isASCIIWhitespace || $0 == UInt8(ascii: ";") }
            while cursor.next == UInt8(ascii: "#") {
                cursor.skip { $0 != 0x0A }
                cursor.skip(while: \.isASCIIWhitespace)
            }
            guard cursor.isAtEnd else {
                throw FileProblem(
                    "the command ends here, but more text follows: one request at a time (a "
                        + "line that goes on ends with a backslash)",
                    at: place
                )
            }
            return false
        }
    }

    /// Where a word could begin: a pipe, `>`, `2>`; but not `||` and `&&`, behind which stands another
    /// command.
    private var startsRedirection: Bool {
        var ahead = cursor
        ahead.skip(while: \.isASCIIDigit)
        if ahead.starts(with: ">") || ahead.starts(with: "&>") { return true }
        return cursor.starts(with: "|") && !cursor.starts(with: "||")
    }

    private mutating func word() throws(FileProblem) -> Word {
        let start = cursor.mark
        var bytes: [UInt8] = []
        while let byte = cursor.next, !byte.endsShellWord {
            if cursor.take("$'") {
                bytes += try ansiQuoted(from: start)
            } else if cursor.take("'") {
                bytes += try singleQuoted(from: start)
            } else if cursor.take("\"") {
                bytes += try doubleQuoted(from: start)
            } else if cursor.take("\\\r\n") || cursor.take("\\\n") {
                continue
            } else if cursor.take("\\") {
                if let escaped = cursor.take() { bytes.append(escaped) }
            } else {
                try rejectSyntax(byte)
                cursor.take()
                bytes.append(byte)
            }
        }
        return Word(bytes: bytes, place: cursor.place(from: start))
    }

    /// What stands outside of quotes and is no text to bash.
    private func rejectSyntax(_ byte: UInt8) throws(FileProblem) {
        guard "|&<>()`$^".utf8.contains(byte) else { return }
        let character = String(Unicode.Scalar(byte))
        let message =
            switch byte {
            case UInt8(ascii: "^"):
                "a ^ outside of quotes: this is how the Windows command line is quoted; choose "
                    + "Copy as cURL (bash)"
            case UInt8(ascii: "$"), UInt8(ascii: "`"):
                "bash would replace this \(character), but crumb runs no shell: write the text "
                    + "itself, in single quotes"
            default:
                "\(character) outside of quotes ends the command in bash: put the word in single "
                    + "quotes"
            }
        throw FileProblem(message, at: cursor.place)
    }

    // MARK: Quotes

    private func unterminated(
        _ quote: String,
        from start: TextCursor.Mark
    ) -> FileProblem {
        var place = cursor.place(from: start)
        place.length = 1
        return FileProblem("this word's \(quote) is not closed", at: place)
    }

    private mutating func singleQuoted(
        from start: TextCursor.Mark
    ) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        while let byte = cursor.take() {
            if byte == UInt8(ascii: "'") { return bytes }
            bytes.append(byte)
        }
        throw unterminated("single quote", from: start)
    }

    private mutating func doubleQuoted(
        from start: TextCursor.Mark
    ) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        while let byte = cursor.next {
            if let printed = printed() {
                bytes += printed
                continue
            }
            if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "`") { try rejectSyntax(byte) }
            cursor.take()
            switch byte {
            case UInt8(ascii: "\""): return bytes
            case UInt8(ascii: "\\"):
                guard let escaped = cursor.take() else { break }
                // Before any other character the backslash is itself.
                if escaped == 0x0A { continue }
                if !"\"\\$`".utf8.contains(escaped) { bytes.append(byte) }
                bytes.append(escaped)
            default: bytes.append(byte)
            }
        }
        throw unterminated("double quote", from: start)
    }

    /// What `--print-curl` writes for bytes that are not shown: `$(printf '…')`, in octal.
    ///
    /// `nil`, and nothing is taken, where it is some other command.
    private mutating func printed() -> [UInt8]? {
        let before = cursor
        guard cursor.take("$(printf '") else { return nil }
        var bytes: [UInt8] = []
        while let byte = cursor.take(), byte != UInt8(ascii: "%") {
            switch byte {
            case UInt8(ascii: "'"):
                guard cursor.take(")") else { break }
                // So does $(…).
                while bytes.last == 0x0A { bytes.removeLast() }
                return bytes
            case UInt8(ascii: "\\"): bytes += ansiEscape()
            default: bytes.append(byte)
            }
            if byte == UInt8(ascii: "'") { break }
        }
        cursor = before
        return nil
    }

    /// `$'…'`.
    ///
    /// https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html
    private mutating func ansiQuoted(
        from start: TextCursor.Mark
    ) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        while let byte = cursor.take() {
            switch byte {
            case UInt8(ascii: "'"): return bytes
            case UInt8(ascii: "\\"): bytes += ansiEscape()
            default: bytes.append(byte)
            }
        }
        throw unterminated("$'", from: start)
    }

    private mutating func ansiEscape() -> [UInt8] {
        guard let letter = cursor.next else { return [] }
        if (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(letter) {
            let digits = cursor.takePrefix(3) { (0x30...0x37).contains($0) }
            let value = digits.reduce(UInt32(0)) { $0 << 3 | UInt32($1 - 0x30) }
            return [UInt8(truncatingIfNeeded: value)]
        }
        cursor.take()
        switch letter {
        case UInt8(ascii: "a"): return [0x07]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "e"), UInt8(ascii: "E"): return [0x1B]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "v"): return [0x0B]
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "?"):
            return [letter]
        case UInt8(ascii: "x"):
            return hexadecimal(2).map { [UInt8(truncatingIfNeeded: $0)] } ?? [0x5C, letter]
        case UInt8(ascii: "u"): return unicode(4) ?? [0x5C, letter]
        case UInt8(ascii: "U"): return unicode(8) ?? [0x5C, letter]
        default: return [0x5C, letter]
        }
    }

    private mutating func hexadecimal(_ digits: Int) -> UInt32? {
        let taken = cursor.takePrefix(digits, while: \.isASCIIHexDigit)
        guard !taken.isEmpty else { return nil }
        return taken.reduce(0) { $0 << 4 | UInt32($1.asciiHexDigitValue ?? 0) }
    }

    /// A browser writes UTF-16 units, so that two escapes may be one character.
    private mutating func unicode(_ digits: Int) -> [UInt8]? {
        guard let value = hexadecimal(digits) else { return nil }
        if (0xD800..<0xDC00).contains(value), cursor.starts(with: "\\u") {
            let before = cursor
            _ = cursor.take("\\u")
            if let trail = hexadecimal(4), (0xDC00..<0xE000).contains(trail),
                let scalar = Unicode.Scalar(0x10000 + (value - 0xD800) << 10 + (trail - 0xDC00))
            {
                return Array(String(scalar).utf8)
            }
            cursor = before
        }
        return Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
    }
}

extension UInt8 {
    /// Where a word ends outside of quotes: bash's blanks and what ends a command, but no form feed,
    /// which is a letter like others.
    fileprivate var endsShellWord: Bool {
        isHTTPTabOrSpace || self == 0x0A || self == 0x0D || self == UInt8(ascii: ";")
    }
}
