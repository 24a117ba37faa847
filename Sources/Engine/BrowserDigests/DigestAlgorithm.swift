package import BrowserInfra
internal import CCrypto

/// The hash functions of the web: those of `integrity`, the weakest first, and SHA-1, which a
/// WebSocket's handshake has for no reason of security.
///
/// https://csrc.nist.gov/pubs/fips/180-4/upd1/final
package enum DigestAlgorithm: String, Hashable, Sendable, CaseIterable, Comparable {
    case sha1, sha256, sha384, sha512

    package static func < (left: DigestAlgorithm, right: DigestAlgorithm) -> Bool {
        left.length < right.length
    }

    /// As the console writes it: `SHA-256`.
    package var title: String { "SHA-\(rawValue.dropFirst(3))" }

    package func digest(of bytes: ByteString) -> ByteString {
        var digest = [UInt8](repeating: 0, count: length)
        switch self {
        case .sha1: _ = SHA1(bytes.bytes, bytes.count, &digest)
        case .sha256: _ = SHA256(bytes.bytes, bytes.count, &digest)
        case .sha384: _ = SHA384(bytes.bytes, bytes.count, &digest)
        case .sha512: _ = SHA512(bytes.bytes, bytes.count, &digest)
        }
        return ByteString(digest)
    }

    /// Bytes.
    private var length: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }
}
