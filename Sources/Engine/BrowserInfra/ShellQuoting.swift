extension ByteString {
    /// The bytes quoted as one word for a shell, whatever they are (except NUL, which no word can
    /// contain).
    ///
    /// The result means the same in every POSIX shell (sh may be dash), in bash and in zsh; `$'…'`
    /// would not. Text that a terminal displays unchanged is put between single quotes, with a
    /// quote as `'\''`; a shell interprets nothing between them, not even an interactive one's
    /// history expansion. Everything else is produced by `printf`, in octal, so that nothing in it
    /// can affect the terminal or depend on the locale. Only trailing line feeds, which `$(…)`
    /// would drop, are put between quotes.
    ///
    /// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
    package var shellQuoted: String {
        let lineFeeds = bytes.reversed().prefix { $0 == 0x0A }.count
        let shown = ByteString(bytes.dropLast(lineFeeds))
        let end = String(repeating: "\n", count: lineFeeds)
        if let text = shown.utf8Validated, !text.unicodeScalars.contains(where: \.isTerminalControl)
        {
            // Bytes are compared, because a quote with a combining accent is a different Character.
            let parts = text.utf8.split(
                separator: UInt8(ascii: "'"),
                omittingEmptySubsequences: false
            )
            return "'" + parts.map { String(Substring($0)) }.joined(separator: "'\\''") + end + "'"
        }
        let format = shown.bytes.map { byte in
            (0x20..<0x7F).contains(byte) && !"'\\%!".utf8.contains(byte)
                ? String(Unicode.Scalar(byte)) : byte.octalEscape
        }
        return "\"$(printf '\(format.joined())')\"" + (end.isEmpty ? "" : "'\(end)'")
    }

    /// The same, but without quotes if a shell needs none.
    package var shellWord: String {
        let isPlain = bytes.allSatisfy { $0.isASCIIAlphanumeric || "_-./:,+@%".utf8.contains($0) }
        return isPlain && !bytes.isEmpty ? String(decoding: bytes, as: UTF8.self) : shellQuoted
    }

    /// The command that prints the bytes, including NUL.
    package var printfCommand: String {
        let format = bytes.map { byte in
            byte.isASCIIAlphanumeric ? String(Unicode.Scalar(byte)) : byte.octalEscape
        }
        return "printf '\(format.joined())'"
    }
}

extension UInt8 {
    fileprivate var octalEscape: String {
        let digits = String(self, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
