internal import BrowserHTTP
package import BrowserInfra

/// The value of `Strict-Transport-Security`.
///
/// https://www.rfc-editor.org/rfc/rfc6797#section-6.1
package struct StrictTransportSecurity: Hashable, Sendable {
    /// The lifetime in seconds.
    package var maxAge: Int64
    package var includesSubdomains = false

    /// `nil` if the header must be ignored.
    package init?(parsing value: ByteString, policy: TransportSecurityPolicy) {
        var seen: Set<String> = []
        var maxAge: Int64?
        for part in value.bytes.split(separator: UInt8(ascii: ";")) {
            let directive = part.trimming(while: \.isHTTPTabOrSpace)
            // Empty directives are ignored.
            if directive.isEmpty { continue }
            let pieces = directive.split(
                separator: UInt8(ascii: "="),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let name = ByteString(pieces[0].trimming(while: \.isHTTPTabOrSpace)).asciiLowercased
                .isomorphicDecoded
            let text = pieces.count > 1 ? pieces[1].trimming(while: \.isHTTPTabOrSpace) : nil
            // 3. No directive may appear twice.
            guard seen.insert(name).inserted else { return nil }
            switch name {
            case "max-age":
                guard let seconds = Self.seconds(text ?? [], policy: policy) else { return nil }
                maxAge = seconds
            case "includesubdomains":
                guard text == nil else { return nil }
                includesSubdomains = true
            // 5. An unknown directive is ignored, provided that it is well-formed.
            default:
                guard name.utf8.allSatisfy(\.isHTTPTokenCodePoint), !(text?.isEmpty ?? false),
                    Self.isValue(text ?? [1])
                else { return nil }
            }
        }
        // 1. max-age is required.
        guard let maxAge else { return nil }
        self.maxAge = maxAge
    }

    private static func isValue(_ text: ArraySlice<UInt8>) -> Bool {
        if text.first == UInt8(ascii: "\"") {
            return text.count > 1 && text.last == UInt8(ascii: "\"")
        }
        return text == [1] || text.allSatisfy(\.isHTTPTokenCodePoint)
    }

    /// Parses digits, or digits in quotation marks.
    private static func seconds(
        _ text: ArraySlice<UInt8>,
        policy: TransportSecurityPolicy
    ) -> Int64? {
        var digits = text
        if digits.first == UInt8(ascii: "\""), digits.count > 1,
            digits.last == UInt8(ascii: "\"")
        {
            digits = digits.dropFirst().dropLast()
        }
        guard !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit) else { return nil }
        if let number = Int64(String(decoding: digits, as: UTF8.self)) { return number }
        return policy.longMaxAge == .saturated ? .max : nil
    }
}
