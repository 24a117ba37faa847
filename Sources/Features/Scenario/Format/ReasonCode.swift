internal import Explanations

/// The codes that expectations can name, to tell a slip from a code.
package enum ReasonCode {
    package static let cookies = Reason.cookies.map(\.code)
    package static let requests = Reason.requests.map(\.code)

    /// Those of a network that failed, which may also happen behind the headers.
    package static let ofTheNetwork: [String] = [
        "BodyTooLarge", "HeadersTooLarge", "NetworkError", "TLSError", "Timeout",
    ]

    /// Codes of SameSite count as equal with and without the prefix: browsers differ in when they
    /// write it.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        unprefixed(left) == unprefixed(right)
    }

    private static func unprefixed(_ code: String) -> Substring {
        code.hasPrefix("SchemefulSameSite") ? code.dropFirst("Schemeful".count) : code[...]
    }
}
