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
