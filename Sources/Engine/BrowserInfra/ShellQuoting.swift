extension ByteString {
    /// One word of a shell that is these bytes, whatever they are; NUL excepted, which no word has.
    ///
    /// The same in every shell of POSIX (sh is dash here and there), in bash and in zsh: `$'…'` is not.
    /// Text that a terminal shows as it is stands between single quotes, and a quote as `'\''`; there
    /// is nothing between them that a shell looks at, an interactive one's history included. All else
    /// comes out of `printf`, in octal, so that nothing in it can drive the terminal or depend on the
    /// locale; but for line feeds at the end, which `$(…)` would drop, and which stand between quotes.
    ///
    /// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
    package var shellQuoted: String {
        let lineFeeds = bytes.reversed().prefix { $0 == 0x0A }.count
        let shown = ByteString(bytes.dropLast(lineFeeds))
        let end = String(repeating: "\n", count: lineFeeds)
        if let text = shown.utf8Validated, !text.unicodeScalars.contains(where: \.isTerminalControl) {
            // Bytes: a quote with an accent is another Character.
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

    /// The same, but without quotes where a shell needs none.
    package var shellWord: String {
        let isPlain = bytes.allSatisfy { $0.isASCIIAlphanumeric || "_-./:,+@%".utf8.contains($0) }
        return isPlain && !bytes.isEmpty ? String(decoding: bytes, as: UTF8.self) : shellQuoted
    }

    /// The command that prints them, NUL included.
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
