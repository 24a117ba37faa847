internal import BrowserInfra

// Every secret in every request goes through this code. It uses bytes, because strings would take ten
// times as long.

extension ByteString {
    /// The forms in which a secret may occur, apart from escapes, which are decoded during the search.
    /// The secret itself comes first; some forms may occur twice.
    var secretForms: [[UInt8]] {
        // Headers and console messages show one character for each byte.
        var forms: [[UInt8]] = [bytes, Array(isomorphicDecoded.utf8)]
        let whole = Array(base64Encoded.utf8)
        let unpadded = whole.filter { $0 != UInt8(ascii: "=") }
        forms += base64Forms(whole, unpadded)
        // A token in Basic credentials, for example.
        for form in whole == unpadded ? [whole] : [whole, unpadded] {
            let encoded = Array(ByteString(form).base64Encoded.utf8)
            let rest = encoded.filter { $0 != UInt8(ascii: "=") }
            forms += ByteString(form).base64Forms(encoded, rest)
        }
        for digits in [Array("0123456789ABCDEF".utf8), Array("0123456789abcdef".utf8)] {
            forms.append(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
        }
        return forms
    }

    /// Returns the base64 forms, alone and within more data. Within more data, the same bytes have three
    /// forms, and only the characters that do not depend on the neighboring bytes can be searched for.
    ///
    /// `whole` is the bytes in base64, and `unpadded` is the same without padding.
    private func base64Forms(_ whole: [UInt8], _ unpadded: [UInt8]) -> [[UInt8]] {
        var forms = [whole, unpadded].filter { $0.count >= 4 }
        for offset in 0..<3 {
            let start = (offset * 8 + 5) / 6
            let end = (offset + count) * 8 / 6
            // Fewer characters occur in many texts by chance.
            guard end - start >= 8 else { continue }
            let neighbours = [UInt8](repeating: 0, count: offset)
            let characters = Array(ByteString(neighbours + bytes).base64Encoded.utf8)
            forms.append(Array(characters[start..<end]))
        }
        for form in forms where form.contains(where: { "+/".utf8.contains($0) }) {
            forms.append(
                form.map { byte in
                    switch byte {
                    case UInt8(ascii: "+"): UInt8(ascii: "-")
                    case UInt8(ascii: "/"): UInt8(ascii: "_")
                    default: byte
                    }
                }
            )
        }
        return forms
    }
}
