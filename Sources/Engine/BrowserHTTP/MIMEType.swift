package import BrowserInfra

/// A MIME type.
///
/// https://mimesniff.spec.whatwg.org/#mime-type
package struct MIMEType: Hashable, Sendable {
    package var type: String
    package var subtype: String
    /// Parameter values by name, in lower case.
    package var parameters: [String: String]

    /// https://mimesniff.spec.whatwg.org/#mime-type-essence
    package var essence: String { "\(type)/\(subtype)" }

    /// `nil` on failure.
    ///
    /// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
    package init?(parsing value: ByteString) {
        // 1. Remove HTTP whitespace at both ends.
        let input = value.trimming(while: \.isHTTPWhitespace).bytes
        // 3-5. Collect up to `/`: the type, which must be a token.
        guard let slash = input.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let type = input[..<slash]
        // 7-9. Collect up to `;` and strip trailing whitespace: the subtype, which must be a token
        // too.
        let subtype = ByteString(input[(slash + 1)...].prefix { $0 != UInt8(ascii: ";") })
            .trimmingTrailing(while: \.isHTTPWhitespace)
        guard !type.isEmpty, type.allSatisfy(\.isHTTPTokenCodePoint), !subtype.isEmpty,
            subtype.bytes.allSatisfy(\.isHTTPTokenCodePoint)
        else { return nil }
        // 10. Convert both to ASCII lower case.
        self.type = ByteString(type).asciiLowercased.utf8Decoded
        self.subtype = subtype.asciiLowercased.utf8Decoded
        // 11. Read the parameters; of several with the same name, the first counts.
        parameters = [:]
        for (name, value) in Self.parameters(in: input[(slash + 1)...]) {
            parameters[name] = parameters[name] ?? value
        }
    }

    /// Step 11, with lower-case names.
    private static func parameters(in rest: ArraySlice<UInt8>) -> [(String, String)] {
        var rest = rest.drop { $0 != UInt8(ascii: ";") }.dropFirst()
        var parameters: [(String, String)] = []
        while !rest.isEmpty {
            rest = rest.drop(while: \.isHTTPWhitespace)
            let name = rest.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "=") }
            rest = rest[name.endIndex...]
            guard rest.first == UInt8(ascii: "=") else {
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst()
            var value: [UInt8] = []
            if rest.first == UInt8(ascii: "\"") {
                rest = rest.dropFirst()
                while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
                    value.append(byte == UInt8(ascii: "\\") ? rest.popFirst() ?? byte : byte)
                }
                rest = rest.drop { $0 != UInt8(ascii: ";") }
            } else {
                let text = rest.prefix { $0 != UInt8(ascii: ";") }
                rest = rest[text.endIndex...]
                value = ByteString(text).trimmingTrailing(while: \.isHTTPWhitespace).bytes
                guard !value.isEmpty else {
                    rest = rest.dropFirst()
                    continue
                }
            }
            rest = rest.dropFirst()
            if !name.isEmpty, name.allSatisfy(\.isHTTPTokenCodePoint) {
                parameters.append(
                    (
                        ByteString(name).asciiLowercased.utf8Decoded,
                        ByteString(value).isomorphicDecoded
                    )
                )
            }
        }
        return parameters
    }
}
