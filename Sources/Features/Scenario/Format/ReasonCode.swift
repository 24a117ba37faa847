internal import Explanations

/// The reason codes that expectations may use, to detect misspelled ones.
package enum ReasonCode {
    package static let cookies = Reason.cookies.map(\.code)
    package static let requests = Reason.requests.map(\.code)

    /// The codes of network errors, which may also occur after the headers.
    package static let ofTheNetwork: [String] = [
        "BodyTooLarge", "HeadersTooLarge", "NetworkError", "TLSError", "Timeout",
    ]

    /// SameSite codes are equal with and without the prefix, because browsers differ in when they
    /// write it.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        unprefixed(left) == unprefixed(right)
    }

    private static func unprefixed(_ code: String) -> Substring {
        code.hasPrefix("SchemefulSameSite") ? code.dropFirst("Schemeful".count) : code[...]
    }
}
