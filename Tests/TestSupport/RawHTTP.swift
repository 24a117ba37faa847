import Foundation

/// Sends `request` verbatim to a port of 127.0.0.1 and returns everything that is received until
/// the server closes the connection (so the request should include `Connection: close`).
///
/// This is for tests of the servers themselves: nothing between the test and the wire adds a
/// header, stores a cookie or follows a redirect.
package func rawExchange(port: UInt16, _ request: String) async throws -> String {
    let answer: Result<Data, ProcessFailure> = await onThreadOfItsOwn {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(connection) }
        // A server that hangs makes the test fail rather than hang.
        var patience = timeval(tv_sec: 10 * Patience.factor, tv_usec: 0)
        setsockopt(
            connection,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &patience,
            socklen_t(MemoryLayout<timeval>.size)
        )

        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let connected = withUnsafeBytes(of: &address) { bytes in
            guard let start = bytes.baseAddress else { return false }
            let socketAddress = start.assumingMemoryBound(to: sockaddr.self)
            return connect(connection, socketAddress, socklen_t(bytes.count)) == 0
        }
        let bytes = Array(request.utf8)
        guard connected, send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) > 0
        else { return .failure(failure(port)) }

        var answer = Data()
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count >= 0 else { return .failure(failure(port)) }
            if count == 0 { return .success(answer) }
            answer += buffer[..<count]
        }
    }
    return String(decoding: try answer.get(), as: UTF8.self)
}

private func failure(_ port: UInt16) -> ProcessFailure {
    ProcessFailure(command: "127.0.0.1:\(port)", what: String(cString: strerror(errno)))
}
