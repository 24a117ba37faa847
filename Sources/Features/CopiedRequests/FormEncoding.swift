internal import BrowserInfra

extension [UInt8] {
    /// The bytes percent-encoded for a form's body.
    ///
    /// `spaces`: the replacement for a space, `+` in browsers, `%20` in curl.
    func formURLEncoded(spaces: String) -> String {
        map { byte in
            if byte == 0x20 { return spaces }
            if byte.isASCIIAlphanumeric || "-._~".utf8.contains(byte) {
                return String(Unicode.Scalar(byte))
            }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + String(repeating: "0", count: 2 - digits.count) + digits
        }.joined()
    }
}

extension String {
    /// https://url.spec.whatwg.org/#concept-urlencoded-serializer
    static func formURLEncoded(_ pairs: [(name: String, value: String)]) -> String {
        func encoded(_ text: String) -> String {
            // The serializer does not encode the asterisk, but it does encode the tilde.
            Array(text.utf8).formURLEncoded(spaces: "+").replacing("~", with: "%7E")
                .replacing("%2A", with: "*")
        }
        return pairs.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
    }
}
