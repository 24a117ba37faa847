package import BrowserInfra
internal import CDigests
internal import Synchronization

/// What computes digests: libcrypto, where a program links the module `SystemDigests`.
///
/// Only what reads `integrity`, hashes of inline scripts or a WebSocket's handshake asks for one, which
/// the library `BrowserRules` offers none of.
package enum DigestFunction {
    package typealias Body = @Sendable (DigestAlgorithm, ByteString) -> ByteString

    private static let linked = Mutex<Body?>(nil)

    /// What `SystemDigests` calls when it is asked.
    package static func install(_ body: @escaping Body) {
        linked.withLock { $0 = body }
    }

    static let current: Body = {
        crumb_install_digests()
        guard let body = linked.withLock({ $0 }) else {
            preconditionFailure("A program that asks for digests has to link SystemDigests.")
        }
        return body
    }()
}
