internal import BrowserInfra
internal import BrowserJSON

/// Splits a command of the Windows command line into words, without running anything.
///
/// Two programs undo the quoting: cmd removes carets, and the program that it starts splits the
/// rest at spaces, by the rules of Microsoft's C library. Outside of cmd's own quotes a caret
/// escapes the next character, at the end of a line the first character of the next line; Chrome
/// and Firefox write a caret before the quotes themselves, so cmd does not see them as quotes.
/// Chrome before 2024 wrote carets inside cmd's own quotes, where cmd does not remove them: those
/// are read as intended too.
///
/// https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
struct CmdWords {
    /// A byte that cmd passes on.
    private struct Unit {
        var byte: UInt8
        var mark: TextCursor.Mark
        /// Whether it was escaped with a caret.
        var isEscaped = false

        var isEscapedBackslash: Bool { isEscaped && byte == UInt8(ascii: "\\") }
    }

    private var cursor: TextCursor
    private var units: [Unit] = []
    /// Whether there is a caret before a space, which browsers write for each non-ASCII character.
    private var lostCharacters = false

    static func read(_ cursor: TextCursor) throws(FileProblem) -> ShellWords.Command {
        var reader = CmdWords(cursor: cursor)
        let behind = try reader.readUnits()
        return ShellWords.Command(
            words: try reader.words(),
            behind: behind,
            lostCharacters: reader.lostCharacters
        )
    }

    private init(cursor: TextCursor) {
        self.cursor = cursor
    }

    // MARK: cmd

    /// The characters before which Chrome does not write a caret.
    private static let plain = Set("_-:=+~'/.,?;()*` \t\r\n".utf8)

    /// Reads the units of the command, and returns the text after it if that starts with a pipe or
    /// a redirection.
    private mutating func readUnits() throws(FileProblem) -> String? {
        var isQuoted = false
        while let byte = cursor.next {
            let mark = cursor.mark
            if byte == UInt8(ascii: "^"), try takeEscaped(isQuoted: isQuoted, from: mark) {
                continue
            }
            if !isQuoted, byte == 0x0A || byte == 0x0D {
                try expectNothingBehind()
                return nil
            }
            if !isQuoted, byte == UInt8(ascii: "&") {
                throw FileProblem(
                    "& outside of quotes ends the command, and another one follows: one request at a "
                        + "time",
                    at: cursor.place
                )
            }
            if !isQuoted, "|><".utf8.contains(byte) { return cursor.takeRest() }
            cursor.take()
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            units.append(Unit(byte: byte, mark: mark))
        }
        return nil
    }

    /// Whether the caret at this position escapes a character, which is then consumed.
    private mutating func takeEscaped(
        isQuoted: Bool,
        from mark: TextCursor.Mark
    ) throws(FileProblem) -> Bool {
        var ahead = cursor
        ahead.take()
        if ahead.take("\r\n") || ahead.take("\n") {
            // The first character of the next line, even if it is itself a line break.
            if ahead.take("\r\n") || ahead.take("\n") {
                units.append(Unit(byte: 0x0A, mark: mark))
            } else if let next = ahead.next {
                units.append(Unit(byte: next, mark: ahead.mark))
                ahead.take()
            }
            cursor = ahead
            return true
        }
        guard let next = ahead.next else { return false }
        // A quote that Chrome wrote for the program has a backslash before it, which has a caret as
        // well.
        let isMeantQuote = next == UInt8(ascii: "\"") && units.last?.isEscapedBackslash == true
        if isQuoted, !isMeantQuote,
            next.isASCIIAlphanumeric || Self.plain.contains(next) || next == UInt8(ascii: "\"")
        {
            return false
        }
        ahead.take()
        cursor = ahead
        if next == 0x20, !isQuoted { lostCharacters = true }
        units.append(Unit(byte: next, mark: mark, isEscaped: true))
        return true
    }

    private mutating func expectNothingBehind() throws(FileProblem) {
        let place = cursor.place
        cursor.skip(while: \.isASCIIWhitespace)
        guard cursor.isAtEnd else {
            throw FileProblem(
                "the command ends here, but more text follows: one request at a time (a "
                    + "continued line ends with a caret)",
                at: place
            )
        }
    }

    // MARK: The program's arguments

    private func words() throws(FileProblem) -> [ShellWords.Word] {
        var words: [ShellWords.Word] = []
        var rest = units[...]
        while true {
            rest = rest.drop { $0.byte.isHTTPTabOrSpace }
            guard let first = rest.first else { return words }
            var bytes: [UInt8] = []
            var isQuoted = false
            while let unit = rest.first, isQuoted || !unit.byte.isHTTPTabOrSpace {
                // Browsers double every backslash, even where the C library would not read two as
                // one; they are read as intended.
                if unit.isEscapedBackslash {
                    rest = rest.dropFirst()
                    if let next = rest.first, next.isEscaped, "\\\"".utf8.contains(next.byte) {
                        bytes.append(next.byte)
                        rest = rest.dropFirst()
                    } else {
                        bytes.append(unit.byte)
                    }
                    continue
                }
                let backslashes = rest.prefix { $0.byte == UInt8(ascii: "\\") }.count
                rest = rest.dropFirst(backslashes)
                if rest.first?.byte == UInt8(ascii: "\"") {
                    // Before a quote, two backslashes are one; an odd one makes the quote a literal
                    // character.
                    bytes += [UInt8](repeating: UInt8(ascii: "\\"), count: backslashes / 2)
                    rest = rest.dropFirst()
                    if backslashes % 2 == 1 {
                        bytes.append(UInt8(ascii: "\""))
                    } else if isQuoted, rest.first?.byte == UInt8(ascii: "\"") {
                        bytes.append(UInt8(ascii: "\""))
                        rest = rest.dropFirst()
                    } else {
                        isQuoted.toggle()
                    }
                } else if backslashes > 0 {
                    bytes += [UInt8](repeating: UInt8(ascii: "\\"), count: backslashes)
                } else {
                    bytes.append(unit.byte)
                    rest = rest.dropFirst()
                }
            }
            guard !isQuoted else {
                throw FileProblem(
                    "this word's double quote is not closed",
                    at: cursor.place(at: first.mark)
                )
            }
            words.append(ShellWords.Word(bytes: bytes, place: cursor.place(at: first.mark)))
        }
    }
}
