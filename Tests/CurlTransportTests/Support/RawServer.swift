import Foundation
import Synchronization

/// A server on loopback that sends exactly the given bytes, and records the requests it receives.
final class RawServer: Sendable {
    struct Request: Hashable {
        /// The request line and headers, without the empty line.
        var head: [UInt8]
        var body: [UInt8]

        /// The lines of the head, with one character for each byte.
        var lines: [String] {
            let text = String(String.UnicodeScalarView(head.map { Unicode.Scalar($0) }))
            return text.components(separatedBy: "\r\n")
        }

        var target: String { lines[0].components(separatedBy: " ")[1] }

        func values(of name: String) -> [String] {
            lines.dropFirst().filter { $0.lowercased().hasPrefix("\(name.lowercased()):") }
                .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
        }
    }

    struct CannotStart: Error {}

    enum Family {
        case ipv4
        case ipv6
    }

    let port: UInt16
    private let listener: Int32
    private let log = Mutex(Log())

    private struct Log {
        var connections: [Int32] = []
        var accepted = 0
        var requests: [Request] = []
        var isStopped = false
    }

    /// Starts a server that calls `handle` on a separate thread for each connection.
    init(_ family: Family = .ipv4, handle: @escaping @Sendable (Connection) -> Void) throws {
        listener = socket(
            family == .ipv4 ? AF_INET : AF_INET6,
            Int32(SOCK_STREAM.rawValue),
            0
        )
        guard listener >= 0, let port = Self.listen(listener, family) else { throw CannotStart() }
        self.port = port
        Thread.detachNewThread { [self, listener] in
            while true {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { break }
                let isStopped = log.withLock { log in
                    log.accepted += 1
                    if !log.isStopped { log.connections.append(socket) }
                    return log.isStopped
                }
                guard !isStopped else {
                    close(socket)
                    break
                }
                Thread.detachNewThread { [self] in
                    handle(Connection(socket: socket, server: self))
                    log.withLock { $0.connections.removeAll { $0 == socket } }
                    close(socket)
                }
            }
            close(listener)
        }
    }

    /// Starts a server that sends the same response to every request.
    convenience init(_ family: Family = .ipv4, answering answer: String) throws {
        try self.init(family, answering: Array(answer.utf8))
    }

    convenience init(_ family: Family = .ipv4, answering answer: [UInt8]) throws {
        try self.init(family) { connection in
            while connection.readRequest() != nil { connection.write(answer) }
        }
    }

    func stop() {
        log.withLock { log in
            log.isStopped = true
            for socket in log.connections { shutdown(socket, Int32(SHUT_RDWR)) }
        }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    var accepted: Int { log.withLock { $0.accepted } }
    var requests: [Request] { log.withLock { $0.requests } }

    fileprivate func remember(_ request: Request) {
        log.withLock { $0.requests.append(request) }
    }

    private static func listen(_ listener: Int32, _ family: Family) -> UInt16? {
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        switch family {
        case .ipv4:
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return bindAndListen(listener, &address).map { UInt16(bigEndian: $0.sin_port) }
        case .ipv6:
            setsockopt(
                listener,
                Int32(IPPROTO_IPV6),
                IPV6_V6ONLY,
                &yes,
                socklen_t(MemoryLayout<Int32>.size)
            )
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_addr = in6addr_loopback
            return bindAndListen(listener, &address).map { UInt16(bigEndian: $0.sin6_port) }
        }
    }

    private static func bindAndListen<Address>(
        _ listener: Int32,
        _ address: inout Address
    ) -> Address? {
        var length = socklen_t(MemoryLayout<Address>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard bind(listener, generic, length) == 0,
                    Foundation.listen(listener, 64) == 0
                else { return nil }
                return getsockname(listener, generic, &length) == 0 ? pointer.pointee : nil
            }
        }
    }
}

/// One accepted connection, on its own thread.
struct Connection {
    fileprivate let socket: Int32
    fileprivate let server: RawServer

    /// Reads the next request, with its body by `Content-Length`; `nil` if the client has closed
    /// the connection.
    func readRequest() -> RawServer.Request? {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard let byte = read(atMost: 1)?.first else { return nil }
            head.append(byte)
        }
        var request = RawServer.Request(head: head.dropLast(4), body: [])
        let length = request.values(of: "content-length").first.flatMap { Int($0) } ?? 0
        while request.body.count < length {
            guard let more = read(atMost: length - request.body.count) else { return nil }
            request.body += more
        }
        server.remember(request)
        return request
    }

    /// Returns whether all bytes could be written.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    @discardableResult
    func write(_ text: String) -> Bool {
        write(Array(text.utf8))
    }

    /// Writes and waits until the client has acknowledged the bytes, so that the next ones arrive
    /// separately.
    func writeAndWaitUntilRead(_ bytes: [UInt8]) {
        guard write(bytes) else { return }
        var unread: Int32 = 0
        // SIOCOUTQ
        while ioctl(socket, UInt(TIOCOUTQ), &unread) == 0, unread > 0 { sched_yield() }
    }

    /// Ends the connection with a RST instead of a FIN.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            socket,
            SOL_SOCKET,
            SO_LINGER,
            &linger,
            socklen_t(MemoryLayout.size(ofValue: linger))
        )
    }

    /// Waits until the client closes the connection or the server is stopped.
    func waitUntilClosed() {
        while read(atMost: 4096) != nil {}
    }

    /// Reads everything until the client closes the connection.
    func readAll() -> [UInt8] {
        var all: [UInt8] = []
        while let more = read(atMost: 4096) { all += more }
        return all
    }

    /// Relays data to a port of 127.0.0.1 and back, until one side closes.
    func relay(to port: UInt16) {
        let other = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(other) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(other, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { return }
        let far = Connection(socket: other, server: server)
        let isDone = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            while let bytes = far.read(atMost: 4096), write(bytes) {}
            shutdown(socket, Int32(SHUT_RDWR))
            isDone.signal()
        }
        while let bytes = read(atMost: 4096), far.write(bytes) {}
        shutdown(other, Int32(SHUT_RDWR))
        isDone.wait()
    }

    /// `nil` if the client closes the connection before all bytes have arrived.
    func read(exactly count: Int) -> [UInt8]? {
        var all: [UInt8] = []
        while all.count < count {
            guard let more = read(atMost: count - all.count) else { return nil }
            all += more
        }
        return all
    }

    private func read(atMost count: Int) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: count)
        let received = recv(socket, &buffer, count, 0)
        return received > 0 ? Array(buffer.prefix(received)) : nil
    }
}
