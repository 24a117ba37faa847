internal import Infra

extension ByteString {
    /// What a secret may look like, apart from escapes, which are undone where they stand.
    var secretForms: Set<[UInt8]> {
        // Headers and console lines show one character a byte.
        var forms: Set<[UInt8]> = [bytes, Array(isomorphicDecoded.utf8)]
        for form in base64Forms { forms.insert(Array(form.utf8)) }
        // A token in Basic credentials, say.
        for padding in [true, false] {
            let whole = base64Encoded.filter { padding || $0 != "=" }
            for form in ByteString(utf8: whole).base64Forms { forms.insert(Array(form.utf8)) }
        }
        for isUppercase in [true, false] {
            let hexadecimal = bytes.map { $0.hexadecimal(isUppercase: isUppercase) }.joined()
            forms.insert(Array(hexadecimal.utf8))
        }
        return forms
    }

    /// Alone, and in the midst of more: the same bytes have three forms there, of which only what
    /// does not depend on the neighbours can be looked for.
    private var base64Forms: Set<String> {
        let whole = base64Encoded
        var forms: Set<String> = [whole, whole.filter { $0 != "=" }]
        for offset in 0..<3 {
            let neighbours = [UInt8](repeating: 0, count: offset)
            let characters = Array(ByteString(neighbours + bytes).base64Encoded)
            let start = (offset * 8 + 5) / 6
            let end = (offset + count) * 8 / 6
            // Fewer characters than these stand in many a text by chance.
            if end - start >= 8 { forms.insert(String(characters[start..<end])) }
        }
        for form in forms {
            forms.insert(String(form.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
        }
        return forms.filter { $0.utf8.count >= 4 }
    }
}

extension UInt8 {
    fileprivate func hexadecimal(isUppercase: Bool) -> String {
        let digits = String(self, radix: 16, uppercase: isUppercase)
        return digits.utf8.count < 2 ? "0" + digits : digits
    }
}

/// An escape of a URL, a form, JSON or HTML: the bytes that it stands for, and how many it takes.
struct Escape {
    var bytes: [UInt8]
    var length: Int

    var isLineBreak: Bool { bytes == [0x0A] || bytes == [0x0D] }

    /// One whose first character was escaped itself: `%252B` in a URL within a URL, `\\u002b` in a text
    /// of JSON within JSON, `&amp;#43;` in the source of a page that shows one.
    init?(twiceIn text: [UInt8], at index: Int) {
        let rest = text[index...]
        switch rest.first {
        case UInt8(ascii: "%"):
            guard rest.starts(with: Array("%25".utf8)),
                let byte = hexadecimal(rest.dropFirst(3).prefix(2), digits: 2)
            else { return nil }
            self.init(bytes: [UInt8(byte)], length: 5)
        case UInt8(ascii: "\\"):
            // More than this, four texts deep, no text has.
            let backslashes = rest.prefix(16).prefix { $0 == UInt8(ascii: "\\") }.count
            guard backslashes > 1 else { return nil }
            self.init(json: rest.dropFirst(backslashes))
            length += backslashes - 1
        case UInt8(ascii: "&"):
            guard rest.starts(with: Array("&amp;".utf8)) else { return nil }
            self.init(html: rest.dropFirst(5))
            length += 4
        default: return nil
        }
    }

    private init(bytes: [UInt8], length: Int) {
        self.bytes = bytes
        self.length = length
    }

    /// What stands at `index`, if it is one.
    ///
    /// A plus is a space in a form.
    init?(in text: [UInt8], at index: Int) {
        let rest = text[index...]
        switch rest.first {
        case UInt8(ascii: "+"): self.init(bytes: [0x20], length: 1)
        case UInt8(ascii: "%"):
            guard let byte = hexadecimal(rest.dropFirst().prefix(2), digits: 2) else { return nil }
            self.init(bytes: [UInt8(byte)], length: 3)
        case UInt8(ascii: "\\"): self.init(json: rest.dropFirst())
        case UInt8(ascii: "&"): self.init(html: rest.dropFirst())
        default: return nil
        }
    }

    private init?(json rest: ArraySlice<UInt8>) {
        let plain: [UInt8: UInt8] = [
            UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
            UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F,
        ]
        guard let first = rest.first else { return nil }
        if let byte = plain[first] {
            (bytes, length) = ([byte], 2)
            return
        }
        guard first == UInt8(ascii: "u"),
            let unit = hexadecimal(rest.dropFirst().prefix(4), digits: 4)
        else { return nil }
        if let scalar = Unicode.Scalar(unit) {
            (bytes, length) = (Array(String(scalar).utf8), 6)
            return
        }
        // The first half of a pair, as \ud83d\ude00.
        let second = rest.dropFirst(5)
        guard second.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]),
            let low = hexadecimal(second.dropFirst(2).prefix(4), digits: 4),
            (0xD800..<0xDC00).contains(unit), (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { return nil }
        (bytes, length) = (Array(String(scalar).utf8), 12)
    }

    private init?(html rest: ArraySlice<UInt8>) {
        let name = rest.prefix(8).prefix { $0 != UInt8(ascii: ";") }
        guard name.count < rest.count, rest[name.endIndex] == UInt8(ascii: ";") else { return nil }
        length = name.count + 2
        switch String(decoding: name, as: UTF8.self) {
        case "amp": bytes = [UInt8(ascii: "&")]
        case "lt": bytes = [UInt8(ascii: "<")]
        case "gt": bytes = [UInt8(ascii: ">")]
        case "quot": bytes = [UInt8(ascii: "\"")]
        case "apos": bytes = [UInt8(ascii: "'")]
        case let text where text.hasPrefix("#"):
            let digits = text.dropFirst()
            let number =
                digits.first == "x" || digits.first == "X"
                ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            guard let number, let scalar = Unicode.Scalar(number) else { return nil }
            bytes = Array(String(scalar).utf8)
        default: return nil
        }
    }
}

private func hexadecimal(_ text: ArraySlice<UInt8>, digits: Int) -> UInt32? {
    guard text.count == digits else { return nil }
    var value: UInt32 = 0
    for byte in text {
        guard let digit = byte.asciiHexDigitValue else { return nil }
        value = value << 4 | UInt32(digit)
    }
    return value
}
