import Foundation

/// A port of 127.0.0.1 that refuses connections for as long as this lives.
///
/// It is bound and never listens. A server that was stopped would do only until another test takes
/// the port that it gave back.
package final class RefusingPort: Sendable {
    package let port: UInt16
    private let descriptor: Int32

    /// The address that refuses, as a URL without a path.
    package var baseURL: String { "http://127.0.0.1:\(port)" }

    package init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutableBytes(of: &address) { [descriptor] bytes in
            guard let generic = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            else { return false }
            return bind(descriptor, generic, length) == 0
                && getsockname(descriptor, generic, &length) == 0
        }
        port = UInt16(bigEndian: address.sin_port)
        guard isBound else {
            close(descriptor)
            throw ProcessFailure(command: "bind", what: String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }
}
