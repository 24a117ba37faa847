import Foundation
import TestSupport

/// Listens on a free port of 127.0.0.1, reads what comes, and never answers.
final class SilentServer: Sendable {
    let baseURL: String
    private let listener: Int32

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutableBytes(of: &address) { bytes in
            guard let generic = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            else { return false }
            return bind(listener, generic, length) == 0 && listen(listener, 8) == 0
                && getsockname(listener, generic, &length) == 0
        }
        guard isListening else {
            throw ProcessFailure(command: "listen", what: String(cString: strerror(errno)))
        }
        self.listener = listener
        baseURL = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    }

    deinit { close(listener) }

    /// Returns when somebody has sent something; the connection stays open until the process that
    /// runs the tests ends.
    func request() async {
        await onThreadOfItsOwn { [listener] in
            var byte: UInt8 = 0
            _ = recv(accept(listener, nil, nil), &byte, 1, 0)
        }
    }
}
