import Foundation

/// The forms in which a secret may appear, produced by encoders that are not crumb's.
struct SecretTraces: Sendable {
    /// The name of each form, with the strings that reveal the secret in that form.
    let forms: [(name: String, texts: [String])]

    init(of secret: String) {
        let data = Data(secret.utf8)
        let alphanumerics = CharacterSet(
            charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
        )
        func percent(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: alphanumerics) ?? ""
        }
        func lowercasingEscapes(_ text: String) -> String {
            text.replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() }
        }
        /// The encoding at each of the three offsets in a longer text, without the characters that
        /// depend on neighboring bytes.
        func base64(_ data: Data) -> [String] {
            let inside = [0, 1, 2].map { offset in
                let encoded = (Data(repeating: 0x78, count: offset) + data).base64EncodedString()
                return String(encoded.dropFirst(4).dropLast(4))
            }
            return inside + inside.map { $0.replacing("+", with: "-").replacing("/", with: "_") }
        }
        func broken(_ text: String) -> [String] {
            let first = text.prefix(10)
            let second = text.dropFirst(10).prefix(10)
            return ["\r\n", "\n", "\\r\\n", "\\n", "\\\\r\\\\n", "%0D%0A"].map {
                first + $0 + second
            }
        }
        let encoded = data.base64EncodedString()
        let hexadecimal = data.map { String(format: "%02x", $0) }.joined()
        let once = percent(secret)
        let twice = percent(once)
        let entities = secret.replacing("+", with: "&#43;").replacing("/", with: "&#x2F;")
        /// The text as it appears in JSON, in a JSON string that contains JSON, and nested once
        /// more.
        func quoted(_ text: String) -> [String] {
            [0, 1, 3].map { text.replacing("\"", with: String(repeating: "\\", count: $0) + "\"") }
        }
        let escaped = secret.replacing("/", with: "\\/").replacing("+", with: "\\u002b")
        forms = [
            ("plain", [secret]),
            ("percent", [once, lowercasingEscapes(once)]),
            ("percent twice", [twice, lowercasingEscapes(twice)]),
            ("base64", base64(data)),
            ("base64 twice", base64(Data(encoded.utf8))),
            ("hex", [hexadecimal, hexadecimal.uppercased()]),
            ("html", [entities, secret.replacing("+", with: "&#x2b;")]),
            (
                "json",
                [1, 2, 4].map { escaped.replacing("\\", with: String(repeating: "\\", count: $0)) }
                    + [percent(escaped)]
            ),
            ("broken", broken(encoded)),
            (
                "multipart",
                ["name=\"token\"\r\n\r\n\(secret)", "name=\\\"token\\\"\\r\\n\\r\\n\(secret)"]
            ),
            ("lines of JSON", quoted("\"token\":\"\(secret)\"")),
            ("a[b]=", ["[token]=\(once)", "%5Btoken%5D=\(once)", "[token]=\(secret)"]),
        ].map { name, texts in (name, texts.filter { !$0.isEmpty }) }
    }

    /// The names of the forms that occur in a text.
    func found(in text: String) -> Set<String> {
        Set(forms.filter { form in form.texts.contains { text.contains($0) } }.map(\.name))
    }
}
