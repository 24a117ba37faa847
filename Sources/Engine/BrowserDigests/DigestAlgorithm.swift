package import BrowserInfra

/// The hash functions of the web: those of `integrity`, weakest first, and SHA-1, which the
/// WebSocket handshake uses, though not for security.
///
/// https://csrc.nist.gov/pubs/fips/180-4/upd1/final
package enum DigestAlgorithm: String, Hashable, Sendable, CaseIterable, Comparable {
    case sha1, sha256, sha384, sha512

    package static func < (left: DigestAlgorithm, right: DigestAlgorithm) -> Bool {
        left.length < right.length
    }

    /// The name in the console's spelling: `SHA-256`.
    package var title: String { "SHA-\(rawValue.dropFirst(3))" }

    package func digest(of bytes: ByteString) -> ByteString { DigestFunction.current(self, bytes) }

    /// The size of a digest in bytes.
    package var length: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }
}
