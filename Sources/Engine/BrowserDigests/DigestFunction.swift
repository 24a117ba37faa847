package import BrowserInfra
internal import CDigests
internal import Synchronization

/// The implementation of digests: libcrypto, if a program links the module `SystemDigests`.
///
/// It is only used for `integrity`, hashes of inline scripts and WebSocket handshakes, none of
/// which the library `BrowserRules` offers.
package enum DigestFunction {
    package typealias Body = @Sendable (DigestAlgorithm, ByteString) -> ByteString

    private static let linked = Mutex<Body?>(nil)

    /// Sets the implementation; called by `SystemDigests` when a digest is first needed.
    package static func install(_ body: @escaping Body) {
        linked.withLock { $0 = body }
    }

    static let current: Body = {
        crumb_install_digests()
        guard let body = linked.withLock({ $0 }) else {
            preconditionFailure("A program that computes digests must link SystemDigests.")
        }
        return body
    }()
}
