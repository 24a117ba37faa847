/// The value of a string literal.
///
/// https://tc39.es/ecma262/#sec-static-semantics-sv
enum ModuleString {
    static func value(of literal: ArraySlice<UInt8>, at offset: Int) throws(ModuleSyntaxError)
        -> String
    {
        let inner = literal.dropFirst().dropLast()
        guard inner.contains(UInt8(ascii: "\\")) else {
            return String(decoding: inner, as: UTF8.self)
        }
        let text = Array(String(decoding: inner, as: UTF8.self).unicodeScalars)
        var units: [UInt16] = []
        var at = 0
        while at < text.count {
            guard text[at] == "\\", at + 1 < text.count else {
                units += String(text[at]).utf16
                at += 1
                continue
            }
            let escaped = text[at + 1]
            at += 2
            switch escaped {
            case "n": units.append(0x0A)
            case "t": units.append(0x09)
            case "r": units.append(0x0D)
            case "b": units.append(0x08)
            case "f": units.append(0x0C)
            case "v": units.append(0x0B)
            case "0": units.append(0)
            case "\n", "\u{2028}", "\u{2029}": break
            case "\r": if at < text.count, text[at] == "\n" { at += 1 }
            case "x": units.append(UInt16(truncatingIfNeeded: number(text, &at, digits: 2)))
            case "u":
                if at < text.count, text[at] == "{" {
                    at += 1
                    var value: UInt32 = 0
                    while at < text.count, text[at] != "}" {
                        value = min(0x11_0000, value * 16 + digit(text[at]))
                        at += 1
                    }
                    at += 1
                    if let scalar = Unicode.Scalar(value) { units += String(scalar).utf16 }
                } else {
                    units.append(UInt16(truncatingIfNeeded: number(text, &at, digits: 4)))
                }
            default: units += String(escaped).utf16
            }
        }
        let value = String(decoding: units, as: UTF16.self)
        guard value.utf16.elementsEqual(units) else {
            throw ModuleSyntaxError(
                message: "Invalid module export name: contains unpaired surrogate character",
                offset: offset
            )
        }
        return value
    }

    private static func number(_ text: [Unicode.Scalar], _ at: inout Int, digits: Int) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits where at < text.count {
            value = value * 16 + digit(text[at])
            at += 1
        }
        return value
    }

    private static func digit(_ scalar: Unicode.Scalar) -> UInt32 {
        UInt32(String(scalar), radix: 16) ?? 0
    }
}
