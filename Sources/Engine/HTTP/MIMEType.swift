package import Infra

/// A MIME type's type and subtype; its parameters decide nothing here and are not kept.
///
/// https://mimesniff.spec.whatwg.org/#mime-type
package struct MIMEType: Hashable, Sendable {
    package var type: String
    package var subtype: String

    /// https://mimesniff.spec.whatwg.org/#mime-type-essence
    package var essence: String { "\(type)/\(subtype)" }

    /// `nil` on failure.
    ///
    /// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
    package init?(parsing value: ByteString) {
        // 1. Remove HTTP whitespace at both ends.
        let input = value.trimming(while: \.isHTTPWhitespace).bytes
        // 3-5. Collect up to `/`: the type, which has to be a token.
        guard let slash = input.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let type = input[..<slash]
        // 7-9. Collect up to `;` and strip trailing whitespace: the subtype, likewise.
        let subtype = ByteString(input[(slash + 1)...].prefix { $0 != UInt8(ascii: ";") })
            .trimmingTrailing(while: \.isHTTPWhitespace)
        guard !type.isEmpty, type.allSatisfy(\.isHTTPTokenCodePoint), !subtype.isEmpty,
            subtype.bytes.allSatisfy(\.isHTTPTokenCodePoint)
        else { return nil }
        // 10. Both in ASCII lower case. 11. (Parameters) left out: no rule asks for one.
        self.type = ByteString(type).asciiLowercased.utf8Decoded
        self.subtype = subtype.asciiLowercased.utf8Decoded
    }
}
