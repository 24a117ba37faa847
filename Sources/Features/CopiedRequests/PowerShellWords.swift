internal import BrowserInfra
internal import BrowserJSON

/// Splits a curl command that is written for PowerShell into words: a backtick escapes the next
/// character, or a line break.
struct PowerShellWords {
    static func read(_ cursor: TextCursor) throws(FileProblem) -> ShellWords.Command {
        var reader = PowerShellReader(cursor)
        var words: [ShellWords.Word] = []
        while true {
            reader.skipSpace()
            guard let next = reader.cursor.next, next != UInt8(ascii: ";") else {
                return ShellWords.Command(words: words)
            }
            if next == UInt8(ascii: "|") || next == UInt8(ascii: ">") {
                return ShellWords.Command(words: words, behind: reader.cursor.takeRest())
            }
            if next == 0x0A || next == 0x0D {
                let place = reader.cursor.place
                reader.skipSpace(acrossLines: true)
                guard reader.cursor.isAtEnd else {
                    throw FileProblem(
                        "the command ends here, but more text follows: one request at a time "
                            + "(a continued line ends with a backtick)",
                        at: place
                    )
                }
                return ShellWords.Command(words: words)
            }
            words.append(try word(&reader))
        }
    }

    private static func word(
        _ reader: inout PowerShellReader
    ) throws(FileProblem) -> ShellWords.Word {
        let mark = reader.cursor.mark
        var bytes: [UInt8] = []
        while let byte = reader.cursor.next, !byte.isASCIIWhitespace, !";|>".utf8.contains(byte) {
            switch byte {
            case UInt8(ascii: "\""): bytes += Array(try reader.doubleQuoted().utf8)
            case UInt8(ascii: "'"): bytes += Array(try reader.singleQuoted().utf8)
            case UInt8(ascii: "$"):
                throw reader.problem(
                    "PowerShell would expand this $, but crumb does not run code: write the text itself"
                )
            case UInt8(ascii: "`"):
                reader.cursor.take()
                if let escaped = reader.cursor.take() { bytes.append(escaped) }
            default:
                bytes.append(byte)
                reader.cursor.take()
            }
        }
        return ShellWords.Word(bytes: bytes, place: reader.cursor.place(from: mark))
    }
}
