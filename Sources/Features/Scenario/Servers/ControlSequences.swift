extension String {
    /// The text without the colors and cursor movements that programs write for terminals.
    ///
    /// ECMA-48, sections 5.4 (`CSI`), 5.6 (`OSC` and the like) and 5.5 (other escapes).
    package var withoutControlSequences: String {
        guard utf8.contains(0x1B) else { return self }
        var kept: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == 0x1B else {
                kept.append(byte)
                continue
            }
            guard let kind = rest.popFirst() else { break }
            switch kind {
            case UInt8(ascii: "["):
                rest = rest.drop { (0x20...0x3F).contains($0) }
                if let final = rest.first, (0x40...0x7E).contains(final) { rest.removeFirst() }
            case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
                // Ends at BEL or ESC \\, or at the end of the line if it was cut off.
                rest = rest.drop { $0 != 0x07 && $0 != 0x1B && $0 != 0x0A }
                if rest.first == 0x07 {
                    rest.removeFirst()
                } else if rest.starts(with: [0x1B, UInt8(ascii: "\\")]) {
                    rest.removeFirst(2)
                }
            case 0x20...0x2F:
                rest = rest.drop { (0x20...0x2F).contains($0) }.dropFirst()
            case 0x30...0x7E: break
            // Not an escape sequence.
            default: rest = [kind] + rest
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}
