import Foundation

/// A socket that reserves a free port on 127.0.0.1 for the lifetime of this object.
package final class BoundSocket: Sendable {
    package let port: UInt16
    package let descriptor: Int32

    /// The socket's address, as a URL without a path.
    package var baseURL: String { "http://127.0.0.1:\(port)" }

    /// Binds the socket and, unless `backlog` is `nil`, listens on it.
    ///
    /// `backlog` is the number of connections that may wait to be accepted; with `nil` the port
    /// refuses every connection.
    package init(backlog: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutableBytes(of: &address) { [descriptor] bytes in
            guard let generic = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            else { return false }
            guard bind(descriptor, generic, length) == 0,
                backlog.map({ listen(descriptor, $0) == 0 }) ?? true
            else { return false }
            return getsockname(descriptor, generic, &length) == 0
        }
        port = UInt16(bigEndian: address.sin_port)
        guard isBound else {
            close(descriptor)
            throw ProcessFailure(command: "bind", what: String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }
}

/// A port on 127.0.0.1 that refuses connections for the lifetime of this object.
///
/// It is bound and never listens. The port of a stopped server would not do, because another test
/// could take the port as soon as it is released.
package final class RefusingPort: Sendable {
    private let socket: BoundSocket

    package var port: UInt16 { socket.port }

    /// The address of the port, as a URL without a path.
    package var baseURL: String { socket.baseURL }

    package init() throws { socket = try BoundSocket() }
}
