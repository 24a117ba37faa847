internal import Infra

extension ByteString {
    /// One word of bash that is these bytes, whatever they are; NUL excepted, which no word has.
    ///
    /// Printable ASCII stands in single quotes, all else in `$'…'` as escapes, so that nothing in it
    /// can drive the terminal, expand the history (`!`) or depend on the locale.
    var bashQuoted: String {
        let quote = UInt8(ascii: "'")
        let isPlain = bytes.allSatisfy { (0x20..<0x7F).contains($0) && $0 != quote }
        if isPlain { return "'\(utf8Decoded)'" }
        var output = "$'"
        for byte in bytes {
            switch byte {
            case 0x0A: output += "\\n"
            case 0x0D: output += "\\r"
            case 0x09: output += "\\t"
            case UInt8(ascii: "\\"): output += "\\\\"
            case quote: output += "\\'"
            case 0x20..<0x7F where byte != UInt8(ascii: "!"):
                output.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16)
                output += "\\x" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return output + "'"
    }
}
