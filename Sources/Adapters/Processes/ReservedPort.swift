internal import Glibc

/// A port of 127.0.0.1 on which nothing listens, for a server that is started later.
///
/// It is not bound in the meantime: not every server can listen on a port that another process has
/// bound. Two things keep it free instead. It lies outside the range from which the system assigns
/// ports to sockets that bind to any port or connect (`net.ipv4.ip_local_port_range`). And a Unix
/// socket with the number in its name prevents other processes from reserving it in the same way;
/// such a name belongs to a network namespace, as a port does, and disappears with the process.
package final class ReservedPort: Sendable {
    /// Its number, never 0.
    package let number: UInt16

    private let name: Int32

    /// Fails if the system has no such port.
    package init?() {
        let candidates = Self.candidates
        for _ in 0..<1000 {
            guard let number = candidates.randomElement() else { return nil }
            // The name first: a process that holds it may be about to listen.
            guard let name = Self.socketWithName(of: number) else { continue }
            guard Self.isFree(number) else {
                close(name)
                continue
            }
            self.number = number
            self.name = name
            return
        }
        return nil
    }

    deinit { close(name) }

    /// The ports that the system does not assign, except for those below 10,000, which people use
    /// for their own servers.
    ///
    /// If hardly any are left, all such ports above 1,023.
    static var candidates: [UInt16] {
        let range = systemRange
        let ports = Array(UInt16(10_000)...UInt16.max).filter { !range.contains($0) }
        return ports.count >= 1000 ? ports : Array(1024...UInt16.max)
    }

    /// If it cannot be read, Linux's own default.
    private static var systemRange: ClosedRange<UInt16> {
        let standard: ClosedRange<UInt16> = 32_768...60_999
        guard let file = fopen("/proc/sys/net/ipv4/ip_local_port_range", "re") else {
            return standard
        }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 64)
        guard fgets(&line, Int32(line.count), file) != nil else { return standard }
        let numbers = line.prefix { $0 != 0 }.split { $0 == 9 || $0 == 10 || $0 == 32 }
            .compactMap { UInt16(String(decoding: $0.map(UInt8.init(bitPattern:)), as: UTF8.self)) }
        guard numbers.count == 2, numbers[0] <= numbers[1] else { return standard }
        return numbers[0]...numbers[1]
    }

    /// Opens a socket with the name of a port in Linux's abstract namespace, which is separate from
    /// the file system.
    private static func socketWithName(of number: UInt16) -> Int32? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = Array("\0crumb-port-\(number)".utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = MemoryLayout<sa_family_t>.size + name.count
        return boundSocket(AF_UNIX, &address, length)
    }

    private static func isFree(_ number: UInt16) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = number.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let size = MemoryLayout<sockaddr_in>.size
        guard let probe = boundSocket(AF_INET, &address, size) else { return false }
        close(probe)
        return true
    }

    private static func boundSocket<Address>(
        _ family: Int32,
        _ address: inout Address,
        _ length: Int
    ) -> Int32? {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        guard descriptor >= 0 else { return nil }
        let isBound = withUnsafeMutableBytes(of: &address) { bytes in
            guard let generic = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            else { return false }
            return bind(descriptor, generic, socklen_t(length)) == 0
        }
        guard isBound else {
            close(descriptor)
            return nil
        }
        return descriptor
    }
}
