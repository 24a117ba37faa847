internal import CCrypto
internal import Infra

/// The hash functions that integrity can be told in, the weakest first.
///
/// https://www.w3.org/TR/sri-2/#cryptographic-hash-functions
package enum DigestAlgorithm: String, Hashable, Sendable, CaseIterable, Comparable {
    case sha256, sha384, sha512

    package static func < (left: DigestAlgorithm, right: DigestAlgorithm) -> Bool {
        left.rawValue < right.rawValue
    }

    /// As the console writes it.
    package var title: String { "SHA-\(rawValue.dropFirst(3))" }

    func digest(_ bytes: ByteString) -> ByteString {
        var digest = [UInt8](repeating: 0, count: length)
        switch self {
        case .sha256: _ = SHA256(bytes.bytes, bytes.count, &digest)
        case .sha384: _ = SHA384(bytes.bytes, bytes.count, &digest)
        case .sha512: _ = SHA512(bytes.bytes, bytes.count, &digest)
        }
        return ByteString(digest)
    }

    private var length: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }
}
