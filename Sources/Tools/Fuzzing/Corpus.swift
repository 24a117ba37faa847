package import BrowserInfra

/// Inputs as a readable file: one per line, with characters other than printable ASCII escaped as
/// `\n`, `\r`, `\t`, `\\` or `\x1b`; lines that begin with `#` are comments.
package enum Corpus {
    /// The inputs of a file's text.
    package static func inputs(of text: String) -> [ByteString] {
        text.split(separator: "\n", omittingEmptySubsequences: true)
            .filter { !$0.hasPrefix("#") }
            .map { unescaped($0.utf8) }
    }

    /// The line of an input.
    package static func line(_ input: ByteString) -> String {
        var line = ""
        for (index, byte) in input.bytes.enumerated() {
            switch byte {
            case 0x0A: line += "\\n"
            case 0x0D: line += "\\r"
            case 0x09: line += "\\t"
            case UInt8(ascii: "\\"): line += "\\\\"
            case UInt8(ascii: "#") where index == 0: line += "\\x23"
            case 0x20...0x7E: line.unicodeScalars.append(Unicode.Scalar(byte))
            default: line += (byte < 0x10 ? "\\x0" : "\\x") + String(byte, radix: 16)
            }
        }
        return line
    }

    private static func unescaped(_ line: Substring.UTF8View) -> ByteString {
        var bytes: [UInt8] = []
        var rest = line[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
                bytes.append(byte)
                continue
            }
            switch kind {
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "x"):
                let digits = String(Substring(rest.prefix(2)))
                bytes.append(UInt8(digits, radix: 16) ?? kind)
                rest = rest.dropFirst(2)
            default: bytes.append(kind)
            }
        }
        return ByteString(bytes)
    }
}
