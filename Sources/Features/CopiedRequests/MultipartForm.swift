package import BrowserInfra

/// A multipart/form-data body.
///
/// https://www.rfc-editor.org/rfc/rfc7578
package struct MultipartForm: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        package var name: String
        package var content: [UInt8]
        /// The file's name, without its folders; `nil` for a text field.
        package var fileName: String?
        /// The field's media type; `nil` for a text field without one.
        package var contentType: String?

        package init(
            name: String,
            content: [UInt8],
            fileName: String? = nil,
            contentType: String? = nil
        ) {
            self.name = name
            self.content = content
            self.fileName = fileName
            self.contentType = contentType
        }

        /// Parses `text` like the content of curl's `-F name=`: in double quotes, or followed by
        /// `;type=`.
        package init(name: String, curlContent text: [UInt8]) {
            self.init(name: name, content: text)
            if text.first == UInt8(ascii: "\"") {
                guard let (content, rest) = Self.unquoted(text) else { return }
                self.content = content
                contentType = Self.type(in: rest)
            } else if let semicolon = text.firstIndex(of: UInt8(ascii: ";")),
                let type = Self.type(in: text[semicolon...])
            {
                content = Array(text[..<semicolon])
                contentType = type
            }
        }

        private static func unquoted(_ text: [UInt8]) -> ([UInt8], ArraySlice<UInt8>)? {
            var content: [UInt8] = []
            var rest = text.dropFirst()
            while let byte = rest.popFirst() {
                if byte == UInt8(ascii: "\"") { return (content, rest) }
                let isEscape =
                    byte == UInt8(ascii: "\\")
                    && rest.first.map { "\\\"".utf8.contains($0) } == true
                content.append(isEscape ? rest.removeFirst() : byte)
            }
            return nil
        }

        private static func type(in rest: ArraySlice<UInt8>) -> String? {
            let text = String(decoding: rest, as: UTF8.self)
            return text.hasPrefix(";type=") ? String(text.dropFirst(6)) : nil
        }
    }

    package let body: ByteString
    /// The media type with the boundary.
    package let contentType: ByteString

    package init(_ fields: [Field]) {
        let boundary = "----crumb" + String(UInt64.random(in: .min ... .max), radix: 36)
        var bytes: [UInt8] = []
        for field in fields {
            let file = field.fileName.map { "; filename=\"\(Self.quoted($0))\"" } ?? ""
            let type = field.contentType.map { "\r\nContent-Type: \($0)" } ?? ""
            let head =
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.quoted(field.name))\""
                + "\(file)\(type)\r\n\r\n"
            bytes += Array(head.utf8) + field.content + [0x0D, 0x0A]
        }
        bytes += Array("--\(boundary)--\r\n".utf8)
        body = ByteString(bytes)
        contentType = ByteString(utf8: "multipart/form-data; boundary=\(boundary)")
    }

    /// https://html.spec.whatwg.org/#escape-a-multipart-form-data-name
    private static func quoted(_ name: String) -> String {
        String(
            name.flatMap { character -> String in
                switch character {
                case "\"": "%22"
                case "\r": "%0D"
                case "\n", "\r\n": "%0A"
                default: String(character)
                }
            }
        )
    }
}
