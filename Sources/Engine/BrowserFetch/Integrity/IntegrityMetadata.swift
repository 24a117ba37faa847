package import BrowserDigests
internal import BrowserInfra

/// The reason why an integrity check failed.
package enum IntegrityFailure: Hashable, Sendable {
    /// `actual`: the digest of the received body, in base64.
    case mismatch(DigestAlgorithm, actual: String)
    /// The response is opaque, so the page must not learn anything about its content.
    case notEligible
}

/// A part of an integrity value that is invalid and ignored.
package enum IntegrityMistake: Hashable, Sendable {
    case noAlgorithm(String)
    case unknownAlgorithm(String)
    case option(String)
}

/// The parsed `integrity` of a request.
///
/// https://www.w3.org/TR/sri-2/#parse-metadata
struct IntegrityMetadata {
    private(set) var mistakes: [IntegrityMistake] = []
    private(set) var digests: [(algorithm: DigestAlgorithm, value: ByteString)] = []

    init(parsing text: String) {
        for item in text.split(whereSeparator: { $0.isASCII && $0.isWhitespace }) {
            let parts = item.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            let expression = parts[0]
            guard let hyphen = expression.firstIndex(of: "-") else {
                mistakes.append(.noAlgorithm(text))
                continue
            }
            guard let algorithm = DigestAlgorithm(rawValue: String(expression[..<hyphen])),
                algorithm != .sha1
            else {
                mistakes.append(.unknownAlgorithm(text))
                continue
            }
            if parts.count > 1 { mistakes.append(.option(String(parts[1]))) }
            // The digest is in base64 or base64url, with or without padding.
            let encoded = expression[expression.index(after: hyphen)...].utf8.map { byte in
                switch byte {
                case UInt8(ascii: "-"): UInt8(ascii: "+")
                case UInt8(ascii: "_"): UInt8(ascii: "/")
                default: byte
                }
            }
            digests.append((algorithm, ByteString(forgivingBase64: encoded) ?? ByteString()))
        }
    }

    /// https://www.w3.org/TR/sri-2/#does-response-match-metadatalist
    func failure(of body: ByteString, isEligible: Bool) -> IntegrityFailure? {
        // Only digests of the strongest algorithm count; one of them must match.
        guard let strongest = digests.map(\.algorithm).max() else { return nil }
        guard isEligible else { return .notEligible }
        let actual = strongest.digest(of: body)
        let isMatched = digests.contains { $0.algorithm == strongest && $0.value == actual }
        return isMatched ? nil : .mismatch(strongest, actual: actual.base64Encoded)
    }
}
